package citybrain;

import citybrain.city.EveryDomainRules;
import citybrain.city.PanelRules;
import citybrain.city.ThresholdRules;
import citybrain.cityfile.CityFile;
import citybrain.detection.CityCalendar;
import citybrain.detection.CityRule;
import citybrain.detection.Panel;
import citybrain.detection.Surroundings;
import citybrain.detection.Threshold;
import citybrain.detection.Ways;
import citybrain.energy.EnergyRules;
import citybrain.environment.EnvironmentRules;
import citybrain.feed.SettingException;
import citybrain.observation.ObservedProperty;
import citybrain.transport.TransportRules;
import citybrain.water.EpanetNetwork;
import citybrain.water.PipeGraph;
import citybrain.water.WaterRules;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that watches the city, in the order of names. */
public final class Rules {

  public static final List<CityRule<?, ?>> ALL =
      Stream.of(
              TransportRules.ALL,
              WaterRules.ALL,
              EnergyRules.ALL,
              EnvironmentRules.ALL,
              EveryDomainRules.ALL)
          .flatMap(List::stream)
          .sorted(Comparator.<CityRule<?, ?>, String>comparing(CityRule::name))
          .toList();

  private Rules() {}

  /**
   * The ways along the pipes of a water network, to tell how far alerts are from what they are
   * about.
   *
   * @param within whether they end at valves, pumps and reservoirs, as areas do
   * @throws SettingException when it cannot be read, naming file and line
   */
  public static Ways ways(Surroundings.NetworkFile file, boolean within) {
    var network = EpanetNetwork.read(file.path(), file.text());
    return within ? PipeGraph.closed(network) : PipeGraph.open(network);
  }

  /**
   * These rules, and those that the thresholds and panels of these cities make; in the order of
   * names.
   *
   * @throws SettingException when a threshold is about what no feed of its city brings
   */
  public static List<CityRule<?, ?>> with(
      Collection<CityRule<?, ?>> rules, Collection<CityFile> cities) {
    var thresholds = new TreeMap<String, List<Threshold>>();
    var panels = new TreeMap<String, List<Panel>>();
    var brought = new TreeMap<String, Map<String, Set<ObservedProperty>>>();
    for (var city : cities) {
      check(city);
      thresholds.put(city.city(), city.thresholds());
      panels.put(city.city(), city.panels());
      brought.put(city.city(), DeclaredFeeds.properties(city));
    }
    return Stream.of(rules, ThresholdRules.of(thresholds), PanelRules.of(panels, brought))
        .flatMap(Collection::stream)
        .sorted(Comparator.<CityRule<?, ?>, String>comparing(CityRule::name))
        .toList();
  }

  /**
   * A rule waits for the clocks of those who bring what it reads; of nobody it would wait for ever.
   *
   * @throws SettingException when a threshold is about what no feed of its city brings
   */
  public static void check(CityFile city) {
    var brought = new TreeSet<ObservedProperty>();
    DeclaredFeeds.properties(city).values().forEach(brought::addAll);
    for (var threshold : city.thresholds()) {
      if (!brought.contains(threshold.property())) {
        throw new SettingException(
            "%s: rules.threshold.%s.property is '%s'; expected one that a feed of this city brings: %s"
                .formatted(
                    threshold.place(),
                    threshold.name(),
                    threshold.property(),
                    brought.stream()
                        .map(ObservedProperty::name)
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  /** The settings of all rules by their key, as long as nobody says otherwise. */
  public static Map<String, Record> settings() {
    var settings = new TreeMap<String, Record>();
    for (var rule : ALL) {
      settings.put(rule.key(), rule.usual().of(CityCalendar.of("UTC")));
    }
    return settings;
  }

  /**
   * The rules that these patterns name: {@code *} stands for anything, a leading minus takes away;
   * when only minuses stand there, they take away from all.
   *
   * @param rules among which
   * @param patterns comma separated
   * @throws SettingException when a pattern names no rule, or none is left
   */
  public static List<CityRule<?, ?>> named(List<CityRule<?, ?>> rules, String patterns) {
    var words = Arrays.stream(patterns.split(",", -1)).map(String::strip).toList();
    boolean all = words.stream().allMatch(word -> word.isEmpty() || word.startsWith("-"));
    var chosen =
        rules.stream()
            .filter(rule -> all || words.stream().anyMatch(word -> matches(word, rule)))
            .filter(
                rule ->
                    words.stream()
                        .noneMatch(
                            word -> word.startsWith("-") && matches(word.substring(1), rule)))
            .toList();
    for (var word : words) {
      var pattern = word.startsWith("-") ? word.substring(1) : word;
      if (!word.isEmpty() && rules.stream().noneMatch(rule -> matches(pattern, rule))) {
        throw wrong(rules, word);
      }
    }
    if (chosen.isEmpty()) {
      throw wrong(rules, patterns);
    }
    return chosen;
  }

  private static SettingException wrong(List<CityRule<?, ?>> rules, String pattern) {
    return new SettingException(
        "setting 'rules': '"
            + pattern
            + "' names no rule; there are: "
            + String.join(", ", rules.stream().map(CityRule::name).toList()));
  }

  private static boolean matches(String pattern, CityRule<?, ?> rule) {
    var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return rule.name().matches(regex) || rule.key().matches(regex);
  }
}
