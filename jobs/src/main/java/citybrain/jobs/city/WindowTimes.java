package citybrain.jobs.city;

import citybrain.jobs.runtime.Config;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long windows wait, in milliseconds. Only the retention decides what is in a window; the
 * others decide when its sums are shown.
 *
 * @param delay event time to wait after a window's end
 * @param retention event time for which a reading can revise a window, by the clock of its feed
 * @param hold event time by which a feed may be behind another and is still waited for
 * @param idle wall-clock time after which what has come is shown, whatever is still missing
 */
record WindowTimes(long delay, long retention, long hold, long idle) implements Serializable {

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
            "city-aggregates.idle",
            "wall-clock silence after which open windows are shown",
            Duration.ofSeconds(20)));
  }

  static WindowTimes of(Duration delay, Duration retention, Duration hold, Duration idle) {
    return new WindowTimes(
        delay.toMillis(), retention.toMillis(), hold.toMillis(), idle.toMillis());
  }
}
