package citybrain.transport;

import java.time.Instant;

/**
 * Intervals in a row that say the same.
 *
 * @param evidence sum of sigmas
 * @param vehicles in these intervals
 * @param since when the first began
 * @param sudden whether the first was far from the interval before
 */
public record IntervalRow(
    int intervals, float evidence, int vehicles, Instant since, boolean sudden) {

  static final IntervalRow NONE = new IntervalRow(0, 0, 0, Instant.EPOCH, false);

  IntervalRow plus(double sigmas, int more, Instant now, boolean fell) {
    return new IntervalRow(
        intervals + 1,
        (float) (evidence + sigmas),
        (int) Math.min(Integer.MAX_VALUE, (long) vehicles + more),
        intervals == 0 ? now : since,
        intervals == 0 ? fell : sudden);
  }
}
