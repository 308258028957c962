package citybrain.cityfile;

import citybrain.detection.Thresholds;
import citybrain.feed.SettingException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a city file says about one rule: thresholds that hold for this city only. Which rules and
 * thresholds there are is known to those who run them, so they check.
 *
 * @param thresholds values by key
 * @param place file and line of the rule, for messages
 * @param places the same of each threshold, by key
 */
public record RuleSpec(
    String rule, Map<String, String> thresholds, String place, Map<String, String> places) {

  /**
   * Every rule can be switched off in a city: {@code enabled: false}. One that waits to be asked
   * for is asked for by {@code enabled: true}, or by any threshold.
   */
  private static final String ENABLED = "enabled";

  /** Whether this switches off its rule. */
  boolean isOff() {
    return "false".equals(thresholds.get(ENABLED));
  }

  /** The thresholds alone. */
  public Map<String, String> values() {
    var values = new TreeMap<>(thresholds);
    values.remove(ENABLED);
    return values;
  }

  /**
   * The settings of this rule in this city.
   *
   * @param rules the settings of all rules by their name, with the values that hold elsewhere
   * @throws SettingException naming file, line, key, value, what is allowed and the nearest key
   */
  public Record settings(Map<String, ? extends Record> rules) {
    var usual = rules.get(rule);
    if (usual == null) {
      throw unknown(place + ": rules: unknown rule '" + rule, rule, rules);
    }
    var known = Thresholds.of(usual);
    var enabled = thresholds.getOrDefault(ENABLED, "true");
    if (!enabled.equals("true") && !enabled.equals("false")) {
      throw new SettingException(
          places.getOrDefault(ENABLED, place)
              + ": rules."
              + rule
              + ".enabled is '"
              + enabled
              + "'; expected true or false");
    }
    values().forEach((key, value) -> check(usual, known, key, value));
    try {
      return Thresholds.with(usual, values());
    } catch (IllegalArgumentException e) {
      throw new SettingException(place + ": rules." + rule + ": " + e.getMessage());
    }
  }

  private void check(Record usual, Map<String, String> known, String key, String value) {
    var at = places.getOrDefault(key, place) + ": rules." + rule;
    if (!known.containsKey(key)) {
      throw unknown(at + ": unknown key '" + key, key, known);
    }
    if (!Thresholds.accepts(usual, key, value)) {
      throw new SettingException(
          at + "." + key + " is '" + value + "'; expected " + Thresholds.expected(usual, key));
    }
  }

  private static SettingException unknown(String problem, String word, Map<String, ?> allowed) {
    var words = allowed.keySet().stream().sorted().toList();
    return new SettingException(
        problem + "'; allowed: " + String.join(", ", words) + YamlBlock.nearest(word, words));
  }
}
