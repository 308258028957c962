package citybrain.observation;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What can be measured, each with its one unit (UCUM code) and the values it can have; feeds
 * convert on entry. Those that every city has are built in, and new ones of these are appended: the
 * order is that of the Avro enum on the wire. A city may declare further ones, which are known by
 * their name, see {@link Vocabulary}.
 *
 * <p>Of each definition there is one object in a process, so that what millions of readings pass
 * compares no letters. The order is that of the built-in ones, and behind them declared ones by
 * name.
 */
public final class ObservedProperty implements Comparable<ObservedProperty>, Serializable {

  private static final long serialVersionUID = 1L;

  /** No quantity of a city is so large in its unit: what is beyond is refused. */
  public static final double LARGEST = 0x1p50;

  /** Of a name, in characters. */
  public static final int LONGEST_NAME = 64;

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

  private static final List<ObservedProperty> BUILT_IN = new ArrayList<>();

  /** What city files say is bounded, and so is this. */
  private static final Map<Definition, ObservedProperty> DECLARED = new ConcurrentHashMap<>();

  public static final ObservedProperty TRAFFIC_SPEED =
      builtIn("TRAFFIC_SPEED", Domain.TRANSPORT, "km/h", 0, 300);
  public static final ObservedProperty TRAVEL_TIME =
      builtIn("TRAVEL_TIME", Domain.TRANSPORT, "s", 0, 86_400);
  public static final ObservedProperty TRAFFIC_VEHICLE_COUNT =
      builtIn("TRAFFIC_VEHICLE_COUNT", Domain.TRANSPORT, "1", 0, 100_000);
  public static final ObservedProperty PARKING_OCCUPIED =
      builtIn("PARKING_OCCUPIED", Domain.TRANSPORT, "1", 0, 100_000);
  public static final ObservedProperty PARKING_OCCUPANCY_SHARE =
      builtIn("PARKING_OCCUPANCY_SHARE", Domain.TRANSPORT, "%", 0, 1_000);

  public static final ObservedProperty WATER_PRESSURE =
      builtIn("WATER_PRESSURE", Domain.WATER, "m[H2O]", -10, 500);
  public static final ObservedProperty WATER_FLOW =
      builtIn("WATER_FLOW", Domain.WATER, "L/s", -100_000, 100_000);
  public static final ObservedProperty WATER_LEVEL =
      builtIn("WATER_LEVEL", Domain.WATER, "m", -100, 1_000);
  public static final ObservedProperty WATER_DEMAND =
      builtIn("WATER_DEMAND", Domain.WATER, "L/s", -100_000, 100_000);
  public static final ObservedProperty WATER_MINIMUM_NIGHT_FLOW =
      builtIn("WATER_MINIMUM_NIGHT_FLOW", Domain.WATER, "L/s", -100_000, 100_000);

  public static final ObservedProperty ELECTRIC_ENERGY =
      builtIn("ELECTRIC_ENERGY", Domain.ENERGY, "kW.h", -100_000, 100_000);
  public static final ObservedProperty TRANSFORMER_ENERGY =
      builtIn("TRANSFORMER_ENERGY", Domain.ENERGY, "kW.h", -10_000_000, 10_000_000);

