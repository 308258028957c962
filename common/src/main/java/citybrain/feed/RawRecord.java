package citybrain.feed;

/**
 * A record of the raw topic: a message, or a sign of life of its sender.
 *
 * @param message without records and body when it is a heartbeat
 * @param partition of the raw topic
 * @param offset in that partition
 * @param until for {@link Kind#GIVEN_UP}: what is older is not waited for, epoch milliseconds
 */
public record RawRecord(RawMessage message, int partition, long offset, Kind kind, long until) {

  /** What a record of the raw topic can be. */
  public enum Kind {
    MESSAGE,
    /** Its sender lives and has had nothing to say. */
    HEARTBEAT,
    /** A sender that is gone is no longer waited for. */
    GIVEN_UP
  }

  /** A message of an origin. */
  public static RawRecord of(RawMessage message, int partition, long offset) {
    return new RawRecord(message, partition, offset, Kind.MESSAGE, 0);
  }
}
