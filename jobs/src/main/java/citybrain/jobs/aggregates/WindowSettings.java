package citybrain.jobs.aggregates;

import citybrain.aggregation.WindowTimes;
import citybrain.jobs.runtime.Config;
import java.time.Duration;

/** How long windows wait, as the settings of the job say. */
final class WindowSettings {

  private WindowSettings() {}

  static WindowTimes from(Config config) {
    return WindowTimes.of(
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
}
