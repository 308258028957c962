package citybrain.aggregation;

import java.util.Arrays;

/**
 * Counts, sums and extremes, each at its place in flat arrays, which grow as they are asked for.
 */
final class PlaceSums {

  private static final int FIRST_ROOM = 16;

  private long[] counts = {};
  private long[] highs = {};
  private long[] lows = {};
  private double[] mins = {};
  private double[] maxs = {};

  /** Makes room for a place: nothing is there yet. */
  void require(int place) {
    int known = counts.length;
    if (place >= known) {
      int room = Math.max(Math.max(place + 1, FIRST_ROOM), 2 * known);
      counts = Arrays.copyOf(counts, room);
      highs = Arrays.copyOf(highs, room);
      lows = Arrays.copyOf(lows, room);
      mins = Arrays.copyOf(mins, room);
      maxs = Arrays.copyOf(maxs, room);
      Arrays.fill(mins, known, room, Double.POSITIVE_INFINITY);
      Arrays.fill(maxs, known, room, Double.NEGATIVE_INFINITY);
    }
  }

  /**
   * Adds to a place that has room.
   *
   * @param count of what is taken back it is negative, and so is the sum
   */
  void add(int place, long count, long high, long low) {
    counts[place] += count;
    lows[place] += low;
    highs[place] += high + ExactSum.carry(lows[place], low);
  }

  /** Extremes reach at least as far as these. */
  void widen(int place, double min, double max) {
    mins[place] = Math.min(mins[place], min);
    maxs[place] = Math.max(maxs[place], max);
  }

  /** Extremes are these. */
  void setExtremes(int place, double min, double max) {
    mins[place] = min;
    maxs[place] = max;
  }

  long count(int place) {
    return place < counts.length ? counts[place] : 0;
  }

  /** The higher word of the sum, see {@link ExactSum}. */
  long high(int place) {
    return place < highs.length ? highs[place] : 0;
  }

  long low(int place) {
    return place < lows.length ? lows[place] : 0;
  }

  double sum(int place) {
    return ExactSum.value(high(place), low(place));
  }

  double min(int place) {
    return mins[place];
  }

  double max(int place) {
    return maxs[place];
  }
}
