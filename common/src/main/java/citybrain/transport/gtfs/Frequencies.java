package citybrain.transport.gtfs;

import java.util.Arrays;

/**
 * The trips that run every few minutes instead of by their times ({@code frequencies.txt} of GTFS
 * Schedule). For them the times in {@code stop_times.txt} are a pattern: only how far they lie
 * apart says anything. A period is named by its row; times are seconds into the service day.
 */
public final class Frequencies {

  private final int[] starts;
  private final int[] from;
  private final int[] to;
  private final int[] headways;
  private final boolean[] exact;

  private Frequencies(int[] starts, int rows) {
    this.starts = starts;
    from = new int[rows];
    to = new int[rows];
    headways = new int[rows];
    exact = new boolean[rows];
  }

  /** The rows as they stand in the table, in any order. */
  static final class Rows {
    private final Ints trips = new Ints();
    private final Ints from = new Ints();
    private final Ints to = new Ints();
    private final Ints headways = new Ints();
    private final Ints exact = new Ints();

    void add(int trip, int start, int end, int headway, int exactTimes) {
      trips.add(trip);
      from.add(start);
      to.add(end);
      headways.add(headway);
      exact.add(exactTimes);
    }

    int size() {
      return trips.size();
    }

    int trip(int row) {
      return trips.at(row);
    }

    Frequencies sorted(int tripCount) {
      var starts = new int[tripCount + 1];
      for (int i = 0; i < trips.size(); i++) {
        starts[trips.at(i) + 1]++;
      }
      Arrays.parallelPrefix(starts, Integer::sum);
      var next = starts.clone();
      var sorted = new Frequencies(starts, trips.size());
      for (int i = 0; i < trips.size(); i++) {
        int row = next[trips.at(i)]++;
        sorted.from[row] = from.at(i);
        sorted.to[row] = to.at(i);
        sorted.headways[row] = headways.at(i);
        sorted.exact[row] = exact.at(i) == 1;
      }
      return sorted;
    }
  }

  /** True when this trip runs every few minutes, so that its times are only a pattern. */
  public boolean has(int trip) {
    return starts[trip + 1] > starts[trip];
  }

  /** True when no trip does. */
  public boolean isEmpty() {
    return from.length == 0;
  }

  /** The first period of a trip. */
  int first(int trip) {
    return starts[trip];
  }

  /** Behind the last period of a trip. */
  int end(int trip) {
    return starts[trip + 1];
  }

  /**
   * The period to which a run belongs that begins at this second. Where departures are exact it
   * must be one of them; where they are not, it may begin whenever it likes. {@link
   * GtfsSchedule#NONE} when there is none.
   */
  public int find(int trip, int start) {
    int loose = GtfsSchedule.NONE;
    for (int period = starts[trip]; period < starts[trip + 1]; period++) {
      boolean within = start >= from[period] && start < to[period];
      if (exact[period]) {
        if (within && (start - from[period]) % headways[period] == 0) {
          return period;
        }
      } else if (within || loose == GtfsSchedule.NONE) {
        loose = period;
      }
    }
    return loose;
  }

  /** True when the runs of this period leave by a timetable, the headway apart. */
  public boolean isExact(int period) {
    return exact[period];
  }

  /** Seconds between runs. */
  public int headway(int period) {
    return headways[period];
  }

  /** When the last run before this second begins; {@link GtfsSchedule#NONE} when none does. */
  int lastBefore(int period, int second) {
    int steps = Math.floorDiv(Math.min(second, to[period]) - 1 - from[period], headways[period]);
    return steps < 0 ? GtfsSchedule.NONE : from[period] + steps * headways[period];
  }

  /** When the run before a run of this period begins; {@link GtfsSchedule#NONE} for the first. */
  int before(int period, int start) {
    return start - headways[period] >= from[period] ? start - headways[period] : GtfsSchedule.NONE;
  }
}
