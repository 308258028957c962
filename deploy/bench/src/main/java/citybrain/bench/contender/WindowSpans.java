package citybrain.bench.contender;

/** When windows begin, are shown and are over, as the job of aggregates ships. */
final class WindowSpans {

  static final long MINUTE = 60_000;
  static final int MINUTES_OF_QUARTER = 15;
  static final long QUARTER = MINUTES_OF_QUARTER * MINUTE;

  /** A window is shown when all feeds have passed its end by this. */
  static final long DELAY = MINUTE;

  private static final long RETENTION = 240 * MINUTE;

  private WindowSpans() {}

  static long startOf(long time, long size) {
    return Math.floorDiv(time, size) * size;
  }

  /** Whether what was true then can change no window any more. */
  static boolean isOver(long time, long now) {
    return startOf(time, QUARTER) + QUARTER + RETENTION <= now;
  }
}
