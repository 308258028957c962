package citybrain.feed.declared;

import citybrain.observation.ObservedProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The units an origin may write, as UCUM codes, and how each becomes the one unit of a property.
 * Factors are the exact definitions of the SI brochure and NIST SP 811.
 */
public final class Units {

  /** A unit is {@code number * factor + offset} in the first unit of its kind. */
  private record Unit(String code, double factor, double offset) {

    Unit(String code, double factor) {
      this(code, factor, 0);
    }
  }

  private static final List<List<Unit>> KINDS =
      List.of(
          List.of(
              new Unit("m/s", 1),
              new Unit("km/h", 1 / 3.6),
              new Unit("[mi_i]/h", 0.44704),
              new Unit("[kn_i]", 1852 / 3600.0)),
          List.of(
              new Unit("s", 1), new Unit("ms", 0.001), new Unit("min", 60), new Unit("h", 3600)),
          List.of(
              new Unit("m", 1),
              new Unit("km", 1000),
              new Unit("cm", 0.01),
              new Unit("mm", 0.001),
              new Unit("[ft_i]", 0.3048),
              new Unit("[in_i]", 0.0254)),
          List.of(new Unit("1", 1), new Unit("%", 0.01)),
          List.of(
              new Unit("L/s", 1),
              new Unit("L/min", 1 / 60.0),
              new Unit("L/h", 1 / 3600.0),
              new Unit("m3/s", 1000),
              new Unit("m3/h", 1 / 3.6),
              new Unit("m3/d", 1 / 86.4)),
          List.of(
              new Unit("Pa", 1),
              new Unit("hPa", 100),
              new Unit("mbar", 100),
              new Unit("kPa", 1000),
              new Unit("bar", 100_000),
              new Unit("m[H2O]", 9806.65),
              new Unit("[psi]", 6894.757293168),
              new Unit("mm[Hg]", 133.322387415)),
          List.of(
              new Unit("kW.h", 1),
              new Unit("W.h", 0.001),
              new Unit("MW.h", 1000),
              new Unit("J", 1 / 3.6e6),
              new Unit("kJ", 1 / 3600.0),
              new Unit("MJ", 1 / 3.6)),
          List.of(
              new Unit("ug/m3", 1),
              new Unit("mg/m3", 1000),
              new Unit("ng/m3", 0.001),
              new Unit("g/m3", 1_000_000)),
          List.of(
              new Unit("Cel", 1),
              new Unit("K", 1, -273.15),
              new Unit("[degF]", 5 / 9.0, -160 / 9.0)));

  /** Litres of one mole of gas at 20 Cel and 1013.25 hPa, where the directive 2008/50/EC counts. */
  private static final double MOLAR_VOLUME = 24.0552;

  private Units() {}

  /** All units this property can be read from, by code; its own is always among them. */
  public static NavigableMap<String, Conversion> into(ObservedProperty property) {
    var conversions = new TreeMap<String, Conversion>();
    for (var kind : KINDS) {
      kind.stream()
          .filter(unit -> unit.code.equals(property.unit()))
          .findFirst()
          .ifPresent(to -> kind.forEach(from -> conversions.put(from.code, between(from, to))));
    }
    double mass = gramsPerMole(property);
    if (mass > 0) {
      conversions.put("[ppb]", new Conversion(mass / MOLAR_VOLUME, 0));
      conversions.put("[ppm]", new Conversion(1000 * mass / MOLAR_VOLUME, 0));
    }
    conversions.put(property.unit(), Conversion.NONE);
    return Collections.unmodifiableNavigableMap(conversions);
  }

  private static Conversion between(Unit from, Unit to) {
    return new Conversion(from.factor / to.factor, (from.offset - to.offset) / to.factor);
  }

  /** How heavy a gas is, so that shares of volume can become masses; 0 for what is no gas. */
  private static double gramsPerMole(ObservedProperty property) {
    return GASES.getOrDefault(property, 0.0);
  }

  private static final Map<ObservedProperty, Double> GASES =
      Map.of(
          ObservedProperty.NITROGEN_DIOXIDE, 46.0055,
          ObservedProperty.SULFUR_DIOXIDE, 64.066,
          ObservedProperty.CARBON_MONOXIDE, 28.010,
          ObservedProperty.OZONE, 47.998);
}