  // Of clean air instruments tell noise around zero; the US EPA keeps it down to -10 (AQS).
  public static final ObservedProperty PM2_5 =
      builtIn("PM2_5", Domain.ENVIRONMENT, "ug/m3", -10, 5_000);
  public static final ObservedProperty PM10 =
      builtIn("PM10", Domain.ENVIRONMENT, "ug/m3", -10, 5_000);
  // Of gases as far as a zero may drift: 5 nmol/mol of NO2 and O3 (EN 14211, EN 14625), 4 of SO2
  // (EN 14212), 0.5 umol/mol of CO (EN 14626).
  public static final ObservedProperty SULFUR_DIOXIDE =
      builtIn("SULFUR_DIOXIDE", Domain.ENVIRONMENT, "ug/m3", -11, 5_000);
  public static final ObservedProperty NITROGEN_DIOXIDE =
      builtIn("NITROGEN_DIOXIDE", Domain.ENVIRONMENT, "ug/m3", -10, 5_000);
  public static final ObservedProperty CARBON_MONOXIDE =
      builtIn("CARBON_MONOXIDE", Domain.ENVIRONMENT, "ug/m3", -600, 500_000);
  public static final ObservedProperty OZONE =
      builtIn("OZONE", Domain.ENVIRONMENT, "ug/m3", -10, 5_000);
  // The coldest air ever measured had -89.2 (Vostok, WMO); -99.9 is a device without a value.
  public static final ObservedProperty AIR_TEMPERATURE =
      builtIn("AIR_TEMPERATURE", Domain.ENVIRONMENT, "Cel", -95, 70);
  public static final ObservedProperty AIR_PRESSURE =
      builtIn("AIR_PRESSURE", Domain.ENVIRONMENT, "hPa", 300, 1_100);
  public static final ObservedProperty DEW_POINT =
      builtIn("DEW_POINT", Domain.ENVIRONMENT, "Cel", -95, 70);
  public static final ObservedProperty RELATIVE_HUMIDITY =
      builtIn("RELATIVE_HUMIDITY", Domain.ENVIRONMENT, "%", 0, 100);
  public static final ObservedProperty RAINFALL =
      builtIn("RAINFALL", Domain.ENVIRONMENT, "mm", 0, 500);
  public static final ObservedProperty WIND_SPEED =
      builtIn("WIND_SPEED", Domain.ENVIRONMENT, "m/s", 0, 150);

  /** A vehicle was here: the position says where, the result is always one. */
  public static final ObservedProperty VEHICLE_POSITION =
      builtIn("VEHICLE_POSITION", Domain.TRANSPORT, "1", 0, 1);

  // The fastest train in regular service does 460.
  public static final ObservedProperty VEHICLE_SPEED =
      builtIn("VEHICLE_SPEED", Domain.TRANSPORT, "km/h", 0, 500);
  public static final ObservedProperty VEHICLE_OCCUPANCY =
      builtIn("VEHICLE_OCCUPANCY", Domain.TRANSPORT, "%", 0, 1_000);

  /** Behind the timetable, negative when early; of a route and direction at a stop. */
  public static final ObservedProperty STOP_ARRIVAL_DELAY =
      builtIn("STOP_ARRIVAL_DELAY", Domain.TRANSPORT, "s", -86_400, 86_400);

  public static final ObservedProperty STOP_DEPARTURE_DELAY =
      builtIn("STOP_DEPARTURE_DELAY", Domain.TRANSPORT, "s", -86_400, 86_400);

  /** Between successive vehicles of a route and direction at a stop. */
  public static final ObservedProperty HEADWAY =
      builtIn("HEADWAY", Domain.TRANSPORT, "s", 0, 86_400);

  /** The same by the timetable: to the trip before, whether or not it ran. */
  public static final ObservedProperty SCHEDULED_HEADWAY =
      builtIn("SCHEDULED_HEADWAY", Domain.TRANSPORT, "s", 0, 86_400);

  /**
   * A vehicle of a route and direction was at a stop, by no timetable; the result is always one.
   */
  public static final ObservedProperty STOP_CALL =
      builtIn("STOP_CALL", Domain.TRANSPORT, "1", 0, 1);

  public static final ObservedProperty ELECTRIC_POWER =
      builtIn("ELECTRIC_POWER", Domain.ENERGY, "kW", -10_000_000, 10_000_000);

  /** Root mean square; of a phase against the neutral where there are both. */
  // No line on this planet runs at more than 1,200 kV (IEC 60038: 1,100).
  public static final ObservedProperty VOLTAGE =
      builtIn("VOLTAGE", Domain.ENERGY, "V", 0, 1_500_000);

  private static final Set<ObservedProperty> POLLUTANTS =
      Set.of(PM2_5, PM10, SULFUR_DIOXIDE, NITROGEN_DIOXIDE, CARBON_MONOXIDE, OZONE);

  private final int code;
  private final Definition definition;
  private final int number;

  /** All that is said of a property. */
  private record Definition(
      String name, Domain domain, String unit, double min, double max, Duration interval)
      implements Serializable {}

