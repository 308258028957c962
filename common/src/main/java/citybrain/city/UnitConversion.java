package citybrain.city;

import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a series reads when its unit was mistaken: factor x usual + offset.
 *
 * @param offset in the unit of the property; 0 for units with the same zero
 * @param words of both units
 */
record UnitConversion(double factor, double offset, String words) {

  private static final double KMH_OF_MS = 3.6;
  private static final double KILOMETRES_OF_MILE = 1.609_344;
  private static final double FEET_OF_METRE = 1 / 0.3048;
  private static final double METRES_OF_BAR = 10.1972;
  private static final double KPA_OF_METRE = 9.806_65;
  private static final double METRES_OF_PSI = 0.703_07;

  /** Of the air above open water at the sea, metres of water. */
  private static final double ATMOSPHERE = 10.33;

  private static final Map<ObservedProperty, List<UnitConversion>> OF =
      Map.of(
          ObservedProperty.TRAFFIC_SPEED,
          with(
              both(KMH_OF_MS, "km/h and m/s"),
              both(KILOMETRES_OF_MILE, "kilometres and miles an hour")),
          ObservedProperty.WATER_PRESSURE,
          with(
              both(METRES_OF_BAR, "bar and metres of water"),
              both(KPA_OF_METRE, "kPa and metres of water"),
              both(METRES_OF_PSI, "psi and metres of water"),
              List.of(
                  new UnitConversion(1, ATMOSPHERE, "gauge and absolute pressure"),
                  new UnitConversion(1, -ATMOSPHERE, "gauge and absolute pressure"))),
          ObservedProperty.WATER_FLOW,
          with(both(KMH_OF_MS, "m³/h and L/s"), both(60, "minutes and seconds")),
          ObservedProperty.WATER_LEVEL,
          with(both(FEET_OF_METRE, "feet and metres")),
          ObservedProperty.AIR_TEMPERATURE,
          List.of(
              new UnitConversion(1.8, 32, "Fahrenheit and Celsius"),
              new UnitConversion(1, 273.15, "Kelvin and Celsius")));

  private static final List<UnitConversion> DECIMALS = with();

  /** Those that are known to happen to a property. */
  static List<UnitConversion> of(ObservedProperty property) {
    return OF.getOrDefault(property, DECIMALS);
  }

  private static List<UnitConversion> both(double factor, String words) {
    return List.of(new UnitConversion(factor, 0, words), new UnitConversion(1 / factor, 0, words));
  }

  /** And a slipped decimal point or prefix, of which every unit has some. */
  @SafeVarargs
  private static List<UnitConversion> with(List<UnitConversion>... own) {
    var all = new ArrayList<UnitConversion>();
    for (var some : own) {
      all.addAll(some);
    }
    for (double factor : new double[] {10, 100, 1000}) {
      all.addAll(both(factor, "decimal points or prefixes"));
    }
    return List.copyOf(all);
  }

  /** What is read where this is true. */
  double reading(double usual) {
    return factor * usual + offset;
  }
}
