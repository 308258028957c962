package citybrain.transport.gtfs;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * When each trip calls at which stops: columns sorted by trip and stop sequence, 16 bytes a call. A
 * call is named by its row.
 */
public final class StopTimes {

  private final int[] starts;
  private final int[] stops;
  private final int[] sequences;
  private final int[] arrivals;
  private final int[] departures;

  private StopTimes(int[] starts, int rows) {
    this.starts = starts;
    this.stops = new int[rows];
    this.sequences = new int[rows];
    this.arrivals = new int[rows];
    this.departures = new int[rows];
  }

  /** The rows as they stand in the table, in any order. */
  static final class Rows {
    private final Ints trips = new Ints();
    private final Ints stops = new Ints();
    private final Ints sequences = new Ints();
    private final Ints arrivals = new Ints();
    private final Ints departures = new Ints();

    /** Rows at which the distance between row and line changes, and the distance from there on. */
    private final Ints shiftedAt = new Ints();

    private final Ints shifts = new Ints();

    void add(int line, int trip, int stop, int sequence, int arrival, int departure) {
      int shift = line - trips.size();
      if (shifts.size() == 0 || shifts.at(shifts.size() - 1) != shift) {
        shiftedAt.add(trips.size());
        shifts.add(shift);
      }
      trips.add(trip);
      stops.add(stop);
      sequences.add(sequence);
      arrivals.add(arrival == ServiceDays.NO_TIME ? departure : arrival);
      departures.add(departure == ServiceDays.NO_TIME ? arrival : departure);
    }

    int size() {
      return trips.size();
    }

    int trip(int row) {
      return trips.at(row);
    }

    int stop(int row) {
      return stops.at(row);
    }

    int sequence(int row) {
      return sequences.at(row);
    }

    /** The line of the table on which a row stood. */
    int line(int row) {
      int at = Arrays.binarySearch(shiftedAt.toArray(), row);
      return row + shifts.at(at >= 0 ? at : -at - 2);
    }

    /**
     * Sorts by trip, which most tables are already, then each trip by sequence.
     *
     * @param declared the trips that there are; the calls of others are left out
     * @param repeated told each row that has the trip and sequence of one before it, and is left
     *     out
     */
    StopTimes sorted(int tripCount, BitSet declared, IntConsumer repeated) {
      var starts = new int[tripCount + 1];
      for (int i = 0; i < trips.size(); i++) {
        starts[trips.at(i) + 1] += declared.get(trips.at(i)) ? 1 : 0;
      }
      Arrays.parallelPrefix(starts, Integer::sum);
      var sorted = new StopTimes(starts, starts[tripCount]);
      var next = starts.clone();
      for (int i = 0; i < trips.size(); i++) {
        int trip = trips.at(i);
        if (!declared.get(trip)) {
          continue;
        }
        int end = next[trip];
        if (sorted.has(starts[trip], end, sequences.at(i))) {
          repeated.accept(i);
          continue;
        }
        sorted.set(
            insertionPoint(sorted, starts[trip], end, sequences.at(i)),
            stops.at(i),
            sequences.at(i),
            arrivals.at(i),
            departures.at(i));
        next[trip]++;
      }
      var closed = sorted.withoutGaps(next);
      closed.fillOpenTimes();
      return closed;
    }

    private static int insertionPoint(StopTimes sorted, int from, int end, int sequence) {
      int at = end;
      while (at > from && sorted.sequences[at - 1] > sequence) {
        sorted.set(
            at,
            sorted.stops[at - 1],
            sorted.sequences[at - 1],
            sorted.arrivals[at - 1],
            sorted.departures[at - 1]);
        at--;
      }
      return at;
    }
  }

  /** True when the sorted calls between these rows have this sequence; tables are mostly sorted. */
  private boolean has(int from, int end, int sequence) {
    return end > from
        && sequence <= sequences[end - 1]
        && Arrays.binarySearch(sequences, from, end, sequence) >= 0;
  }

  /**
   * The same when fewer rows came than room was made for.
   *
   * @param ends behind the last call of each trip
   */
  private StopTimes withoutGaps(int[] ends) {
    int trips = starts.length - 1;
    var closed = new int[starts.length];
    for (int trip = 0; trip < trips; trip++) {
      closed[trip + 1] = closed[trip] + ends[trip] - starts[trip];
    }
    if (closed[trips] == stops.length) {
      return this;
    }
    var less = new StopTimes(closed, closed[trips]);
    for (int trip = 0; trip < trips; trip++) {
      int count = ends[trip] - starts[trip];
      System.arraycopy(stops, starts[trip], less.stops, closed[trip], count);
      System.arraycopy(sequences, starts[trip], less.sequences, closed[trip], count);
      System.arraycopy(arrivals, starts[trip], less.arrivals, closed[trip], count);
      System.arraycopy(departures, starts[trip], less.departures, closed[trip], count);
    }
    return less;
  }

  private void set(int row, int stop, int sequence, int arrival, int departure) {
    stops[row] = stop;
    sequences[row] = sequence;
    arrivals[row] = arrival;
    departures[row] = departure;
  }

  /** A time left open lies evenly between the times around it, as GTFS says. */
  private void fillOpenTimes() {
    for (int trip = 0; trip < starts.length - 1; trip++) {
      int known = -1;
      for (int row = starts[trip]; row < starts[trip + 1]; row++) {
        if (arrivals[row] == ServiceDays.NO_TIME) {
          continue;
        }
        for (int open = known + 1; known >= 0 && open < row; open++) {
          long span = (long) arrivals[row] - departures[known];
          int time = (int) (departures[known] + span * (open - known) / (row - known));
          arrivals[open] = time;
          departures[open] = time;
        }
        known = row;
      }
    }
  }

  /** The first call of a trip. */
  public int first(int trip) {
    return starts[trip];
  }

  /** Behind the last call of a trip. */
  public int end(int trip) {
    return starts[trip + 1];
  }

  public int stop(int row) {
    return stops[row];
  }

  public int sequence(int row) {
    return sequences[row];
  }

  /** Seconds into the service day, or {@link ServiceDays#NO_TIME}. */
  public int arrival(int row) {
    return arrivals[row];
  }

  /** Seconds into the service day, or {@link ServiceDays#NO_TIME}. */
  public int departure(int row) {
    return departures[row];
  }

  public int rows() {
    return stops.length;
  }

  /** The call of a trip with this stop sequence, or -1. */
  public int findBySequence(int trip, int sequence) {
    int row = Arrays.binarySearch(sequences, starts[trip], starts[trip + 1], sequence);
    return row < 0 ? -1 : row;
  }

  /** The first call of a trip at this stop from this row on, or -1: a loop calls twice. */
  public int findByStop(int trip, int stop, int from) {
    for (int row = Math.max(from, starts[trip]); row < starts[trip + 1]; row++) {
      if (stops[row] == stop) {
        return row;
      }
    }
    return -1;
  }
}
