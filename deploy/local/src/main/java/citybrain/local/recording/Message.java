package citybrain.local.recording;

import citybrain.feed.RawMessage;

/**
 * A raw message on its way to the topic.
 *
 * @param oversize how many bytes its only line had in the source when it had to be cut, else 0
 */
public record Message(RawMessage raw, long oversize) {

  public static Message of(RawMessage raw) {
    return new Message(raw, 0);
  }

  /** The record key, and the name under which progress is counted. */
  public String key() {
    return raw.city() + "/" + raw.feed();
  }

  /** As the topic gets it: one that had to be cut says so. */
  public RawMessage told() {
    return oversize == 0
        ? raw
        : new RawMessage(
            raw.city(),
            raw.feed(),
            raw.source(),
            raw.firstLine(),
            raw.arrival(),
            raw.records(),
            raw.body(),
            true);
  }

  public long arrivalMillis() {
    return raw.arrival().toEpochMilli();
  }
}
