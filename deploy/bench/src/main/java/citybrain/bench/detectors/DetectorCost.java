package citybrain.bench.detectors;

import citybrain.bench.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of a bench, by rule. */
record DetectorCost(List<Rule> rules) {

  /**
   * What a rule costs.
   *
   * @param micros of processor time an update, one figure a round
   * @param bytes of the largest memory of a key
   * @param seriesPerKey that are remembered together
   */
  record Rule(String name, int readings, List<Double> micros, int bytes, double seriesPerKey) {

    Figure cost() {
      return Figure.of(micros);
    }

    /** Updates a second and core. */
    Figure speed() {
      return Figure.of(micros.stream().map(one -> 1e6 / one).toList());
    }

    double bytesPerSeries() {
      return bytes / seriesPerKey;
    }
  }

  /** For people. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("  rule: updates a second and core, median of the rounds (range); bytes of a series");
    for (var rule : rules) {
      var speed = rule.speed();
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-36s %,12.0f (%,.0f to %,.0f, spread %.0f %%)  %,8.0f B",
              rule.name,
              speed.median(),
              speed.smallest(),
              speed.largest(),
              100 * speed.spread(),
              rule.bytesPerSeries()));
    }
    return lines;
  }

  /** As written to a file; the keys are stable. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("bench", "detectors");
    json.put("processors", Runtime.getRuntime().availableProcessors());
    var byRule = new LinkedHashMap<String, Object>();
    rules.forEach(rule -> byRule.put(rule.name, json(rule)));
    json.put("rules", byRule);
    return json;
  }

  private static Map<String, Object> json(Rule rule) {
    var json = new LinkedHashMap<String, Object>();
    var speed = rule.speed();
    json.put("updates_per_second_and_core", speed.median());
    json.put("updates_per_second_and_core_smallest", speed.smallest());
    json.put("updates_per_second_and_core_largest", speed.largest());
    json.put("spread", speed.spread());
    json.put("readings", rule.readings);
    json.put("bytes_per_key", rule.bytes);
    json.put("series_per_key", rule.seriesPerKey);
    json.put("bytes_per_series", rule.bytesPerSeries());
    json.put("micros_by_round", rule.micros);
    return json;
  }
}
