package citybrain.observation;

import java.util.Optional;

/**
 * What can be measured, each with its one unit (UCUM code) and the values it can have; feeds
 * convert on entry. New ones are appended: the order is that of the Avro enum on the wire.
 */
public enum ObservedProperty {
  TRAFFIC_SPEED(Domain.TRANSPORT, "km/h", 0, 300),
  TRAVEL_TIME(Domain.TRANSPORT, "s", 0, 86_400),
  TRAFFIC_VEHICLE_COUNT(Domain.TRANSPORT, "1", 0, 100_000),
  PARKING_OCCUPIED(Domain.TRANSPORT, "1", 0, 100_000),
  PARKING_OCCUPANCY_SHARE(Domain.TRANSPORT, "%", 0, 1_000),

  WATER_PRESSURE(Domain.WATER, "m[H2O]", -10, 500),
  WATER_FLOW(Domain.WATER, "L/s", -100_000, 100_000),
  WATER_LEVEL(Domain.WATER, "m", -100, 1_000),
  WATER_DEMAND(Domain.WATER, "L/s", -100_000, 100_000),
  WATER_MINIMUM_NIGHT_FLOW(Domain.WATER, "L/s", -100_000, 100_000),

  ELECTRIC_ENERGY(Domain.ENERGY, "kW.h", -100_000, 100_000),
  TRANSFORMER_ENERGY(Domain.ENERGY, "kW.h", -10_000_000, 10_000_000),

  // Of clean air instruments tell noise around zero; the US EPA keeps it down to -10 (AQS).
  PM2_5(Domain.ENVIRONMENT, "ug/m3", -10, 5_000),
  PM10(Domain.ENVIRONMENT, "ug/m3", -10, 5_000),
  SULFUR_DIOXIDE(Domain.ENVIRONMENT, "ug/m3", 0, 5_000),
  NITROGEN_DIOXIDE(Domain.ENVIRONMENT, "ug/m3", 0, 5_000),
  CARBON_MONOXIDE(Domain.ENVIRONMENT, "ug/m3", 0, 500_000),
  OZONE(Domain.ENVIRONMENT, "ug/m3", 0, 5_000),
  // The coldest air ever measured had -89.2 (Vostok, WMO); -99.9 is a device without a value.
  AIR_TEMPERATURE(Domain.ENVIRONMENT, "Cel", -95, 70),
  AIR_PRESSURE(Domain.ENVIRONMENT, "hPa", 300, 1_100),
  DEW_POINT(Domain.ENVIRONMENT, "Cel", -95, 70),
  RELATIVE_HUMIDITY(Domain.ENVIRONMENT, "%", 0, 100),
  RAINFALL(Domain.ENVIRONMENT, "mm", 0, 500),
  WIND_SPEED(Domain.ENVIRONMENT, "m/s", 0, 150),

  /** A vehicle was here: the position says where, the result is always one. */
  VEHICLE_POSITION(Domain.TRANSPORT, "1", 0, 1),
  // The fastest train in regular service does 460.
  VEHICLE_SPEED(Domain.TRANSPORT, "km/h", 0, 500),
  VEHICLE_OCCUPANCY(Domain.TRANSPORT, "%", 0, 1_000),
  /** Behind the timetable, negative when early; of a route and direction at a stop. */
  STOP_ARRIVAL_DELAY(Domain.TRANSPORT, "s", -86_400, 86_400),
  STOP_DEPARTURE_DELAY(Domain.TRANSPORT, "s", -86_400, 86_400),
  /** Between successive vehicles of a route and direction at a stop. */
  HEADWAY(Domain.TRANSPORT, "s", 0, 86_400),
  /** The same by the timetable: to the trip before, whether or not it ran. */
  SCHEDULED_HEADWAY(Domain.TRANSPORT, "s", 0, 86_400),
  /**
   * A vehicle of a route and direction was at a stop, by no timetable; the result is always one.
   */
  STOP_CALL(Domain.TRANSPORT, "1", 0, 1);

  /** No quantity of a city is so large in its unit: what is beyond is refused. */
  public static final double LARGEST = 0x1p50;

  private static final ObservedProperty[] ALL = values();

  private final Domain domain;
  private final String unit;
  private final double min;
  private final double max;

  ObservedProperty(Domain domain, String unit, double min, double max) {
    this.domain = domain;
    this.unit = unit;
    this.min = min;
    this.max = max;
  }

  /** The index of the Avro enum symbol; 0 is kept for properties that only newer writers know. */
  @SuppressWarnings("EnumOrdinal") // append-only, and a test holds it against the schema
  public int code() {
    return ordinal() + 1;
  }

  public Domain domain() {
    return domain;
  }

  /** The one unit of this property, as a UCUM code. */
  public String unit() {
    return unit;
  }

  /** The least value it can have on this planet, in its unit. */
  public double min() {
    return min;
  }

  /** The largest value it can have on this planet, in its unit. */
  public double max() {
    return max;
  }

  /** A value that cannot be true, but that a sound instrument tells of next to nothing. */
  public boolean isNoise(double value) {
    return value < 0 && (this == PM2_5 || this == PM10);
  }

  /**
   * Whether it can have this value. The bounds are wider than any record, so that only broken
   * devices and broken decimals are refused.
   */
  public boolean canBe(double value) {
    return value >= min && value <= max;
  }

  /**
   * The property with this wire code; empty when a newer writer knows more properties than we do.
   */
  public static Optional<ObservedProperty> find(int code) {
    return code < 1 || code > ALL.length ? Optional.empty() : Optional.of(ALL[code - 1]);
  }
}
