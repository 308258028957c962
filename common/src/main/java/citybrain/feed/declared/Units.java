package citybrain.feed.declared;

import citybrain.observation.ObservedProperty;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The units an origin may write, as UCUM codes, and how each becomes the one unit of a property.
 * Factors are the exact definitions of the SI brochure, NIST SP 811 and UCUM.
 */
public final class Units {

  /** A unit is {@code number * factor + offset} in the first unit of its kind. */
  private record Unit(String code, double factor, double offset) {

    Unit(String code, double factor) {
      this(code, factor, 0);
    }
  }

  /** Units of one dimension. */
  private record Dimension(String name, List<Unit> units) {

    boolean has(String code) {
      return units.stream().anyMatch(unit -> unit.code.equals(code));
    }
  }

  private static final double GALLON_LITRES = 3.785411784;
  private static final double IMPERIAL_GALLON_LITRES = 4.54609;
  private static final double CUBIC_FOOT_LITRES = 28.316846592;

  /** The survey foot, 1200/3937 m; 43,560 square feet are an acre. */
  private static final double ACRE_FOOT_LITRES = 43_560 * Math.pow(1200.0 / 3937, 3) * 1000;

  private static final double DAY = 86_400;

  private static final List<Dimension> DIMENSIONS =
      List.of(
          new Dimension(
              "speed",
              List.of(
                  new Unit("m/s", 1),
                  new Unit("km/h", 1 / 3.6),
                  new Unit("[mi_i]/h", 0.44704),
                  new Unit("[kn_i]", 1852 / 3600.0))),
          new Dimension(
              "time",
              List.of(
                  new Unit("s", 1),
                  new Unit("ms", 0.001),
                  new Unit("min", 60),
                  new Unit("h", 3600))),
          new Dimension(
              "length",
              List.of(
                  new Unit("m", 1),
                  new Unit("km", 1000),
                  new Unit("cm", 0.01),
                  new Unit("mm", 0.001),
                  new Unit("[mi_i]", 1609.344),
                  new Unit("[ft_i]", 0.3048),
                  new Unit("[in_i]", 0.0254))),
          new Dimension("share", List.of(new Unit("1", 1), new Unit("%", 0.01))),
          new Dimension(
              "flow",
              List.of(
                  new Unit("L/s", 1),
                  new Unit("L/min", 1 / 60.0),
                  new Unit("L/h", 1 / 3600.0),
                  new Unit("m3/s", 1000),
                  new Unit("m3/h", 1 / 3.6),
                  new Unit("m3/d", 1 / 86.4),
                  new Unit("ML/d", 1e6 / DAY),
                  new Unit("[gal_us]/min", GALLON_LITRES / 60),
                  new Unit("[gal_us]/h", GALLON_LITRES / 3600),
                  new Unit("[gal_us]/d", GALLON_LITRES / DAY),
                  new Unit("10*6.[gal_us]/d", 1e6 * GALLON_LITRES / DAY),
                  new Unit("10*6.[gal_br]/d", 1e6 * IMPERIAL_GALLON_LITRES / DAY),
                  new Unit("[cft_i]/s", CUBIC_FOOT_LITRES),
                  new Unit("[acr_us].[ft_us]/d", ACRE_FOOT_LITRES / DAY))),
          new Dimension(
              "volume",
              List.of(
                  new Unit("L", 1),
                  new Unit("m3", 1000),
                  new Unit("[gal_us]", GALLON_LITRES),
                  new Unit("[cft_i]", CUBIC_FOOT_LITRES),
                  new Unit("[acr_us].[ft_us]", ACRE_FOOT_LITRES))),
          new Dimension(
              "pressure",
              List.of(
                  new Unit("Pa", 1),
                  new Unit("hPa", 100),
                  new Unit("mbar", 100),
                  new Unit("kPa", 1000),
                  new Unit("bar", 100_000),
                  new Unit("m[H2O]", 9806.65),
                  new Unit("[psi]", 6894.757293168),
                  new Unit("[in_i'Hg]", 25.4 * 133.322387415),
                  new Unit("mm[Hg]", 133.322387415))),
          new Dimension(
              "energy",
              List.of(
                  new Unit("kW.h", 1),
                  new Unit("W.h", 0.001),
                  new Unit("MW.h", 1000),
                  new Unit("GW.h", 1e6),
                  new Unit("J", 1 / 3.6e6),
                  new Unit("kJ", 1 / 3600.0),
                  new Unit("MJ", 1 / 3.6))),
          new Dimension(
              "power",
              List.of(
                  new Unit("kW", 1),
                  new Unit("W", 0.001),
                  new Unit("MW", 1000),
                  new Unit("GW", 1e6))),
          new Dimension("irradiance", List.of(new Unit("W/m2", 1), new Unit("kW/m2", 1000))),
          new Dimension(
              "voltage", List.of(new Unit("V", 1), new Unit("mV", 0.001), new Unit("kV", 1000))),
          new Dimension(
              "electric current",
              List.of(new Unit("A", 1), new Unit("mA", 0.001), new Unit("kA", 1000))),
          new Dimension("frequency", List.of(new Unit("Hz", 1), new Unit("kHz", 1000))),
          new Dimension("illuminance", List.of(new Unit("lx", 1), new Unit("klx", 1000))),
          // The level over 20 uPa; how it is weighted (A, C) is a matter of the property.
          new Dimension("sound pressure level", List.of(new Unit("dB[SPL]", 1), new Unit("dB", 1))),
          new Dimension(
              "mass", List.of(new Unit("kg", 1), new Unit("g", 0.001), new Unit("t", 1000))),
          new Dimension("angle", List.of(new Unit("deg", 1), new Unit("rad", 180 / Math.PI))),
          new Dimension("acidity", List.of(new Unit("[pH]", 1))),
          new Dimension(
              "conductivity",
              List.of(new Unit("uS/cm", 1), new Unit("mS/cm", 1000), new Unit("S/m", 10_000))),
          new Dimension(
              "mass in a volume",
              List.of(
                  new Unit("ug/m3", 1),
                  new Unit("mg/m3", 1000),
                  new Unit("ng/m3", 0.001),
                  new Unit("g/m3", 1_000_000),
                  new Unit("mg/L", 1_000_000),
                  new Unit("ug/L", 1000))),
          new Dimension(
              "temperature",
              List.of(
                  new Unit("Cel", 1),
                  new Unit("K", 1, -273.15),
                  new Unit("[degF]", 5 / 9.0, -160 / 9.0))),
          new Dimension("parts of a gas", List.of(new Unit("[ppb]", 1), new Unit("[ppm]", 1000))));

