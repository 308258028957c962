package citybrain.jobs.city;

import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;

/** Sums of a minute for tests, all of one city. */
final class Minutes {

  static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  static final WindowTimes TIMES =
      WindowTimes.of(
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofMinutes(15),
          Duration.ofDays(2),
          Duration.ofSeconds(20),
          Duration.ofMinutes(10),
          0);

  /** The same, with room for a feed that is read much later. */
  static final WindowTimes ROOMY =
      WindowTimes.of(
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofMinutes(15),
          Duration.ofDays(2),
          Duration.ofSeconds(20),
          Duration.ofMinutes(10),
          10_000);

  private Minutes() {}

  static ZoneMinute of(
      String feed, ObservedProperty property, String zone, int minute, double value) {
    var series = new ZoneSeries("demo", feed, property, new Places.Place("dma", zone, null));
    var one = new ZoneMinute(series);
    one.start = EIGHT.plus(Duration.ofMinutes(minute)).toEpochMilli();
    one.count = 1;
    one.sum = value;
    one.min = value;
    one.max = value;
    return one;
  }

  static ZoneMinute of(String zone, int minute, double value) {
    return of("flows", ObservedProperty.WATER_FLOW, zone, minute, value);
  }
}
