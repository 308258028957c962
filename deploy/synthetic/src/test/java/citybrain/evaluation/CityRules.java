package citybrain.evaluation;

import citybrain.Rules;
import citybrain.detection.CityRule;
import java.util.List;

/** The rules that the city runs, with their own keys, lateness and settings. */
final class CityRules {

  private CityRules() {}

  /** All, with blank memories. */
  static List<RuleRun<?>> of(String zone) {
    return Rules.ALL.stream().<RuleRun<?>>map(rule -> run(rule, zone)).toList();
  }

  private static <S extends Record, M> RuleRun<M> run(CityRule<S, M> rule, String zone) {
    return new RuleRun<>(rule, rule.made().of(rule.usual().of(zone), zone));
  }
}
