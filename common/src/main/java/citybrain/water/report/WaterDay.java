package citybrain.water.report;

import java.time.LocalDate;
import java.util.Map;

/**
 * The water of an area on one day, hour by hour; NaN where it is not known.
 *
 * @param flows by meter of flow, L/s
 * @param demand of all meters of customers together, L/s
 * @param meters of customers
 * @param pressure mean of all sensors, m
 * @param estimated readings that nobody measured and that were left out
 */
record WaterDay(
    LocalDate day,
    Map<String, double[]> flows,
    double[] demand,
    int meters,
    double[] pressure,
    long estimated) {

  /** Below this share of its largest hour a meter stands still. */
  static final double STILL = 0.02;

  private static final int FEWEST_STILL_HOURS = 2;

  int hours() {
    return demand.length;
  }

  /** Whether a meter ran and stood still for hours on this day, as pumps do. */
  boolean isPump(String meter) {
    double largest = largest(meter);
    int still = 0;
    for (double hour : flows.getOrDefault(meter, new double[0])) {
      still += Math.abs(hour) < STILL * largest ? 1 : 0;
    }
    return still >= FEWEST_STILL_HOURS;
  }

  /** The largest hour of a meter on this day, in either direction, L/s. */
  double largest(String meter) {
    double largest = 0;
    for (double hour : flows.getOrDefault(meter, new double[0])) {
      largest = Double.isNaN(hour) ? largest : Math.max(largest, Math.abs(hour));
    }
    return largest;
  }
}
