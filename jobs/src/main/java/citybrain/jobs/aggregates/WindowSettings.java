package citybrain.jobs.aggregates;

import citybrain.aggregation.WindowSpan;
import citybrain.aggregation.WindowTimes;
import citybrain.feed.SettingException;
import citybrain.jobs.runtime.Config;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How long windows wait, as the settings of the job say. */
final class WindowSettings {

  private static final String WORDS =
      "windows of all properties, of minute, quarter, hour, day, comma separated; when empty, those"
          + " that are not shorter than the interval at which a property is read";

  private WindowSettings() {}

  /** Which windows there are, of all properties; empty when they are to fit each property. */
  static List<WindowSpan> spans(Config config) {
    var names = config.text("city-aggregates.windows", WORDS, "");
    return names.isEmpty()
        ? List.of()
        : Stream.of(names.split(",", -1)).map(WindowSettings::span).distinct().sorted().toList();
  }

  private static WindowSpan span(String name) {
    return Stream.of(WindowSpan.values())
        .filter(span -> span.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingException(
                    "setting 'city-aggregates.windows': '"
                        + name
                        + "' is none of minute, quarter, hour, day"));
  }

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
