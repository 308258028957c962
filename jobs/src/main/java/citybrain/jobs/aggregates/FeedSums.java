package citybrain.jobs.aggregates;

import citybrain.aggregation.ExactSum;
import citybrain.aggregation.WindowSpan;
import java.util.Arrays;
import java.util.List;

/**
 * The sums of one property of one feed before they are shuffled, by minute and tuple of zones. They
 * are exact, so that it does not matter when they are handed on.
 */
final class FeedSums {

  /** Minutes that are summed side by side: readings of one message may lie some apart. */
  private static final int OPEN = 4;

  private static final int FIRST_ROOM = 64;
  private static final long NONE = Long.MIN_VALUE;

  private final ZoneTuples tuples;
  private final Minute[] open = new Minute[OPEN];
  private final List<MinuteSums.Rows> rows;
  private final Out out;

  /** Where the row of a zone stands, plus one, while a minute is handed on. */
  private int[] rowOf = new int[FIRST_ROOM];

  /** Takes the rows of a worker. */
  interface Out {
    void minute(int worker, long start, byte[] rows);
  }

  /**
   * @param rows for each worker a place to put rows, empty; may be shared with others
   */
  FeedSums(ZoneTuples tuples, List<MinuteSums.Rows> rows, Out out) {
    this.tuples = tuples;
    this.rows = rows;
    this.out = out;
    Arrays.setAll(open, i -> new Minute());
  }

  /** Sums of one minute, by the number of the tuple. */
  private static final class Minute {
    private final ExactSum large = new ExactSum();
    private long start = NONE;
    private long[] counts = new long[FIRST_ROOM];
    private long[] highs = new long[FIRST_ROOM];
    private long[] lows = new long[FIRST_ROOM];
    private double[] mins = new double[FIRST_ROOM];
    private double[] maxs = new double[FIRST_ROOM];
    private int[] dirty = new int[FIRST_ROOM];
    private int dirtyCount;

    void add(int tuple, double value) {
      if (tuple >= counts.length) {
        grow(tuple);
      }
      if (counts[tuple]++ == 0) {
        dirty[dirtyCount++] = tuple;
        highs[tuple] = 0;
        lows[tuple] = 0;
        mins[tuple] = value;
        maxs[tuple] = value;
      } else {
        mins[tuple] = Math.min(mins[tuple], value);
        maxs[tuple] = Math.max(maxs[tuple], value);
      }
      if (ExactSum.isSmall(value)) {
        long units = ExactSum.units(value);
        add(tuple, units >> 63, units);
      } else {
        large.clear();
        large.add(value);
        add(tuple, large.high(), large.low());
      }
    }

    private void add(int tuple, long high, long low) {
      lows[tuple] += low;
      highs[tuple] += high + ExactSum.carry(lows[tuple], low);
    }

    private void grow(int tuple) {
      int room = Math.max(tuple + 1, 2 * counts.length);
      counts = Arrays.copyOf(counts, room);
      highs = Arrays.copyOf(highs, room);
      lows = Arrays.copyOf(lows, room);
      mins = Arrays.copyOf(mins, room);
      maxs = Arrays.copyOf(maxs, room);
      dirty = Arrays.copyOf(dirty, room);
    }
  }

  /**
   * Adds a value to the zones of a tuple.
   *
   * @param time of the value, epoch milliseconds
   */
  void add(int tuple, long time, double value) {
    long number = Math.floorDiv(time, WindowSpan.MINUTE_MILLIS);
    var minute = open[(int) number & (OPEN - 1)];
    long start = number * WindowSpan.MINUTE_MILLIS;
    if (minute.start != start) {
      flush(minute);
      minute.start = start;
    }
    minute.add(tuple, value);
  }

  /** Hands on the minutes that have ended by this time. */
  void flushThrough(long clock) {
    for (var minute : open) {
      if (minute.start <= clock - WindowSpan.MINUTE_MILLIS) {
        flush(minute);
      }
    }
  }

  /** Hands on all that was summed. */
  void flush() {
    for (var minute : open) {
      flush(minute);
    }
  }

  private void flush(Minute minute) {
    if (minute.dirtyCount == 0) {
      return;
    }
    if (rowOf.length < tuples.zoneCount()) {
      rowOf = new int[Math.max(tuples.zoneCount(), 2 * rowOf.length)];
    }
    for (int i = 0; i < minute.dirtyCount; i++) {
      int tuple = minute.dirty[i];
      for (int zone : tuples.zones(tuple)) {
        put(minute, tuple, zone);
      }
    }
    for (int i = 0; i < minute.dirtyCount; i++) {
      int tuple = minute.dirty[i];
      minute.counts[tuple] = 0;
      for (int zone : tuples.zones(tuple)) {
        rowOf[zone] = 0;
      }
    }
    minute.dirtyCount = 0;
    for (int worker = 0; worker < rows.size(); worker++) {
      if (!rows.get(worker).isEmpty()) {
        out.minute(worker, minute.start, rows.get(worker).take());
      }
    }
  }

  private void put(Minute minute, int tuple, int zone) {
    var ofWorker = rows.get(tuples.worker(zone));
    long count = minute.counts[tuple];
    long high = minute.highs[tuple];
    long low = minute.lows[tuple];
    double min = minute.mins[tuple];
    double max = minute.maxs[tuple];
    if (rowOf[zone] == 0) {
      rowOf[zone] = 1 + ofWorker.add(tuples.zone(zone), count, high, low, min, max);
    } else {
      ofWorker.merge(rowOf[zone] - 1, count, high, low, min, max);
    }
  }
}
