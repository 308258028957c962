package citybrain.detection;

import citybrain.detection.Baseline.Slot;
import java.util.function.DoubleUnaryOperator;

/**
 * A profile that is being taught: half hours of which history knows more days take what it says,
 * those that were lived through longer stay as they are. A median is taken for the mean. The mean
 * absolute deviation is that of a normal distribution of the same median absolute deviation, or,
 * where that is more, of the same distance from p05 to p95: readings have long tails, and a rule
 * that learned from readings knows them.
 */
final class TaughtProfile {

  /** Mean absolute over median absolute deviation of a normal distribution. */
  private static final double OF_MAD = 0.797885 / 0.674490;

  /** Mean absolute deviation over the distance from p05 to p95 of a normal distribution. */
  private static final double OF_SPAN = 0.797885 / (2 * 1.644854);

  private static final int WEEK = 7;
  private static final int WORKING_DAYS = 5;

  private final DayProfile live;
  private final int today;
  private final float[] mean;
  private final float[] deviation;
  private final byte[] seen;
  private final short[] seenSince;
  private int weekendSince;

  TaughtProfile(DayProfile live, int today) {
    this.live = live;
    this.today = today;
    this.mean = live.mean().clone();
    this.deviation = live.deviation().clone();
    this.seen = live.seen().clone();
    this.seenSince = live.seenSince().clone();
    this.weekendSince = live.weekendSince();
  }

  DayProfile by(Baseline baseline, DoubleUnaryOperator scale) {
    double sum = 0;
    long readings = 0;
    boolean isTaken = false;
    for (var slot : baseline.slots()) {
      double off = deviation(slot, scale);
      sum += off * slot.readings();
      readings += slot.readings();
      if (slot.days() >= Baseline.FEWEST_DAYS && slot.days() > lived(slot.halfHour())) {
        take(slot, scale.applyAsDouble(slot.median()), off);
        isTaken = true;
      }
    }
    if (!isTaken) {
      return live;
    }
    boolean isMore = readings > live.readings();
    return new DayProfile(
        mean,
        deviation,
        seen,
        seenSince,
        live.strange(),
        live.strangeSince(),
        live.strangeLast(),
        isMore ? (float) (sum / readings) : live.pooledDeviation(),
        isMore ? (int) Math.min(Integer.MAX_VALUE, readings) : live.readings(),
        live.kind(),
        weekendSince);
  }

  private void take(Slot slot, double median, double off) {
    int at = slot.halfHour();
    mean[at] = (float) median;
    deviation[at] = (float) off;
    seen[at] = (byte) Math.min(Byte.MAX_VALUE, slot.readings());
    boolean isSeenBefore = live.seen()[at] > 0 && live.seenSince()[at] < slot.firstDay();
    seenSince[at] = isSeenBefore ? seenSince[at] : (short) slot.firstDay();
    if (slot.weekend() && (weekendSince == 0 || slot.firstDay() < weekendSince)) {
      weekendSince = slot.firstDay();
    }
  }

  /** On how many days of its kind a half hour may have been seen, at most. */
  private int lived(int at) {
    if (live.seen()[at] < DayProfile.ENOUGH) {
      return 0;
    }
    int days = Math.max(0, today - live.seenSince()[at]);
    int ofKind = at < LocalSlot.HALF_HOURS ? WORKING_DAYS : WEEK - WORKING_DAYS;
    return Math.min(live.seen()[at], (days * ofKind + WEEK - 1) / WEEK);
  }

  private static double deviation(Slot slot, DoubleUnaryOperator scale) {
    double median = slot.median();
    double mad = span(median - slot.mad(), median + slot.mad(), scale) / 2;
    return Math.max(OF_MAD * mad, OF_SPAN * span(slot.p05(), slot.p95(), scale));
  }

  private static double span(double low, double high, DoubleUnaryOperator scale) {
    return scale.applyAsDouble(high) - scale.applyAsDouble(low);
  }
}
