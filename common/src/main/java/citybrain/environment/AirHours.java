package citybrain.environment;

import citybrain.observation.ObservedProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The last day of air at one station, hour by hour: what indices of air quality are made of.
 *
 * @param means of the hours, ug/m3: {@link #HOURS} of each of {@link #POLLUTANTS}, the newest
 *     first; NaN where nothing was measured
 */
record AirHours(double[] means) {

  static final int HOURS = 24;

  /** What an index may be about, in the order in which it is remembered. */
  static final List<ObservedProperty> POLLUTANTS =
      List.of(
          ObservedProperty.PM2_5,
          ObservedProperty.PM10,
          ObservedProperty.SULFUR_DIOXIDE,
          ObservedProperty.NITROGEN_DIOXIDE,
          ObservedProperty.CARBON_MONOXIDE,
          ObservedProperty.OZONE);

  private static final int NOW_CAST_HOURS = 12;
  private static final int NEWEST_HOURS = 3;
  private static final int FEWEST_NEWEST = 2;
  private static final double LEAST_WEIGHT = 0.5;

  /** An hour that nobody measured. */
  static AirHours none() {
    var means = new double[POLLUTANTS.size() * HOURS];
    Arrays.fill(means, Double.NaN);
    return new AirHours(means);
  }

  /**
   * The newest hours of some pollutants.
   *
   * @param newestFirst ug/m3, NaN where nothing was measured; those after the 24th are not kept
   */
  static AirHours of(Map<ObservedProperty, double[]> newestFirst) {
    var air = none();
    newestFirst.forEach(
        (pollutant, hours) ->
            System.arraycopy(hours, 0, air.means, at(pollutant), Math.min(HOURS, hours.length)));
    return air;
  }

  private static int at(ObservedProperty pollutant) {
    return POLLUTANTS.indexOf(pollutant) * HOURS;
  }

  /** The newest hour, ug/m3; NaN when it was not measured. */
  double hour(ObservedProperty pollutant) {
    return means[at(pollutant)];
  }

  /**
   * The mean of the newest hours, ug/m3; NaN when too few of them were measured.
   *
   * @param fewest that must be measured
   */
  double mean(ObservedProperty pollutant, int hours, int fewest) {
    double sum = 0;
    int measured = 0;
    for (int ago = 0; ago < hours; ago++) {
      double value = means[at(pollutant) + ago];
      if (!Double.isNaN(value)) {
        sum += value;
        measured++;
      }
    }
    return measured < fewest ? Double.NaN : sum / measured;
  }

  /**
   * The NowCast of the US EPA, ug/m3: a mean of twelve hours that weighs the newest more, the more
   * so the more the air changes. An hour ago weighs least / largest of what was measured, but at
   * least a half, of the one after it; hours that were not measured weigh nothing. What instruments
   * tell below zero of clean air is zero. NaN when fewer than two of the newest three hours were
   * measured. Source: EPA-454/B-24-002, section IV, "How the NowCast is calculated".
   */
  double nowCast(ObservedProperty pollutant) {
    double least = Double.POSITIVE_INFINITY;
    double largest = 0;
    int newest = 0;
    for (int ago = 0; ago < NOW_CAST_HOURS; ago++) {
      double value = Math.max(0, means[at(pollutant) + ago]);
      if (!Double.isNaN(value)) {
        least = Math.min(least, value);
        largest = Math.max(largest, value);
        newest += ago < NEWEST_HOURS ? 1 : 0;
      }
    }
    if (newest < FEWEST_NEWEST) {
      return Double.NaN;
    }
    double weight = largest == 0 ? 1 : Math.max(LEAST_WEIGHT, least / largest);
    double sum = 0;
    double weights = 0;
    double own = 1;
    for (int ago = 0; ago < NOW_CAST_HOURS; ago++, own *= weight) {
      double value = Math.max(0, means[at(pollutant) + ago]);
      if (!Double.isNaN(value)) {
        sum += own * value;
        weights += own;
      }
    }
    return sum / weights;
  }
}
