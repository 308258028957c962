package citybrain.water.report;

import citybrain.reports.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** What a day of an area comes to, once it is known which of its meters are pumps. */
final class DayBalance {

  /** Cubic metres an hour in a litre a second. */
  static final double CUBIC_METRES = 3.6;

  /** Local times between which nearly nobody uses water. */
  private static final int NIGHT_FROM = 2;

  private static final int NIGHT_TO = 4;

  final WaterDay water;

  /** L/s by hour; NaN where not all inlets are known. */
  final double[] inflow;

  /**
   * The hour of the minimum night flow, -1 when it is not known: while a pump runs, what comes
   * through the inlets may be for its tank.
   */
  final int nightHour;

  /** When it begins, epoch milliseconds. */
  final long nightAt;

  /**
   * Reckons it.
   *
   * @param pumps and the largest hour of each, L/s
   */
  DayBalance(WaterDay water, Map<String, Double> pumps, Period period) {
    this.water = water;
    this.inflow = inflow(water, pumps);
    long start = period.start(water.day());
    int lowest = -1;
    for (int hour = 0; hour < inflow.length; hour++) {
      long at = start + hour * Period.HOUR_MILLIS;
      int local = Instant.ofEpochMilli(at).atZone(period.timeZone()).getHour();
      boolean isNight = local >= NIGHT_FROM && local < NIGHT_TO;
      if (isNight && !Double.isNaN(inflow[hour]) && allRest(pumps, hour)) {
        lowest = lowest < 0 || inflow[hour] < inflow[lowest] ? hour : lowest;
      }
    }
    nightHour = lowest;
    nightAt = start + Math.max(0, nightHour) * Period.HOUR_MILLIS;
  }

  private static double[] inflow(WaterDay water, Map<String, Double> pumps) {
    var sum = new double[water.hours()];
    boolean isAny = false;
    for (var meter : water.flows().entrySet()) {
      if (!pumps.containsKey(meter.getKey())) {
        isAny = true;
        for (int hour = 0; hour < sum.length; hour++) {
          sum[hour] += meter.getValue()[hour];
        }
      }
    }
    if (!isAny) {
      Arrays.fill(sum, Double.NaN);
    }
    return sum;
  }

  private boolean allRest(Map<String, Double> pumps, int hour) {
    for (var pump : pumps.entrySet()) {
      var flow = water.flows().get(pump.getKey());
      if (flow != null && !(Math.abs(flow[hour]) < WaterDay.STILL * pump.getValue())) {
        return false;
      }
    }
    return true;
  }

  double nightFlow() {
    return nightHour < 0 ? Double.NaN : inflow[nightHour];
  }

  /** What meters counted in that hour, L/s; NaN when there are meters and they are not known. */
  double nightUse() {
    return nightHour < 0 ? Double.NaN : water.meters() == 0 ? 0 : water.demand()[nightHour];
  }

  /** Hours of leakage as in that of the night that the day has, h. */
  double hourDayFactor() {
    double night = nightHour < 0 ? Double.NaN : water.pressure()[nightHour];
    if (!(night > 0)) {
      return inflow.length;
    }
    double factor = 0;
    for (double pressure : water.pressure()) {
      factor += Double.isNaN(pressure) ? 1 : Math.max(0, pressure) / night;
    }
    return factor;
  }

  /** m3 of the day; NaN when the night is not known. */
  double leakage() {
    return Math.max(0, nightFlow() - nightUse()) * hourDayFactor() * CUBIC_METRES;
  }
}
