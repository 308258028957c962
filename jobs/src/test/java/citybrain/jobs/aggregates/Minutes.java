package citybrain.jobs.aggregates;

import citybrain.aggregation.ExactSum;
import citybrain.aggregation.WindowTimes;
import citybrain.aggregation.ZoneName;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;

/** Sums of a minute for tests, all of one city, and of one zone each. */
final class Minutes {

  static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  static final WindowTimes TIMES =
      WindowTimes.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(15), 4);

  private Minutes() {}

  static MinuteSums of(
      String feed, ObservedProperty property, String zone, int minute, double value) {
    var name = ZoneName.of("demo", "dma", zone, null);
    var sum = new ExactSum();
    sum.add(value);
    var rows = new MinuteSums.Rows();
    rows.add(name, 1, sum.high(), sum.low(), value, value);
    return new MinuteSums(
        name.fingerprint(),
        "demo",
        feed,
        property.name(),
        EIGHT.plus(Duration.ofMinutes(minute)).toEpochMilli(),
        rows.take(),
        MinuteSums.Kind.MEASURED,
        null);
  }

  /** The clock of a feed of one worker. */
  static ZoneClock clock(String feed, String of, double minute) {
    long time = EIGHT.toEpochMilli() + Math.round(minute * 60_000);
    return new ZoneClock(0L, 1, "demo", feed, of, 0, 1, time);
  }

  static MinuteSums of(String zone, int minute, double value) {
    return of("flows", ObservedProperty.WATER_FLOW, zone, minute, value);
  }
}
