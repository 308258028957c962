package citybrain.city;

import citybrain.detection.LocalSlot;

/**
 * What the hours of a series usually are, working days and days off apart, and how far they ever
 * were from that. About 350 bytes.
 *
 * @param mean by hour of the local day, working days first
 * @param seen days behind it, by hour
 * @param empty on how many of these the hour was zero throughout
 * @param low the lowest mean of an hour
 * @param high the highest
 * @param ratio mean absolute distance from usual, of logarithms
 * @param most the largest, which fades in weeks
 * @param wander mean absolute distance from usual, in the unit of the series
 * @param judged hours that were held against what was usual
 */
public record HourHabit(
    float[] mean,
    byte[] seen,
    byte[] empty,
    float low,
    float high,
    float ratio,
    float most,
    float wander,
    int judged) {

  static final int OF_DAY = 24;

  /** Days of which an hour is known. */
  private static final int ENOUGH = 3;

  /** A day of hours that were held against what is usual tells how far they are from it. */
  private static final int ENOUGH_JUDGED = 24;

  /** Days that are remembered of whether an hour was zero. */
  private static final int REMEMBERED = 100;

  private static final double RATE = 0.1;
  private static final double SLOW_RATE = 0.01;

  /** In which the largest distance is forgotten, hours: four weeks. */
  private static final double FADES = 28.0 * OF_DAY;

  private static final HourHabit BLANK =
      new HourHabit(
          new float[2 * OF_DAY],
          new byte[2 * OF_DAY],
          new byte[2 * OF_DAY],
          Float.MAX_VALUE,
          -Float.MAX_VALUE,
          0,
          0,
          0,
          0);

  /** One object, because arrays are equal to themselves only. */
  static HourHabit blank() {
    return BLANK;
  }

  static int slot(LocalSlot time) {
    return (time.weekend() ? OF_DAY : 0) + time.secondOfDay() / 3600;
  }

  /** Whether it is known how far hours are from what is usual. */
  boolean isKnown() {
    return judged >= ENOUGH_JUDGED;
  }

  /** NaN where this hour of such a day is not known. */
  double usualOfKind(int slot) {
    return seen[slot] >= ENOUGH ? mean[slot] : Double.NaN;
  }

  /** The same, or else of the other kind of day. */
  double usual(int slot) {
    return seen[slot] >= ENOUGH ? mean[slot] : usualOfKind((slot + OF_DAY) % (2 * OF_DAY));
  }

  /** Whether it is known that this hour of such a day is never zero throughout. */
  boolean isNeverEmpty(int slot) {
    return seen[slot] >= ENOUGH && empty[slot] == 0 && mean[slot] > 0;
  }

  /** After one more hour that was sound. */
  HourHabit learned(int slot, double value) {
    int n = seen[slot];
    var nextMean = mean.clone();
    var nextSeen = seen.clone();
    var nextEmpty = empty.clone();
    nextMean[slot] += (float) (Math.max(1.0 / (n + 1), RATE) * (value - mean[slot]));
    boolean isFull = n >= REMEMBERED;
    nextSeen[slot] = (byte) (isFull ? n / 2 : n + 1);
    nextEmpty[slot] = (byte) ((isFull ? empty[slot] / 2 : empty[slot]) + (value == 0 ? 1 : 0));
    double usual = usual(slot);
    boolean isHeld = !Double.isNaN(usual);
    double off = isHeld && usual > 0 && value > 0 ? Math.abs(Math.log(value / usual)) : 0;
    double share = isHeld ? Math.max(1.0 / (judged + 1), SLOW_RATE) : 0;
    return new HourHabit(
        nextMean,
        nextSeen,
        nextEmpty,
        (float) Math.min(low, value),
        (float) Math.max(high, value),
        (float) (ratio + share * (off - ratio)),
        (float) Math.max(most * (1 - 1 / FADES), off),
        (float) (wander + share * (Math.abs(isHeld ? value - usual : 0) - wander)),
        isHeld ? Math.min(judged, Integer.MAX_VALUE - 1) + 1 : judged);
  }
}
