package citybrain.jobs.aggregates;

import citybrain.detection.CityRule;
import citybrain.observation.ObservedProperty;
import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which feeds of a city bring a property, and by whose clock: that of the feed in the domain of the
 * property, or how far the rule is that derives it. A window is kept until all of them have passed
 * it.
 *
 * @param feeds by city and property
 * @param rules by property: the rule that derives it
 */
record Members(
    TreeMap<String, EnumMap<ObservedProperty, TreeSet<String>>> feeds,
    EnumMap<ObservedProperty, String> rules)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Of these cities.
   *
   * @param cities what each feed can bring, by city and feed
   */
  static Members of(
      Map<String, Map<String, Set<ObservedProperty>>> cities, Collection<CityRule<?, ?>> rules) {
    var derivedBy = new EnumMap<ObservedProperty, String>(ObservedProperty.class);
    rules.forEach(rule -> rule.derived().forEach(p -> derivedBy.put(p, rule.name())));
    var all = new TreeMap<String, EnumMap<ObservedProperty, TreeSet<String>>>();
    cities.forEach(
        (city, feeds) -> {
          var ofCity = new EnumMap<ObservedProperty, TreeSet<String>>(ObservedProperty.class);
          feeds.forEach(
              (feed, brings) -> {
                brings.forEach(property -> add(ofCity, property, feed));
                for (var rule : rules) {
                  if (rule.inputs().stream().anyMatch(brings::contains)) {
                    rule.derived().forEach(property -> add(ofCity, property, feed));
                  }
                }
              });
          all.put(city, ofCity);
        });
    return new Members(all, derivedBy);
  }

  private static void add(
      Map<ObservedProperty, TreeSet<String>> feeds, ObservedProperty property, String feed) {
    feeds.computeIfAbsent(property, p -> new TreeSet<>()).add(feed);
  }

  Set<String> of(String city, ObservedProperty property) {
    return feeds
        .getOrDefault(city, new EnumMap<>(ObservedProperty.class))
        .getOrDefault(property, new TreeSet<>());
  }

  /** By whose clock the windows of a property go: the word of a domain, or the name of a rule. */
  String clockOf(ObservedProperty property) {
    return rules.getOrDefault(property, property.domain().word());
  }
}
