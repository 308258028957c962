package citybrain.jobs.aggregates;

import citybrain.aggregation.WindowSpan;
import citybrain.aggregation.WindowTimes;
import citybrain.cityfile.FeedSpec;
import citybrain.detection.CityRule;
import citybrain.jobs.cities.Cities;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which feeds of a city bring a property, and by whose clock: that of the feed in the domain of the
 * property, or how far the rule is that derives it. A window is kept until all of them have passed
 * it, and is no shorter than the interval at which the quickest of them brings readings.
 *
 * @param feeds by city and property: what each feed brings of it
 * @param rules by property: the rule that derives it
 * @param timeZones by city, as ids
 * @param vocabulary the properties there are
 * @param always the windows of all properties; empty when they are to fit each
 */
record Members(
    TreeMap<String, TreeMap<ObservedProperty, TreeMap<String, Member>>> feeds,
    TreeMap<ObservedProperty, String> rules,
    TreeMap<String, String> timeZones,
    Vocabulary vocabulary,
    List<WindowSpan> always)
    implements Serializable {

  private static final long serialVersionUID = 2L;

  /**
   * A feed that brings a property.
   *
   * @param interval between its readings, ms, 0 where none is told
   * @param corrected how long it may correct them, ms of event time, 0 where it does not
   */
  record Member(long interval, long corrected) implements Serializable {

    /** Where the feed says nothing of the interval, what the property says. */
    Member of(ObservedProperty property) {
      return interval > 0 ? this : new Member(property.interval().toMillis(), corrected);
    }

    /** Of one feed that both brings and leads to a property. */
    Member or(Member other) {
      return new Member(Math.min(interval, other.interval), Math.max(corrected, other.corrected));
    }
  }

  /** Of these cities. */
  static Members of(Cities cities, Collection<CityRule<?, ?>> rules) {
    var intervals = new TreeMap<String, Map<String, Duration>>();
    var corrected = new TreeMap<String, Map<String, Duration>>();
    var timeZones = new TreeMap<String, String>();
    for (var city : cities.files()) {
      timeZones.put(city.city(), city.timeZone().getId());
      var ofCity = new TreeMap<String, Duration>();
      city.feeds().forEach(feed -> ofCity.put(feed.name(), feed.interval()));
      intervals.put(city.city(), ofCity);
      var overlaps = new TreeMap<String, Duration>();
      city.feeds().stream()
          .filter(FeedSpec::corrected)
          .forEach(feed -> overlaps.put(feed.name(), feed.overlap()));
      corrected.put(city.city(), overlaps);
    }
    return of(cities.properties(), intervals, corrected, timeZones, cities.vocabulary(), rules);
  }

  /**
   * The same of what each feed can bring.
   *
   * @param cities by city and feed
   * @param intervals by city and feed; zero where none is told
   * @param corrected how long a feed may correct its readings, by city and feed; none where it does
   *     not
   * @param timeZones by city, as ids; where none is told, UTC
   * @param vocabulary the properties there are
   */
  static Members of(
      Map<String, Map<String, Set<ObservedProperty>>> cities,
      Map<String, Map<String, Duration>> intervals,
      Map<String, Map<String, Duration>> corrected,
      Map<String, String> timeZones,
      Vocabulary vocabulary,
      Collection<CityRule<?, ?>> rules) {
    var derivedBy = new TreeMap<ObservedProperty, String>();
    rules.forEach(rule -> rule.derived().forEach(p -> derivedBy.put(p, rule.name())));
    var all = new TreeMap<String, TreeMap<ObservedProperty, TreeMap<String, Member>>>();
    cities.forEach(
        (city, feeds) -> {
          var ofCity = new TreeMap<ObservedProperty, TreeMap<String, Member>>();
          feeds.forEach(
              (feed, brings) -> {
                var member = new Member(of(intervals, city, feed), of(corrected, city, feed));
                brings.forEach(property -> add(ofCity, property, feed, member.of(property)));
                // Corrections of what a rule has judged do not reach what it derived.
                var derived = new Member(member.interval, 0);
                for (var rule : rules) {
                  if (rule.inputs().stream().anyMatch(brings::contains)) {
                    rule.derived().forEach(property -> add(ofCity, property, feed, derived));
                  }
                }
              });
          all.put(city, ofCity);
        });
    return new Members(all, derivedBy, new TreeMap<>(timeZones), vocabulary, List.of());
  }

  private static void add(
      Map<ObservedProperty, TreeMap<String, Member>> feeds,
      ObservedProperty property,
      String feed,
      Member member) {
    feeds.computeIfAbsent(property, p -> new TreeMap<>()).merge(feed, member, Member::or);
  }

  private static long of(Map<String, Map<String, Duration>> durations, String city, String feed) {
    return durations.getOrDefault(city, Map.of()).getOrDefault(feed, Duration.ZERO).toMillis();
  }

  private Map<String, Member> members(String city, ObservedProperty property) {
    return feeds.getOrDefault(city, new TreeMap<>()).getOrDefault(property, new TreeMap<>());
  }

  Set<String> of(String city, ObservedProperty property) {
    return members(city, property).keySet();
  }

  /** The same with these windows for all properties; when there are none, those that fit each. */
  Members with(List<WindowSpan> spans) {
    return new Members(feeds, rules, timeZones, vocabulary, List.copyOf(spans));
  }

  /** The windows of a property. */
  List<WindowSpan> spans(String city, ObservedProperty property) {
    if (!always.isEmpty()) {
      return always;
    }
    long quickest =
        members(city, property).values().stream().mapToLong(Member::interval).min().orElse(0);
    return WindowSpan.fitting(Duration.ofMillis(quickest));
  }

  /** Whether a feed may correct what it told of a property. */
  boolean isCorrected(String city, String feed, ObservedProperty property) {
    var member = members(city, property).get(feed);
    return member != null && member.corrected > 0;
  }

  /** How long readings of a property may be corrected, ms of event time; 0 when none may. */
  long corrected(String city, ObservedProperty property) {
    return members(city, property).values().stream().mapToLong(Member::corrected).max().orElse(0);
  }

  /**
   * The times of the windows of a property: they can be revised for as long as its readings can be
   * corrected.
   */
  WindowTimes times(String city, ObservedProperty property, WindowTimes usual) {
    return new WindowTimes(
        usual.delay(),
        Math.max(usual.retention(), corrected(city, property)),
        usual.hold(),
        usual.idle());
  }

  ZoneId timeZone(String city) {
    return ZoneId.of(timeZones.getOrDefault(city, "UTC"));
  }

  /** By whose clock the windows of a property go: the word of a domain, or the name of a rule. */
  String clockOf(ObservedProperty property) {
    return rules.getOrDefault(property, property.domain().word());
  }
}
