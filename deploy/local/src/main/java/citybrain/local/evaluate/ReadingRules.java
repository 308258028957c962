package citybrain.local.evaluate;

import citybrain.DeclaredFeeds;
import citybrain.Rules;
import citybrain.cityfile.CityFile;
import citybrain.detection.CityRule;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of the product that read something of a city. What a city declares and no rule reads is
 * handed to the rule of novelty, which asks nothing of a series: so that is scored which would read
 * it, with the settings that it ships with, or those of the city file.
 *
 * @param rules in the order of their names
 * @param remarks where that was done
 */
record ReadingRules(List<CityRule<?, ?>> rules, List<String> remarks) {

  private static final String NOVELTY = "city.novelty";

  static ReadingRules of(CityFile city) {
    var brought = new TreeSet<ObservedProperty>();
    DeclaredFeeds.properties(city).values().forEach(brought::addAll);
    var rules = new TreeMap<String, CityRule<?, ?>>();
    for (var rule : Rules.with(Rules.ALL, List.of(city))) {
      if (city.runs(rule) && !Collections.disjoint(rule.inputs(), brought)) {
        rules.put(rule.name(), rule);
      }
    }
    var unread = new TreeSet<>(brought);
    unread.removeIf(ObservedProperty::isBuiltIn);
    rules.values().forEach(rule -> unread.removeAll(rule.inputs()));
    var byDomain =
        unread.stream()
            .collect(
                Collectors.groupingBy(
                    ObservedProperty::domain, TreeMap::new, Collectors.toCollection(TreeSet::new)));
    var remarks = new ArrayList<String>();
    byDomain.forEach((domain, properties) -> novelty(domain, properties, rules, remarks));
    return new ReadingRules(List.copyOf(rules.values()), remarks);
  }

  private static void novelty(
      Domain domain,
      Set<ObservedProperty> properties,
      Map<String, CityRule<?, ?>> rules,
      List<String> remarks) {
    var name = domain.word() + NOVELTY.substring(NOVELTY.indexOf('.'));
    Collection<ObservedProperty> inputs = new TreeSet<>(properties);
    var there = rules.get(name);
    if (there != null) {
      inputs.addAll(there.inputs());
    }
    Rules.ALL.stream()
        .filter(rule -> rule.key().equals(NOVELTY))
        .findFirst()
        .ifPresent(
            rule -> {
              rules.put(name, rule.named(name, domain, inputs));
              remarks.add(
                  name
                      + " also reads what no shipped rule does: "
                      + properties.stream()
                          .map(ObservedProperty::name)
                          .collect(Collectors.joining(", ")));
            });
  }
}
