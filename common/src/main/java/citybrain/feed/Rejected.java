package citybrain.feed;

import citybrain.observation.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A record, or one value of it, that could not become an observation: a value, not an exception.
 *
 * @param line where it stood in the source, 1-based; 0 when unknown
 * @param field the column or field at fault, empty when it is the record as a whole
 * @param detail what was expected, in words; never the payload
 * @param raw the bytes of the record, cut at 64 KiB
 */
public record Rejected(
    String city,
    String feed,
    String source,
    long line,
    String field,
    Reason reason,
    String detail,
    Instant arrival,
    byte[] raw) {

  /** A message as a whole. */
  public static Rejected whole(RawMessage message, Reason reason, String detail) {
    return new Rejected(
        message.city(),
        message.feed(),
        message.source(),
        message.firstLine(),
        "",
        reason,
        detail,
        message.arrival(),
        message.body());
  }

  /** What could be decoded; its line is not at hand any more, so its content stands for it. */
  static Rejected of(RawMessage message, Observation observation, Reason reason, String detail) {
    var text =
        observation.feature() + "," + observation.phenomenonTime() + "," + observation.result();
    return new Rejected(
        message.city(),
        message.feed(),
        message.source(),
        0,
        observation.property().name(),
        reason,
        detail,
        message.arrival(),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
