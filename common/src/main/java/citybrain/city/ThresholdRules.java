package citybrain.city;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.detection.Threshold;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules that operators make of thresholds in city files: one for each name and domain, so that
 * two thresholds of one series are two alerts.
 */
public final class ThresholdRules {

  /** Of their settings. */
  public static final String KEY = "threshold";

  private static final Duration LATENESS = Duration.ofMinutes(5);

  private ThresholdRules() {}

  /**
   * The rules of these thresholds.
   *
   * @param cities the thresholds of each city
   */
  public static List<CityRule<?, ?>> of(Map<String, ? extends Collection<Threshold>> cities) {
    var byRule = new TreeMap<String, TreeMap<String, Threshold>>();
    cities.forEach(
        (city, thresholds) ->
            thresholds.forEach(
                threshold ->
                    byRule
                        .computeIfAbsent(name(threshold), name -> new TreeMap<>())
                        .put(city, threshold)));
    var rules = new ArrayList<CityRule<?, ?>>();
    byRule.forEach((name, limits) -> rules.add(rule(name, limits)));
    return List.copyOf(rules);
  }

  private static String name(Threshold threshold) {
    return threshold.property().domain().word() + "." + KEY + "-" + threshold.name();
  }

  private static CityRule<ThresholdAlert.Settings, ThresholdAlert.Memory> rule(
      String name, Map<String, Threshold> limits) {
    var travelling = new TreeMap<>(limits);
    var inputs = limits.values().stream().map(Threshold::property).distinct().toList();
    return CityRule.of(
            KEY,
            "2",
            LATENESS,
            calendar -> new ThresholdAlert.Settings(calendar.timeZone()),
            inputs,
            Key.SERIES,
            (settings, zone) -> new ThresholdAlert(travelling, settings.timeZone()),
            ThresholdAlert.Memory.class)
        .named(name, inputs.get(0).domain(), List.<ObservedProperty>copyOf(inputs))
        .only(limits.keySet());
  }
}
