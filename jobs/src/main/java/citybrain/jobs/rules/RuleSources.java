package citybrain.jobs.rules;

import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which feeds bring what a rule reads, as the city files declare them. A feed has one clock, but it
 * is read from the topic of each domain apart, for these are not read at one pace: {@code
 * city/feed/domain} names one.
 *
 * @param feeds what each feed can bring, by city and feed
 * @param vocabulary the properties there are
 */
record RuleSources(
    TreeMap<String, TreeMap<String, TreeSet<ObservedProperty>>> feeds, Vocabulary vocabulary)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  static RuleSources of(
      Map<String, Map<String, Set<ObservedProperty>>> cities, Vocabulary vocabulary) {
    var feeds = new TreeMap<String, TreeMap<String, TreeSet<ObservedProperty>>>();
    cities.forEach(
        (city, all) -> {
          var ofCity = new TreeMap<String, TreeSet<ObservedProperty>>();
          all.forEach(
              (feed, brings) -> {
                var copy = new TreeSet<ObservedProperty>();
                copy.addAll(brings);
                ofCity.put(feed, copy);
              });
          feeds.put(city, ofCity);
        });
    return new RuleSources(feeds, vocabulary);
  }

  static String name(String city, String feed, Domain domain) {
    return city + "/" + feed + "/" + domain.word();
  }

  /** All sources of a city for a rule that reads these. */
  Set<String> ofCity(String city, Collection<ObservedProperty> inputs) {
    var sources = new TreeSet<String>();
    feeds
        .getOrDefault(city, new TreeMap<>())
        .forEach(
            (feed, brings) -> {
              for (var property : inputs) {
                if (brings.contains(property)) {
                  sources.add(name(city, feed, property.domain()));
                }
              }
            });
    return sources;
  }

  /** Those of one feed; empty when no city file declares that it brings any of these. */
  Set<String> ofFeed(String city, String feed, Collection<ObservedProperty> inputs) {
    var prefix = city + "/" + feed + "/";
    var sources = new TreeSet<>(ofCity(city, inputs));
    sources.removeIf(source -> !source.startsWith(prefix));
    return sources;
  }
}
