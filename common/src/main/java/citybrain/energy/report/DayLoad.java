package citybrain.energy.report;

import java.time.LocalDate;
import java.util.Map;

/**
 * What meters counted on one day, hour by hour.
 *
 * @param start of the day, epoch milliseconds
 * @param byMeter kWh of each hour; NaN in hours for whose whole it did not speak
 * @param sum of those that spoke, kWh, which is their mean power in kW
 * @param present how many spoke
 * @param estimated readings that nobody measured and that were left out
 */
record DayLoad(
    LocalDate day,
    long start,
    Map<String, double[]> byMeter,
    double[] sum,
    int[] present,
    long estimated) {

  /** Share of the meters that must have spoken for an hour to count. */
  private static final double ENOUGH = 0.95;

  int hours() {
    return sum.length;
  }

  /** How many meters there are. */
  int known() {
    return byMeter.size();
  }

  boolean isKnown(int hour) {
    return present[hour] > 0 && present[hour] >= ENOUGH * known();
  }

  /** Whether all of them spoke. */
  boolean isWhole(int hour) {
    return present[hour] > 0 && present[hour] == known();
  }
}
