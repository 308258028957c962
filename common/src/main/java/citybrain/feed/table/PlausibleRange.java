package citybrain.feed.table;

import citybrain.observation.ObservedProperty;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The values a property can have on this planet, in its unit; wider than any record, so that only
 * broken devices and broken decimals are refused.
 */
public record PlausibleRange(double min, double max) {

  public boolean contains(double value) {
    return value >= min && value <= max;
  }

  public static PlausibleRange of(ObservedProperty property) {
    return Objects.requireNonNull(RANGES.get(property));
  }

  private static final Map<ObservedProperty, PlausibleRange> RANGES =
      new EnumMap<ObservedProperty, PlausibleRange>(
          Arrays.stream(ObservedProperty.values())
              .collect(Collectors.toMap(property -> property, PlausibleRange::define)));

  private static PlausibleRange define(ObservedProperty property) {
    return switch (property) {
      case TRAFFIC_SPEED -> new PlausibleRange(0, 300);
      case TRAVEL_TIME -> new PlausibleRange(0, 86_400);
      case TRAFFIC_VEHICLE_COUNT, PARKING_OCCUPIED -> new PlausibleRange(0, 100_000);
      case PARKING_OCCUPANCY_SHARE -> new PlausibleRange(0, 1_000);
      case WATER_PRESSURE -> new PlausibleRange(-10, 500);
      case WATER_LEVEL -> new PlausibleRange(-100, 1_000);
      case WATER_FLOW, WATER_DEMAND, WATER_MINIMUM_NIGHT_FLOW ->
          new PlausibleRange(-100_000, 100_000);
      case ELECTRIC_ENERGY -> new PlausibleRange(-100_000, 100_000);
      case TRANSFORMER_ENERGY -> new PlausibleRange(-10_000_000, 10_000_000);
      case PM2_5, PM10, SULFUR_DIOXIDE, NITROGEN_DIOXIDE, OZONE -> new PlausibleRange(0, 5_000);
      case CARBON_MONOXIDE -> new PlausibleRange(0, 500_000);
      case AIR_TEMPERATURE, DEW_POINT -> new PlausibleRange(-100, 70);
      case AIR_PRESSURE -> new PlausibleRange(300, 1_100);
      case RELATIVE_HUMIDITY -> new PlausibleRange(0, 100);
      case RAINFALL -> new PlausibleRange(0, 500);
      case WIND_SPEED -> new PlausibleRange(0, 150);
      case VEHICLE_POSITION -> new PlausibleRange(0, 1);
      // The fastest train in regular service does 460.
      case VEHICLE_SPEED -> new PlausibleRange(0, 500);
      case VEHICLE_OCCUPANCY -> new PlausibleRange(0, 1_000);
      case STOP_ARRIVAL_DELAY, STOP_DEPARTURE_DELAY -> new PlausibleRange(-86_400, 86_400);
      case HEADWAY, SCHEDULED_HEADWAY -> new PlausibleRange(0, 86_400);
    };
  }
}
