package citybrain.replay;

import citybrain.DeclaredFeeds;
import citybrain.cityfile.CityFile;
import citybrain.detection.CityRule;
import citybrain.feed.Intake;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far the feeds of a city have come, such as at the end of a recording. Rules hear of clocks in
 * whole seconds.
 *
 * @param ends by feed, epoch milliseconds; zero for one that has no time yet
 * @param brings what each can bring, by feed
 */
record Clocks(Map<String, Long> ends, Map<String, Set<ObservedProperty>> brings) {

  private static final long TICK = 1_000;

  static Clocks of(CityFile city, Map<String, Intake> intakes) {
    return new Clocks(Map.of(), DeclaredFeeds.properties(city)).at(city, intakes);
  }

  /** As they stand now. */
  Clocks at(CityFile city, Map<String, Intake> intakes) {
    var now = new TreeMap<String, Long>();
    for (var spec : city.feeds()) {
      var intake = intakes.get(city.city() + "/" + spec.name());
      now.put(spec.name(), intake == null ? 0 : intake.clock() / TICK * TICK);
    }
    return new Clocks(now, brings);
  }

  /** How far the inputs of a key are known: by its feed, or by the slowest that are joined. */
  long of(CityRule<?, ?> rule, Observation one) {
    return brings.entrySet().stream()
        .filter(feed -> rule.by().joinsFeeds() || feed.getKey().equals(one.feed()))
        .filter(feed -> rule.inputs().stream().anyMatch(feed.getValue()::contains))
        .mapToLong(feed -> ends.getOrDefault(feed.getKey(), 0L))
        .min()
        .orElse(0);
  }
}
