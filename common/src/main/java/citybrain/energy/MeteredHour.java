package citybrain.energy;

import citybrain.detection.LocalSlot;
import java.time.Instant;

/**
 * An hour of which it is known what a transformer carried and what the meters behind it counted.
 *
 * @param hour since 1970
 * @param hourOfDay local, 0 to 23
 * @param counted kWh by meter, in their order; NaN for one that did not speak, which is filled by
 *     what it usually counts
 * @param carried kWh, losses included
 */
public record MeteredHour(long hour, int hourOfDay, float[] counted, float carried) {

  static final int HOURS_OF_A_DAY = 24;

  static long hourOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 3600);
  }

  static LocalSlot slotOf(long hour, String timeZone) {
    return LocalSlot.of(Instant.ofEpochSecond(3600 * hour), timeZone);
  }

  /** What a meter counted, or usually counts at this hour; 0 when it was not there yet. */
  double filled(int meter, float[] habits) {
    if (meter >= counted.length) {
      return 0;
    }
    return Float.isNaN(counted[meter]) ? usual(meter, habits) : counted[meter];
  }

  /** What a meter usually counts at this hour; what it did where that is not known. */
  double usual(int meter, float[] habits) {
    if (meter >= counted.length) {
      return 0;
    }
    float habit = habits[meter * HOURS_OF_A_DAY + hourOfDay];
    return Float.isNaN(habit) ? counted[meter] : habit;
  }

  /** What all meters counted, or usually count where they did not speak. */
  double sum(int meters, float[] habits) {
    double sum = 0;
    for (int i = 0; i < meters; i++) {
      sum += filled(i, habits);
    }
    return sum;
  }

  /**
   * Variance of that sum for the meters that did not speak, kWh squared: what a household uses in
   * an hour varies by about as much as it is.
   */
  double varianceOfFilled(float[] habits) {
    double variance = 0;
    for (int i = 0; i < counted.length; i++) {
      if (Float.isNaN(counted[i])) {
        variance += Math.pow(usual(i, habits), 2);
      }
    }
    return variance;
  }

  boolean isWhole() {
    for (float one : counted) {
      if (Float.isNaN(one)) {
        return false;
      }
    }
    return true;
  }

  /** The same of these meters alone. */
  MeteredHour only(int[] kept) {
    var next = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      next[i] = kept[i] < counted.length ? counted[kept[i]] : 0;
    }
    return new MeteredHour(hour, hourOfDay, next, carried);
  }
}
