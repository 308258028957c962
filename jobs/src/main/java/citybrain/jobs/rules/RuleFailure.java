package citybrain.jobs.rules;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.CityRule;
import citybrain.detection.Key;
import java.time.Instant;
import java.util.Locale;

/** What is told when the code of a rule failed: its message stays untold, it may hold a payload. */
final class RuleFailure {

  /** The rule under which it is told that another rule failed. */
  static final String RULE = "city.rule-failure";

  private RuleFailure() {}

  /**
   * The alert.
   *
   * @param at the time of the input
   * @param count of the keys of this city that the rule failed for
   * @param all whether it watches the city no more
   */
  static AlertChange of(
      CityRule<?, ?> rule, String key, Instant at, RuntimeException why, int count, boolean all) {
    var city = Key.cityOf(key);
    var reason =
        String.format(
            Locale.ROOT,
            "rule %s failed (%s) and no longer watches %s",
            rule.name(),
            why.getClass().getSimpleName(),
            all ? "this city on one of its workers" : "one of its keys");
    return new AlertChange(
        AlertStatus.OPEN,
        city,
        all ? rule.name() : rule.name() + " " + key.substring(city.length() + 1),
        rule.inputs().iterator().next().name(),
        at,
        at,
        Severity.SEVERE,
        count,
        0,
        "1",
        reason,
        null,
        "");
  }
}
