package citybrain.jobs.aggregates;

import citybrain.aggregation.Told;
import citybrain.aggregation.ZoneName;
import org.jspecify.annotations.Nullable;

/**
 * A row of a single value: what it is stands where sums have their count, the value where they have
 * the least, and the value that it takes back where they have the largest.
 */
final class OneByOne {

  private static final int IS_CORRECTION = 4;
  private static final int WAS_MEASURED = 2;
  private static final int IS_MEASURED = 1;

  private OneByOne() {}

  /**
   * Adds a row.
   *
   * @param before what the value takes back, null when it is told for the first time
   */
  static void add(MinuteSums.Rows rows, ZoneName zone, Told now, @Nullable Told before) {
    long what = now.isMeasured() ? IS_MEASURED : 0;
    if (before != null) {
      what |= IS_CORRECTION | (before.isMeasured() ? WAS_MEASURED : 0);
    }
    rows.add(zone, what, 0, 0, now.value(), before == null ? now.value() : before.value());
  }

  /** What the row tells. */
  static Told now(byte[] rows, int at) {
    return new Told(
        MinuteSums.Rows.min(rows, at), (MinuteSums.Rows.count(rows, at) & IS_MEASURED) != 0);
  }

  /** What it takes back; null when it tells something for the first time. */
  static @Nullable Told before(byte[] rows, int at) {
    long what = MinuteSums.Rows.count(rows, at);
    return (what & IS_CORRECTION) == 0
        ? null
        : new Told(MinuteSums.Rows.max(rows, at), (what & WAS_MEASURED) != 0);
  }
}
