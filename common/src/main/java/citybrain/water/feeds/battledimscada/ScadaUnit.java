package citybrain.water.feeds.battledimscada;

import citybrain.feed.FeedSetup;
import citybrain.feed.SettingException;
import citybrain.feed.declared.Units;
import citybrain.observation.ObservedProperty;
import java.util.Map;
import java.util.TreeMap;

/** What one SCADA table measures and by which factor its numbers reach the property's unit. */
record ScadaUnit(ObservedProperty property, double factor, String procedure) {

  private static final double KILOPASCALS_PER_METRE = 9.80665;

  private static final Map<String, ObservedProperty> PROPERTIES =
      new TreeMap<>(
          Map.of(
              "pressure", ObservedProperty.WATER_PRESSURE,
              "flow", ObservedProperty.WATER_FLOW,
              "level", ObservedProperty.WATER_LEVEL,
              "demand", ObservedProperty.WATER_DEMAND));

  static final String PROPERTY = "property";
  static final String UNIT = "unit";

  static ScadaUnit from(FeedSetup setup) {
    var word = setup.require(PROPERTY);
    var property = PROPERTIES.get(word);
    if (property == null) {
      throw wrong(setup, PROPERTY, word, PROPERTIES);
    }
    var unit = setup.require(UNIT);
    var factors = factors(property);
    var factor = factors.get(unit);
    if (factor == null) {
      throw wrong(setup, UNIT, unit, factors);
    }
    var procedure = property == ObservedProperty.WATER_DEMAND ? "amr" : "scada";
    return new ScadaUnit(property, factor, procedure);
  }

  private static Map<String, Double> factors(ObservedProperty property) {
    var factors = new TreeMap<String, Double>();
    // Of water none of them has another zero.
    Units.into(property).forEach((unit, conversion) -> factors.put(unit, conversion.factor()));
    factors.putAll(
        property == ObservedProperty.WATER_PRESSURE
            ? Map.of("m", 1.0, "kPa", 1 / KILOPASCALS_PER_METRE, "bar", 100 / KILOPASCALS_PER_METRE)
            : property == ObservedProperty.WATER_LEVEL
                ? Map.of("m", 1.0, "cm", 0.01)
                : Map.of("L/s", 1.0, "L/h", 1 / 3_600.0, "m3/h", 1 / 3.6, "m3/s", 1_000.0));
    return factors;
  }

  private static SettingException wrong(
      FeedSetup setup, String key, String value, Map<String, ?> allowed) {
    return new SettingException(
        "feed '%s' of city '%s': %s is '%s', expected one of %s"
            .formatted(setup.feed(), setup.city(), key, value, allowed.keySet()));
  }
}
