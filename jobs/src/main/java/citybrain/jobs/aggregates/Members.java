package citybrain.jobs.aggregates;

import citybrain.aggregation.WindowSpan;
import citybrain.detection.CityRule;
import citybrain.jobs.cities.Cities;
import citybrain.observation.ObservedProperty;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which feeds of a city bring a property, and by whose clock: that of the feed in the domain of the
 * property, or how far the rule is that derives it. A window is kept until all of them have passed
 * it, and is no shorter than the interval at which the quickest of them brings readings.
 *
 * @param feeds by city and property: the interval of each feed, in milliseconds, 0 where it has
 *     none
 * @param rules by property: the rule that derives it
 * @param timeZones by city, as ids
 * @param always the windows of all properties; empty when they are to fit each
 */
record Members(
    TreeMap<String, EnumMap<ObservedProperty, TreeMap<String, Long>>> feeds,
    EnumMap<ObservedProperty, String> rules,
    TreeMap<String, String> timeZones,
    List<WindowSpan> always)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Of these cities. */
  static Members of(Cities cities, Collection<CityRule<?, ?>> rules) {
    var intervals = new TreeMap<String, Map<String, Duration>>();
    var timeZones = new TreeMap<String, String>();
    for (var city : cities.files()) {
      timeZones.put(city.city(), city.timeZone().getId());
      var ofCity = new TreeMap<String, Duration>();
      city.feeds().forEach(feed -> ofCity.put(feed.name(), feed.interval()));
      intervals.put(city.city(), ofCity);
    }
    return of(cities.properties(), intervals, timeZones, rules);
  }

  /**
   * The same of what each feed can bring.
   *
   * @param cities by city and feed
   * @param intervals by city and feed; zero where none is told
   * @param timeZones by city, as ids; where none is told, UTC
   */
  static Members of(
      Map<String, Map<String, Set<ObservedProperty>>> cities,
      Map<String, Map<String, Duration>> intervals,
      Map<String, String> timeZones,
      Collection<CityRule<?, ?>> rules) {
    var derivedBy = new EnumMap<ObservedProperty, String>(ObservedProperty.class);
    rules.forEach(rule -> rule.derived().forEach(p -> derivedBy.put(p, rule.name())));
    var all = new TreeMap<String, EnumMap<ObservedProperty, TreeMap<String, Long>>>();
    cities.forEach(
        (city, feeds) -> {
          var ofCity = new EnumMap<ObservedProperty, TreeMap<String, Long>>(ObservedProperty.class);
          feeds.forEach(
              (feed, brings) -> {
                long interval =
                    intervals
                        .getOrDefault(city, Map.of())
                        .getOrDefault(feed, Duration.ZERO)
                        .toMillis();
                brings.forEach(property -> add(ofCity, property, feed, interval));
                for (var rule : rules) {
                  if (rule.inputs().stream().anyMatch(brings::contains)) {
                    rule.derived().forEach(property -> add(ofCity, property, feed, interval));
                  }
                }
              });
          all.put(city, ofCity);
        });
    return new Members(all, derivedBy, new TreeMap<>(timeZones), List.of());
  }

  private static void add(
      Map<ObservedProperty, TreeMap<String, Long>> feeds,
      ObservedProperty property,
      String feed,
      long interval) {
    feeds.computeIfAbsent(property, p -> new TreeMap<>()).put(feed, interval);
  }

  private Map<String, Long> intervals(String city, ObservedProperty property) {
    return feeds
        .getOrDefault(city, new EnumMap<>(ObservedProperty.class))
        .getOrDefault(property, new TreeMap<>());
  }

  Set<String> of(String city, ObservedProperty property) {
    return intervals(city, property).keySet();
  }

  /** The same with these windows for all properties; when there are none, those that fit each. */
  Members with(List<WindowSpan> spans) {
    return new Members(feeds, rules, timeZones, List.copyOf(spans));
  }

  /** The windows of a property. */
  List<WindowSpan> spans(String city, ObservedProperty property) {
    if (!always.isEmpty()) {
      return always;
    }
    long quickest =
        intervals(city, property).values().stream().mapToLong(Long::longValue).min().orElse(0);
    return WindowSpan.fitting(Duration.ofMillis(quickest));
  }

  ZoneId timeZone(String city) {
    return ZoneId.of(timeZones.getOrDefault(city, "UTC"));
  }

  /** By whose clock the windows of a property go: the word of a domain, or the name of a rule. */
  String clockOf(ObservedProperty property) {
    return rules.getOrDefault(property, property.domain().word());
  }
}
