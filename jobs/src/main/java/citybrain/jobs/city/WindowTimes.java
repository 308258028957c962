package citybrain.jobs.city;

import citybrain.jobs.runtime.Config;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long windows wait, in milliseconds.
 *
 * @param delay event time to wait after a window's end
 * @param retention event time for which a window can be revised, by the slowest feed that counts
 * @param hold event time by which a feed may be behind another and is still waited for
 * @param reach event time by which a silent feed may be behind and windows are still kept for it
 * @param idle wall-clock silence after which nobody waits for a feed
 * @param patience wall-clock silence after which no windows are kept for a feed beyond reach
 * @param spare how many sums of a property are kept beyond the retention, for a feed not yet known
 */
record WindowTimes(
    long delay, long retention, long hold, long reach, long idle, long patience, int spare)
    implements Serializable {

  static WindowTimes from(Config config) {
    return of(
        config.duration(
            "city-aggregates.delay", "wait after a window's end", Duration.ofMinutes(1)),
        config.duration(
            "city-aggregates.retention", "how long a window can be revised", Duration.ofHours(4)),
        config.duration(
            "city-aggregates.hold",
            "how far behind a feed may be so that others of its property wait for it",
            Duration.ofMinutes(15)),
        config.duration(
            "city-aggregates.reach",
            "how far behind a silent feed may be so that windows are kept for it",
            Duration.ofDays(2)),
        config.duration(
            "city-aggregates.idle",
            "wall-clock silence after which open windows are shown",
            Duration.ofSeconds(20)),
        config.duration(
            "city-aggregates.patience",
            "wall-clock silence after which no windows are kept for a feed beyond reach",
            Duration.ofMinutes(10)),
        config.count(
            "city-aggregates.spare",
            "sums a city's property keeps beyond the retention, for feeds that are read much later",
            10_000));
  }

  static WindowTimes of(
      Duration delay,
      Duration retention,
      Duration hold,
      Duration reach,
      Duration idle,
      Duration patience,
      int spare) {
    return new WindowTimes(
        delay.toMillis(),
        retention.toMillis(),
        hold.toMillis(),
        reach.toMillis(),
        idle.toMillis(),
        patience.toMillis(),
        spare);
  }
}
