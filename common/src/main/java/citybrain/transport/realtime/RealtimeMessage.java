package citybrain.transport.realtime;

import citybrain.feed.Envelope;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The outside of a GTFS Realtime {@code FeedMessage}: its version, its own time, and how many
 * entities it holds.
 *
 * @param entities -1 when the bytes are no such message
 * @param timestamp seconds since the epoch, 0 when not given
 */
record RealtimeMessage(int entities, String version, long timestamp) {

  static final int HEADER = 1;
  static final int ENTITY = 2;

  private static final int VERSION = 1;
  private static final int TIMESTAMP = 3;

  private static final RealtimeMessage UNREADABLE = new RealtimeMessage(-1, "", 0);

  /** Later than any clock of ours can hold. */
  static final long FAR_FUTURE = 253_402_300_800L;

  /** Messages are never cut into lines. */
  static final RecordClock NO_LINES = (header, line) -> Optional.empty();

  static RealtimeMessage of(byte[] body) {
    var outer = new ProtoCursor(body);
    var inner = new ProtoCursor(body);
    int entities = 0;
    boolean hasHeader = false;
    var version = "";
    long timestamp = 0;
    try {
      while (outer.next()) {
        if (outer.field() == ENTITY) {
          outer.start();
          entities++;
        } else if (outer.field() == HEADER) {
          hasHeader = true;
          inner.into(outer);
          while (inner.next()) {
            if (inner.field() == VERSION) {
              int from = inner.start();
              version = new String(body, from, inner.stop() - from, StandardCharsets.UTF_8);
            } else if (inner.field() == TIMESTAMP) {
              timestamp = inner.number();
            }
          }
        }
      }
    } catch (ProtoCursor.Malformed e) {
      return UNREADABLE;
    }
    boolean sound = hasHeader && timestamp >= 0 && timestamp < FAR_FUTURE;
    return sound ? new RealtimeMessage(entities, version, timestamp) : UNREADABLE;
  }

  boolean isReadable() {
    return entities >= 0;
  }

  /** 1.0 is a subset of 2.0, and many operators never changed the number they write. */
  boolean isSupported() {
    return version.equals("2.0") || version.equals("1.0");
  }

  static Envelope.Reader envelopes(FeedSetup setup) {
    return body -> {
      var message = of(body);
      return new Envelope(
          Math.max(0, message.entities),
          message.timestamp == 0
              ? Optional.empty()
              : Optional.of(setup.shifted(Instant.ofEpochSecond(message.timestamp))),
          message.isReadable() && message.isSupported());
    };
  }
}
