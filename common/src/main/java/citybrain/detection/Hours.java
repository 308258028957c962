package citybrain.detection;

import java.util.Arrays;

/**
 * A series as means of hours, the newest first, and the sum of the hour that runs: the same whether
 * it is read each second or each hour.
 *
 * @param means NaN for an hour without a reading
 */
public record Hours(float[] means, double sum, int count) {

  private static final Hours BLANK = new Hours(new float[0], 0, 0);

  /** One object, because arrays are equal to themselves only. */
  public static Hours blank() {
    return BLANK;
  }

  public Hours plus(double value) {
    return new Hours(means, sum + value, count + 1);
  }

  /**
   * The same after the hour that ran and some without a reading.
   *
   * @param ended hours that are over, that which ran included
   * @param most hours to remember
   */
  public Hours ended(int ended, int most) {
    int shift = Math.min(ended, most);
    var next = new float[Math.min(most, means.length + shift)];
    Arrays.fill(next, 0, shift, Float.NaN);
    System.arraycopy(means, 0, next, shift, next.length - shift);
    if (ended <= most && count > 0) {
      next[ended - 1] = (float) (sum / count);
    }
    return new Hours(next, 0, 0);
  }

  /** Mean of an hour, 0 being the last that ended; NaN when nothing is known. */
  public double mean(int hoursAgo) {
    return hoursAgo < means.length ? means[hoursAgo] : Double.NaN;
  }

  /**
   * Mean of the last hours.
   *
   * @param least so many of them must be known, else NaN
   */
  public double meanOfLast(int hours, int least) {
    double total = 0;
    int known = 0;
    for (int i = 0; i < Math.min(hours, means.length); i++) {
      if (!Float.isNaN(means[i])) {
        total += means[i];
        known++;
      }
    }
    return known < least ? Double.NaN : total / known;
  }

  /** How many of these hours are known. */
  public int known(int from, int to) {
    int known = 0;
    for (int i = from; i < Math.min(to, means.length); i++) {
      known += Float.isNaN(means[i]) ? 0 : 1;
    }
    return known;
  }

  /** True when nothing is known any more. */
  public boolean isForgotten() {
    return count == 0 && known(0, means.length) == 0;
  }
}
