package citybrain.local.topics;

import java.time.Instant;

/** From the earliest to the latest event time. */
public record TimeRange(Instant from, Instant to) {

  static TimeRange ofMillis(long from, long to) {
    return new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
  }
}
