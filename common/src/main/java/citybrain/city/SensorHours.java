package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.detection.Hours;
import citybrain.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * One series of a feed by its hours. What is learned is a day old, so that a fault has a day to be
 * found before it is taken for a habit.
 *
 * @param last reading
 * @param hours of the last day, and that which runs
 * @param left median share of the variance of a day that the habit leaves open; of days that ran
 *     neither late nor early
 * @param shift by so many hours its last day ran late, negative for early
 * @param shifted for so many hours in a row that was so
 * @param calm hours in a row that were as usual, while there is a fault
 * @param fault that it has
 * @param factor of a conversion of units, or hours that its clock is late
 * @param offset of a conversion of units, or of a datum
 * @param since epoch hour at which the fault was found
 * @param open the alert about it; null as well where another of its feed was told for it
 */
public record SensorHours(
    Observation last,
    Hours hours,
    HourHabit habit,
    float left,
    int shift,
    int shifted,
    int calm,
    SensorFault fault,
    double factor,
    double offset,
    long since,
    @Nullable AlertChange open) {

  /** A hundred hours tell what is usually left open: the median moves by so much in each. */
  private static final double STEP = 0.005;

  /** What is left open as long as nobody knows. */
  private static final float MUCH = 0.5f;

  private static final int DELAY = HourHabit.OF_DAY;

  /** Hours that are remembered: a day, and what becomes a habit next. */
  static final int MOST_HOURS = DELAY + 2;

  static SensorHours of(Observation first) {
    return new SensorHours(
        first,
        Hours.blank().plus(first.result()),
        HourHabit.blank(),
        MUCH,
        0,
        0,
        0,
        SensorFault.NONE,
        0,
        0,
        0,
        null);
  }

  SensorHours plus(Observation reading) {
    return with(reading, hours.plus(reading.result()), habit);
  }

  /**
   * After hours that are over.
   *
   * @param slots of the hours by their age, of {@link #MOST_HOURS} at least
   */
  SensorHours ended(int count, int[] slots) {
    var next = hours.ended(count, MOST_HOURS);
    var learned = habit;
    for (int i = DELAY; i < DELAY + count && i < MOST_HOURS; i++) {
      double mean = next.mean(i);
      if (fault == SensorFault.NONE && !Double.isNaN(mean)) {
        learned = learned.learned(slots[i], mean);
      }
    }
    return with(last, next, learned);
  }

  private SensorHours with(Observation reading, Hours next, HourHabit learned) {
    return new SensorHours(
        reading, next, learned, left, shift, shifted, calm, fault, factor, offset, since, open);
  }

  /**
   * With what its last day told of its clock.
   *
   * @param now what the habit leaves open of that day
   */
  SensorHours clocked(int late, double now) {
    int row = late == 0 ? 0 : late == shift ? shifted + 1 : 1;
    // Hours before a shift is seen leave much open: they count one by one, however much that is.
    boolean learns = late == 0 && fault == SensorFault.NONE;
    double usually = learns ? left + STEP * Math.signum(now - left) : left;
    return new SensorHours(
        last, hours, habit, (float) usually, late, row, calm, fault, factor, offset, since, open);
  }

  SensorHours calm(int inRow) {
    return new SensorHours(
        last, hours, habit, left, shift, shifted, inRow, fault, factor, offset, since, open);
  }

  SensorHours with(@Nullable AlertChange alert) {
    return new SensorHours(
        last, hours, habit, left, shift, shifted, calm, fault, factor, offset, since, alert);
  }

  SensorHours with(HourFinding finding, long hour) {
    return new SensorHours(
        last,
        hours,
        habit,
        left,
        shift,
        shifted,
        0,
        finding.fault(),
        finding.factor(),
        finding.offset(),
        hour,
        null);
  }

  /**
   * Without a fault. Its last day is no habit.
   *
   * @param isNew whether nothing is known of its habits any more
   */
  SensorHours sound(boolean isNew) {
    return new SensorHours(
        last,
        Hours.blank(),
        isNew ? HourHabit.blank() : habit,
        isNew ? MUCH : left,
        0,
        0,
        0,
        SensorFault.NONE,
        0,
        0,
        0,
        null);
  }
}
