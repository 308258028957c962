package citybrain.local.player;

import citybrain.feed.RawMessage;

/**
 * A raw message on its way to the topic.
 *
 * @param oversize how many bytes its only line had in the source when it had to be cut, else 0
 */
record Message(RawMessage raw, long oversize) {

  static Message of(RawMessage raw) {
    return new Message(raw, 0);
  }

  /** The record key, and the name under which progress is counted. */
  String key() {
    return raw.city() + "/" + raw.feed();
  }

  long arrivalMillis() {
    return raw.arrival().toEpochMilli();
  }
}
