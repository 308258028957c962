package citybrain.bench.rules;

import citybrain.bench.CpuTime;
import citybrain.bench.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Figures of a bench: CPU-seconds per million observations are microseconds an observation, and
 * their slope over the number of rules is what one rule costs.
 *
 * @param runs of all rounds, one for each number of rules and round
 */
record RuleCost(List<Run> runs) {

  /**
   * One job over the whole stream.
   *
   * @param observations that were measured
   * @param cpu while they were
   */
  record Run(int round, int rules, long observations, int checkpoints, CpuTime cpu) {

    double micros() {
      return perObservation(cpu.all());
    }

    double perObservation(double seconds) {
      return seconds / observations * 1e6;
    }
  }

  private int[] numbers() {
    return runs.stream().mapToInt(Run::rules).distinct().sorted().toArray();
  }

  private int[] rounds() {
    return runs.stream().mapToInt(Run::round).distinct().sorted().toArray();
  }

  /** An observation with so many rules, µs. */
  Figure cost(int rules, ToDoubleFunction<Run> micros) {
    return Figure.of(
        runs.stream()
            .filter(run -> run.rules == rules)
            .map(run -> micros.applyAsDouble(run))
            .toList());
  }

  /** An observation and rule, µs: the slope of the line of least squares of each round. */
  Figure slope(ToDoubleFunction<Run> micros) {
    var slopes = new ArrayList<Double>();
    for (int round : rounds()) {
      slopes.add(slope(runs.stream().filter(run -> run.round == round).toList(), micros));
    }
    return Figure.of(slopes);
  }

  private static double slope(List<Run> round, ToDoubleFunction<Run> micros) {
    double rules = round.stream().mapToInt(Run::rules).average().orElseThrow();
    double cost = round.stream().mapToDouble(micros).average().orElseThrow();
    double product = 0;
    double square = 0;
    for (var run : round) {
      product += (run.rules - rules) * (micros.applyAsDouble(run) - cost);
      square += (run.rules - rules) * (run.rules - rules);
    }
    return product / square;
  }

  Figure perRule() {
    return slope(Run::micros);
  }

  /** For people. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (int rules : numbers()) {
      lines.add(
          String.format(
              Locale.ROOT, "  %2d rules: %s µs an observation", rules, cost(rules, Run::micros)));
    }
    lines.add("  of an observation and rule, µs, median of " + rounds().length + " slopes:");
    lines.add("    all:       " + perRule());
    lines.add("    compilers: " + slope(run -> run.perObservation(run.cpu.compilers())));
    lines.add("    collector: " + slope(run -> run.perObservation(run.cpu.collector())));
    return lines;
  }

  /** As written to a file; the keys are stable. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("bench", "rules");
    json.put("micros_per_observation_and_rule", perRule().median());
    json.put("micros_per_observation_and_rule_smallest", perRule().smallest());
    json.put("micros_per_observation_and_rule_largest", perRule().largest());
    var byRules = new LinkedHashMap<String, Object>();
    Arrays.stream(numbers())
        .forEach(n -> byRules.put(Integer.toString(n), cost(n, Run::micros).median()));
    json.put("micros_per_observation_by_rules", byRules);
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("runs", runs.stream().map(RuleCost::json).toList());
    return json;
  }

  private static Map<String, Object> json(Run run) {
    var json = new LinkedHashMap<String, Object>();
    json.put("round", run.round);
    json.put("rules", run.rules);
    json.put("observations", run.observations);
    json.put("checkpoints", run.checkpoints);
    json.put("cpu_seconds", run.cpu.all());
    json.put("compiler_cpu_seconds", run.cpu.compilers());
    json.put("collector_cpu_seconds", run.cpu.collector());
    return json;
  }
}
