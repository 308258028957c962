package citybrain.environment;

import citybrain.observation.ObservedProperty;
import java.time.LocalDate;

/**
 * A local day of air at one place, hour by hour.
 *
 * @param means of the hours, ug/m3: of each of {@link AirHours#POLLUTANTS} the {@link #BEFORE}
 *     hours before midnight and then those of the day; NaN where nothing was measured
 */
record AirDay(LocalDate day, double[][] means) {

  /** What a mean of eight hours that ends with the first hour of the day needs. */
  static final int BEFORE = 7;

  private static final int EIGHT = 8;
  private static final int FEWEST_OF_EIGHT = 6;

  private double[] of(ObservedProperty pollutant) {
    return means[AirHours.POLLUTANTS.indexOf(pollutant)];
  }

  /** How many of its hours were measured. */
  int hours(ObservedProperty pollutant) {
    int measured = 0;
    var all = of(pollutant);
    for (int hour = BEFORE; hour < all.length; hour++) {
      measured += Double.isNaN(all[hour]) ? 0 : 1;
    }
    return measured;
  }

  /** The mean of the day; NaN when fewer of its hours were measured. */
  double mean(ObservedProperty pollutant, int fewest) {
    return hours(pollutant) < fewest
        ? Double.NaN
        : mean(of(pollutant), BEFORE, of(pollutant).length);
  }

  private static double mean(double[] all, int from, int to) {
    double sum = 0;
    int measured = 0;
    for (int hour = from; hour < to; hour++) {
      if (!Double.isNaN(all[hour])) {
        sum += all[hour];
        measured++;
      }
    }
    return sum / measured;
  }

  /** The largest hour; NaN when fewer were measured. */
  double largestHour(ObservedProperty pollutant, int fewest) {
    if (hours(pollutant) < fewest) {
      return Double.NaN;
    }
    double largest = Double.NEGATIVE_INFINITY;
    var all = of(pollutant);
    for (int hour = BEFORE; hour < all.length; hour++) {
      largest = Double.isNaN(all[hour]) ? largest : Math.max(largest, all[hour]);
    }
    return largest;
  }

  /**
   * The largest mean of eight hours that end on this day, each with six measured hours at least;
   * NaN when there are fewer such means.
   */
  double largestEight(ObservedProperty pollutant, int fewest) {
    var all = of(pollutant);
    double largest = Double.NEGATIVE_INFINITY;
    int known = 0;
    for (int end = BEFORE + 1; end <= all.length; end++) {
      int measured = 0;
      for (int hour = end - EIGHT; hour < end; hour++) {
        measured += Double.isNaN(all[hour]) ? 0 : 1;
      }
      if (measured >= FEWEST_OF_EIGHT) {
        known++;
        largest = Math.max(largest, mean(all, end - EIGHT, end));
      }
    }
    return known < fewest ? Double.NaN : largest;
  }

  /** The air of one hour, for indices that are made of hours. */
  AirHours hour(int hour) {
    var air = AirHours.none();
    for (int i = 0; i < means.length; i++) {
      air.means()[i * AirHours.HOURS] = means[i][BEFORE + hour];
    }
    return air;
  }

  /** How many hours it has. */
  int length() {
    return means[0].length - BEFORE;
  }
}
