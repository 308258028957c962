package citybrain.jobs.aggregates;

import citybrain.aggregation.ExactSum;
import citybrain.jobs.cities.Places;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;

/** Sums of a minute for tests, all of one city. */
final class Minutes {

  static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  static final WindowTimes TIMES =
      WindowTimes.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(15), 4);

  private Minutes() {}

  static ZoneMinute of(
      String feed, ObservedProperty property, String zone, int minute, double value) {
    var series = new ZoneSeries("demo", feed, property, new Places.Place("dma", zone, null));
    var one = new ZoneMinute(series);
    one.start = EIGHT.plus(Duration.ofMinutes(minute)).toEpochMilli();
    one.count = 1;
    var sum = new ExactSum();
    sum.add(value);
    one.sumHigh = sum.high();
    one.sumLow = sum.low();
    one.min = value;
    one.max = value;
    return one;
  }

  /** The clock of a feed of one worker. */
  static ZoneClock clock(String feed, String of, double minute) {
    long time = EIGHT.toEpochMilli() + Math.round(minute * 60_000);
    return new ZoneClock(0L, 1, "demo", feed, of, 0, 1, time);
  }

  static ZoneMinute of(String zone, int minute, double value) {
    return of("flows", ObservedProperty.WATER_FLOW, zone, minute, value);
  }
}
