package citybrain.jobs.aggregates;

/** The windows of the city's aggregates: a minute, and a quarter of an hour made of minutes. */
final class Windows {

  static final long MINUTE = 60_000;
  static final long QUARTER = 15 * MINUTE;
  static final long[] SIZES = {MINUTE, QUARTER};

  private Windows() {}

  static long startOf(long time, long size) {
    return Math.floorDiv(time, size) * size;
  }

  /**
   * When the widest window around this time ended: until then plus retention every window of it can
   * be revised.
   */
  static long endOfWidest(long time) {
    return startOf(time, QUARTER) + QUARTER;
  }

  static boolean isTooLate(long time, long now, long retention) {
    return now != Long.MIN_VALUE && endOfWidest(time) + retention <= now;
  }
}