  private ObservedProperty(int code, Definition definition) {
    this.code = code;
    this.definition = definition;
    this.number = code > 0 ? code : definition.name.hashCode() | Integer.MIN_VALUE;
  }

  private static ObservedProperty builtIn(
      String name, Domain domain, String unit, double min, double max) {
    var definition = new Definition(name, domain, unit, min, max, Duration.ZERO);
    var property = new ObservedProperty(BUILT_IN.size() + 1, definition);
    BUILT_IN.add(property);
    return property;
  }

  /**
   * One that a city declares.
   *
   * @param name capital letters, digits and underscores, see {@link #isName}
   * @param unit its one unit, as a UCUM code
   * @param min the least value that is no mistake, in its unit
   * @param max the largest value likewise
   * @param interval at which its readings come where the feed says nothing of it; zero for unknown
   * @throws IllegalArgumentException when this cannot be one
   */
  public static ObservedProperty declared(
      String name, Domain domain, String unit, double min, double max, Duration interval) {
    if (!isName(name) || BUILT_IN.stream().anyMatch(one -> one.name().equals(name))) {
      throw new IllegalArgumentException("'" + name + "' is no name for a declared property");
    }
    if (!(min < max) || min < -LARGEST || max > LARGEST || interval.isNegative()) {
      throw new IllegalArgumentException(name + " has no values from " + min + " to " + max);
    }
    return DECLARED.computeIfAbsent(
        new Definition(name, domain, unit, min, max, interval),
        definition -> new ObservedProperty(0, definition));
  }

  /**
   * The built-in property of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ObservedProperty of(String name) {
    return Vocabulary.BUILT_IN.require(name);
  }

  /** Whether this can be the name of a property. */
  public static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
  }

  /** Those that every city has, in their order. */
  public static List<ObservedProperty> builtIns() {
    return Collections.unmodifiableList(BUILT_IN);
  }

  /** What came from another process is the object of this one. */
  private Object readResolve() {
    return find(code)
        .orElseGet(
            () ->
                DECLARED.computeIfAbsent(definition, known -> new ObservedProperty(0, definition)));
  }

  public String name() {
    return definition.name;
  }

  /**
   * The index of the Avro enum symbol of a built-in property; 0 for those that have none, because
   * they are declared or only newer writers know them.
   */
  public int code() {
    return code;
  }

  /**
   * Tells it apart in fingerprints and hints, the same in all processes and for good: of a built-in
   * property its code, of a declared one a negative number.
   */
  public int number() {
    return number;
  }

  /** Whether it is known without a city file. */
  public boolean isBuiltIn() {
    return code > 0;
  }

  public Domain domain() {
    return definition.domain;
  }

  /** The one unit of this property, as a UCUM code. */
  public String unit() {
    return definition.unit;
  }

  /** The least value it can have, in its unit; of a built-in one, on this planet. */
  public double min() {
    return definition.min;
  }

  /** The largest value it can have, likewise. */
  public double max() {
    return definition.max;
  }

  /** How far apart its readings are where the feed does not say; zero where nobody does. */
  public Duration interval() {
    return definition.interval;
  }

  /** A value that cannot be true, but that a sound instrument tells of next to nothing. */
  public boolean isNoise(double value) {
    return value < 0 && POLLUTANTS.contains(this);
  }

  /**
   * Whether it can have this value. The bounds are wider than any record, so that only broken
   * devices and broken decimals are refused.
   */
  public boolean canBe(double value) {
    return value >= definition.min && value <= definition.max;
  }

  /**
   * The built-in property with this wire code; empty when a newer writer knows more properties than
   * we do.
   */
  public static Optional<ObservedProperty> find(int code) {
    return code < 1 || code > BUILT_IN.size()
        ? Optional.empty()
        : Optional.of(BUILT_IN.get(code - 1));
  }

  @Override
  public int compareTo(ObservedProperty other) {
    return isBuiltIn() && other.isBuiltIn()
        ? Integer.compare(code, other.code)
        : isBuiltIn() != other.isBuiltIn()
            ? (isBuiltIn() ? -1 : 1)
            : name().compareTo(other.name());
  }

  /** Two are equal when they are one, as with an enum; in all processes it is the same number. */
  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return name();
  }
}