  private static final List<String> CODES =
      DIMENSIONS.stream().flatMap(one -> one.units.stream()).map(Unit::code).distinct().toList();

  private Units() {}

  /** All units that a property may be kept in, as UCUM codes. */
  public static List<String> codes() {
    return CODES;
  }

  /** As below, for gases as EU law counts. */
  public static NavigableMap<String, Conversion> into(ObservedProperty property) {
    return into(property, GasState.EU);
  }

  /**
   * All units this property can be read from, by code; its own is always among them.
   *
   * @param gas the state in which parts of a gas become its mass
   */
  public static NavigableMap<String, Conversion> into(ObservedProperty property, GasState gas) {
    var conversions = new TreeMap<String, Conversion>();
    for (var dimension : DIMENSIONS) {
      dimension.units.stream()
          .filter(unit -> unit.code.equals(property.unit()))
          .findFirst()
          .ifPresent(
              to -> dimension.units.forEach(from -> conversions.put(from.code, between(from, to))));
    }
    double mass = gramsPerMole(property);
    if (mass > 0) {
      double perPart = mass / gas.litresPerMole();
      conversions.put("[ppb]", new Conversion(perPart, 0));
      conversions.put("[ppm]", new Conversion(1000 * perPart, 0));
    }
    conversions.put(property.unit(), Conversion.NONE);
    return Collections.unmodifiableNavigableMap(conversions);
  }

  /** What a unit measures, when it is one that somebody could have meant. */
  static Optional<String> dimension(String unit) {
    var code = UnitSpellings.code(unit).orElse(unit);
    return DIMENSIONS.stream().filter(one -> one.has(code)).map(Dimension::name).findFirst();
  }

  /** The unit among these that somebody meant who wrote this; never one of another dimension. */
  public static Optional<String> meant(String unit, Collection<String> possible) {
    return UnitSpellings.code(unit).filter(possible::contains);
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
