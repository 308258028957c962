package citybrain.observation;

import java.util.Optional;

/**
 * What can be measured, each with its one unit (UCUM code); feeds convert on entry. New ones are
 * appended: the order is that of the Avro enum on the wire.
 */
public enum ObservedProperty {
  TRAFFIC_SPEED(Domain.TRANSPORT, "km/h"),
  TRAVEL_TIME(Domain.TRANSPORT, "s"),
  TRAFFIC_VEHICLE_COUNT(Domain.TRANSPORT, "1"),
  PARKING_OCCUPIED(Domain.TRANSPORT, "1"),
  PARKING_OCCUPANCY_SHARE(Domain.TRANSPORT, "%"),

  WATER_PRESSURE(Domain.WATER, "m[H2O]"),
  WATER_FLOW(Domain.WATER, "L/s"),
  WATER_LEVEL(Domain.WATER, "m"),
  WATER_DEMAND(Domain.WATER, "L/s"),
  WATER_MINIMUM_NIGHT_FLOW(Domain.WATER, "L/s"),

  ELECTRIC_ENERGY(Domain.ENERGY, "kW.h"),
  TRANSFORMER_ENERGY(Domain.ENERGY, "kW.h"),

  PM2_5(Domain.ENVIRONMENT, "ug/m3"),
  PM10(Domain.ENVIRONMENT, "ug/m3"),
  SULFUR_DIOXIDE(Domain.ENVIRONMENT, "ug/m3"),
  NITROGEN_DIOXIDE(Domain.ENVIRONMENT, "ug/m3"),
  CARBON_MONOXIDE(Domain.ENVIRONMENT, "ug/m3"),
  OZONE(Domain.ENVIRONMENT, "ug/m3"),
  AIR_TEMPERATURE(Domain.ENVIRONMENT, "Cel"),
  AIR_PRESSURE(Domain.ENVIRONMENT, "hPa"),
  DEW_POINT(Domain.ENVIRONMENT, "Cel"),
  RELATIVE_HUMIDITY(Domain.ENVIRONMENT, "%"),
  RAINFALL(Domain.ENVIRONMENT, "mm"),
  WIND_SPEED(Domain.ENVIRONMENT, "m/s"),

  /** A vehicle was here: the position says where, the result is always one. */
  VEHICLE_POSITION(Domain.TRANSPORT, "1"),
  VEHICLE_SPEED(Domain.TRANSPORT, "km/h"),
  VEHICLE_OCCUPANCY(Domain.TRANSPORT, "%"),
  /** Behind the timetable, negative when early; of a route and direction at a stop. */
  STOP_ARRIVAL_DELAY(Domain.TRANSPORT, "s"),
  STOP_DEPARTURE_DELAY(Domain.TRANSPORT, "s"),
  /** Between successive vehicles of a route and direction at a stop. */
  HEADWAY(Domain.TRANSPORT, "s"),
  /** The same by the timetable: to the trip before, whether or not it ran. */
  SCHEDULED_HEADWAY(Domain.TRANSPORT, "s");

  /** No quantity of a city is so large in its unit: what is beyond is refused. */
  public static final double LARGEST = 0x1p50;

  private static final ObservedProperty[] ALL = values();

  private final Domain domain;
  private final String unit;

  ObservedProperty(Domain domain, String unit) {
    this.domain = domain;
    this.unit = unit;
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

  /**
   * The property with this wire code; empty when a newer writer knows more properties than we do.
   */
  public static Optional<ObservedProperty> find(int code) {
    return code < 1 || code > ALL.length ? Optional.empty() : Optional.of(ALL[code - 1]);
  }
}
