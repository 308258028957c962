package citybrain.cityfile;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.SettingException;
import citybrain.observation.ObservedProperty;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A feed kind that reads nothing: city files only ask for names, options and choices. */
record FakeKind(String name, Map<String, String> options, Map<String, List<String>> choices)
    implements FeedKind {

  /** Names and options of the kinds the shipped cities use. */
  static final Collection<FeedKind> ALL =
      List.of(
          kind("citypulse-traffic", "features", "max-ahead", "max-age"),
          kind("citypulse-parking", "features"),
          kind("citypulse-weather", "feature", "position"),
          new FakeKind(
              "battledim-scada",
              options("property", "unit", "network", "features"),
              Map.of(
                  "property", List.of("pressure", "flow", "level", "demand"),
                  "unit", List.of("m", "m3/h", "L/s", "L/h"))),
          kind("meter-readings", "register", "features"),
          kind("transformer-totals", "features"),
          kind("prsa-air", "features"),
          kind("gtfs-rt-vehicle-positions", "gtfs", "stale-after"),
          kind("gtfs-rt-trip-updates", "gtfs", "window"));

  private static FeedKind kind(String name, String... options) {
    return new FakeKind(name, options(options), Map.of());
  }

  private static Map<String, String> options(String... keys) {
    var options = new LinkedHashMap<String, String>();
    for (var key : keys) {
      options.put(key, "help for " + key);
    }
    return options;
  }

  @Override
  public String describe() {
    return "reads nothing";
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return Set.of();
  }

  @Override
  public Feed open(FeedSetup setup) {
    if (setup.option("features").isEmpty()) {
      throw new SettingException("features are missing");
    }
    return (message, outlet) -> {};
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return (header, line) -> Optional.empty();
  }
}
