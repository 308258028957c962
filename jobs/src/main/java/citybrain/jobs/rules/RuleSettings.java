package citybrain.jobs.rules;

import citybrain.detection.CityCalendar;
import citybrain.detection.CityRule;
import citybrain.detection.Thresholds;
import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.runtime.Config;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of one rule by city: its file beats the job's settings, and those the rule's own.
 */
public final class RuleSettings<S extends Record> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final CityRule.Usual<S> usual;
  private final TreeMap<String, String> jobWide;
  private final String key;
  private final Cities cities;

  private RuleSettings(CityRule<S, ?> rule, Map<String, String> jobWide, Cities cities) {
    this.usual = rule.usual();
    this.key = rule.key();
    this.jobWide = new TreeMap<>(jobWide);
    this.cities = cities;
  }

  /**
   * Reads the settings of a rule.
   *
   * @throws SettingException for those of the job; those of city files were checked when read
   */
  public static <S extends Record> RuleSettings<S> of(
      CityRule<S, ?> rule, Config config, Cities cities) {
    var usual = rule.usual().of(CityCalendar.of("UTC"));
    var changes = new TreeMap<String, String>();
    Thresholds.of(usual)
        .forEach(
            (key, value) -> {
              var setting = rule.key() + "." + key;
              var text = config.text(setting, "unless the city file says otherwise", value);
              if (!Thresholds.accepts(usual, key, text)) {
                throw Config.wrong(setting, text, Thresholds.expected(usual, key));
              }
              changes.put(key, text);
            });
    try {
      var settings = new RuleSettings<>(rule, changes, cities);
      cities.timeZones().keySet().forEach(settings::of);
      return settings;
    } catch (IllegalArgumentException e) {
      throw new SettingException("settings of '" + rule.key() + "': " + e.getMessage());
    }
  }

  /** Those of one city. */
  public S of(String city) {
    var changes = new TreeMap<>(jobWide);
    changes.putAll(cities.thresholds(city, key));
    return Thresholds.with(usual.of(cities.calendar(city)), changes);
  }
}
