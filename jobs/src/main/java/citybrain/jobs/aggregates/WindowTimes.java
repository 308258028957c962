package citybrain.jobs.aggregates;

import citybrain.jobs.runtime.Config;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long windows wait, in milliseconds of event time. Only the retention decides what is in a
 * window; the others decide when its sums are shown.
 *
 * @param delay event time to wait after a window's end
 * @param retention event time for which a reading can revise a window, by the clock of its feed
 * @param hold event time by which a feed may be behind another and is still waited for
 * @param idle how many checkpoints without news until what has come is shown, whatever is missing
 */
record WindowTimes(long delay, long retention, long hold, int idle) implements Serializable {

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
        config.count(
            "city-aggregates.idle",
            "checkpoints without news after which open windows are shown",
            4));
  }

  static WindowTimes of(Duration delay, Duration retention, Duration hold, int idle) {
    return new WindowTimes(delay.toMillis(), retention.toMillis(), hold.toMillis(), idle);
  }
}
