package citybrain.local.evaluate;

import java.util.Arrays;

/**
 * Rows that are scored.
 *
 * @param about the feature that alerts must be about to be alarms here; empty for the whole city
 * @param times of the rows in their order, epoch milliseconds
 * @param first row that is scored; what lies before is there to be learned from
 */
record Timeline(String about, long[] times, int first) {

  /** Rows at equal distances from this time up to and including that. */
  static Timeline even(String about, long from, long to, long step) {
    var times = new long[(int) ((to - from) / step) + 1];
    for (int i = 0; i < times.length; i++) {
      times[i] = from + i * step;
    }
    return new Timeline(about, times, 0);
  }

  int rows() {
    return times.length;
  }

  /** How many rows are scored. */
  int scored() {
    return times.length - first;
  }

  /** The first row of this time or later; one behind the last when there is none. */
  int row(long time) {
    int at = Arrays.binarySearch(times, time);
    if (at < 0) {
      return -at - 1;
    }
    while (at > 0 && times[at - 1] == time) {
      at--;
    }
    return at;
  }

  /** The row of exactly this time; negative when there is none. */
  int exactRow(long time) {
    int row = row(time);
    return row < times.length && times[row] == time ? row : -1;
  }
}
