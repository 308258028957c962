package citybrain.local.topics;

import java.time.Instant;

/** A stretch of the city's time. */
public record TimeRange(Instant from, Instant to) {

  static TimeRange ofMillis(long from, long to) {
    return new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
  }
}
