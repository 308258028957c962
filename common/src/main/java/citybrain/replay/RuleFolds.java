package citybrain.replay;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertZones;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.detection.Baseline;
import citybrain.detection.CityRule;
import citybrain.feed.ReferenceFiles;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules that are on in a city, each with what it remembers; what was judged is let go. */
final class RuleFolds {

  private final CityZones zones;
  private final List<RuleFold<?, ?>> folds = new ArrayList<>();
  private final Map<ObservedProperty, List<RuleFold<?, ?>>> readers = new HashMap<>();

  /**
   * @param rules of these, those that are on there
   * @param baselines that they are taught
   */
  RuleFolds(
      CityFile city,
      CityZones zones,
      ReferenceFiles files,
      Collection<CityRule<?, ?>> rules,
      Collection<Baseline> baselines) {
    this.zones = zones;
    for (var rule : rules) {
      if (city.runs(rule)) {
        var fold = RuleFold.of(rule, city, files, baselines);
        folds.add(fold);
        rule.inputs()
            .forEach(
                input -> readers.computeIfAbsent(input, property -> new ArrayList<>()).add(fold));
      }
    }
  }

  void take(Stamped read) {
    for (var fold : readers.getOrDefault(read.observation().property(), List.of())) {
      fold.take(read);
    }
  }

  void judge(Clocks clocks) {
    folds.forEach(fold -> fold.judge(clocks));
  }

  /** All changes of all alerts so far, in the order of their time. */
  List<Alert> alerts() {
    var places = new AlertZones(zones.indexes());
    var alerts = new ArrayList<Alert>();
    for (var fold : folds) {
      fold.alerts().stream().map(places::place).forEach(alerts::add);
    }
    alerts.sort(Replay.ALERTS);
    return List.copyOf(alerts);
  }

  /** What was derived so far, in the order in which it is judged. */
  List<Stamped> derived() {
    return folds.stream().flatMap(fold -> fold.derived().stream()).sorted(Stamped.ORDER).toList();
  }

  /** By the names of the rules. */
  SortedMap<String, Replayed.RuleCount> counts() {
    var counts = new TreeMap<String, Replayed.RuleCount>();
    folds.forEach(fold -> counts.put(fold.rule().name(), fold.count()));
    return counts;
  }

  /** By rule and feature; of rules that say them. */
  SortedMap<String, SortedMap<String, Double>> suspicions() {
    var suspicions = new TreeMap<String, SortedMap<String, Double>>();
    for (var fold : folds) {
      var suspects = fold.suspicions();
      if (!suspects.isEmpty()) {
        suspicions.put(fold.rule().name(), suspects);
      }
    }
    return suspicions;
  }
}
