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
 * @param raw the bytes of the record, cut at 64 KiB; none where features have pseudonyms
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

  /** The same without the record: its place stays, by which it is found in the raw topic. */
  Rejected withoutRecord() {
    return without(detail);
  }

  /**
   * The same without what the decoder says of it as well: a header that turns out to be a row, or a
   * word where a number belongs, may name somebody.
   */
  Rejected withoutWords() {
    return without("not told, as the feed has pseudonyms: './citybrain feed check' shows it");
  }

  private Rejected without(String words) {
    return new Rejected(city, feed, source, line, field, reason, words, arrival, new byte[0]);
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
