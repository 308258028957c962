package citybrain.feed;

import java.time.Instant;

/**
 * What an origin delivered, untouched: a small document in the feed's own wire format (for tables:
 * the header line and some data lines).
 *
 * @param source the file or address it came from
 * @param firstLine the line of the source on which the first data line stood, 1-based; 0 when
 *     unknown
 * @param arrival when it reached the city, on the city's clock
 * @param records how many records (data lines) the sender counted; every one must be accounted for
 * @param cut the sender met a record too large to carry and cut it: it is refused, not read
 */
public record RawMessage(
    String city,
    String feed,
    String source,
    long firstLine,
    Instant arrival,
    int records,
    byte[] body,
    boolean cut) {

  /** A message that its sender did not have to cut. */
  public RawMessage(
      String city,
      String feed,
      String source,
      long firstLine,
      Instant arrival,
      int records,
      byte[] body) {
    this(city, feed, source, firstLine, arrival, records, body, false);
  }
}
