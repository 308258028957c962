package citybrain.jobs.rules;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rules that remember the same things apart, wait for the same clocks and are judged equally late:
 * a reading travels to all of them, waits for them and is decoded once. What a rule remembers, what
 * it is told and what becomes of it when it fails is its own.
 *
 * @param name of the operator that runs them, the same as long as there is one of them
 * @param by what they remember apart
 * @param lateness how late a reading may come, ms
 * @param inputs what any of them reads
 */
record RuleHost(
    String name,
    Key by,
    long lateness,
    TreeSet<ObservedProperty> inputs,
    List<Member<?, ?>> members)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * A rule as this job runs it.
   *
   * @param lateness how late a reading may come, ms
   * @param off cities that do without it
   */
  record Member<S extends Record, M>(
      CityRule<S, M> rule, RuleSettings<S> settings, long lateness, TreeSet<String> off)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    String name() {
      return rule.name();
    }

    boolean wants(String city, ObservedProperty property) {
      return rule.inputs().contains(property) && !off.contains(city);
    }

    /**
     * Who joins feeds waits for all that bring any of its inputs, others for the domains of a feed:
     * with rules that read something else it would wait for more than it needs.
     */
    private String host() {
      var by = rule.by();
      var own = Set.of(rule.domain());
      var domains =
          rule.inputs().stream().map(ObservedProperty::domain).collect(Collectors.toSet());
      String waits = "";
      if (by.joinsFeeds()) {
        waits = words(rule.inputs().stream().map(ObservedProperty::name).toList());
      } else if (!domains.equals(own)) {
        waits = words(domains.stream().map(Domain::word).toList());
      }
      return rule.domain().word()
          + "-by-"
          + by.name().toLowerCase(Locale.ROOT)
          + waits
          + "-"
          + Duration.ofMillis(lateness).toString().toLowerCase(Locale.ROOT);
    }

    private static String words(Collection<String> some) {
      return some.stream()
          .map(word -> word.toLowerCase(Locale.ROOT))
          .sorted()
          .collect(Collectors.joining("-", "-", ""));
    }
  }

  /** Those that these rules need, in the order of their names. */
  static List<RuleHost> of(Collection<Member<?, ?>> rules) {
    var byName = new TreeMap<String, List<Member<?, ?>>>();
    for (var rule : rules) {
      byName.computeIfAbsent(rule.host(), name -> new ArrayList<>()).add(rule);
    }
    var hosts = new ArrayList<RuleHost>();
    byName.forEach(
        (name, members) -> {
          var first = members.get(0);
          var inputs = new TreeSet<ObservedProperty>();
          members.forEach(one -> inputs.addAll(one.rule.inputs()));
          hosts.add(
              new RuleHost(name, first.rule.by(), first.lateness, inputs, List.copyOf(members)));
        });
    return List.copyOf(hosts);
  }

  /** For people: the rules, by their names. */
  String description() {
    return String.join(", ", members.stream().map(Member::name).toList());
  }
}
