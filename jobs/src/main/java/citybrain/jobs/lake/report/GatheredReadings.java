package citybrain.jobs.lake.report;

import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.reports.LakeReading;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Readings of some files, kept until there are many, and then told series by series: what a reading
 * shares with others of its series is kept, and travels, once. It takes so much memory and no more,
 * and what was added last can be taken back.
 */
final class GatheredReadings {

  /** What one takes, the order they are told in included. */
  static final int BYTES = 2 * Integer.BYTES + Long.BYTES + Double.BYTES;

  /** Of so many readings there is a series at most, for these take more. */
  private static final int READINGS_OF_SERIES = 16;

  /** Whoever sorts runs must find room for one in a small part of its memory. */
  static final int LONGEST_RUN = 4_096;

  /** Up to here it is quicker to sort numbers in their place than as objects. */
  private static final int SHORT = 64;

  private static final int FEW = 1_024;

  private final int most;
  private final Function<LakeReading, List<String>> grouping;
  private final boolean tellsProceduresApart;
  private SeriesNumbers series;

  /** By the number of its series; of what nobody measured the complement of that. */
  private int[] which = new int[FEW];

  private long[] times = new long[FEW];
  private double[] results = new double[FEW];
  private int size;

  /**
   * @param most how many readings are kept
   * @param grouping tells the groups of a series by one of its readings
   * @param tellsProceduresApart see {@link SeriesNumbers}
   */
  GatheredReadings(
      int most, Function<LakeReading, List<String>> grouping, boolean tellsProceduresApart) {
    this.most = most;
    this.grouping = grouping;
    this.tellsProceduresApart = tellsProceduresApart;
    this.series = new SeriesNumbers(grouping, tellsProceduresApart);
  }

  int size() {
    return size;
  }

  /** Whether so many could be added, of series that are known. */
  boolean hasRoom(long more) {
    return more <= most - size;
  }

  /** Adds one; false when there is no room. */
  boolean add(ArchivedReading row, String district) {
    if (size == most || READINGS_OF_SERIES * (series.size() - FEW) > most) {
      return false;
    }
    int number = series.number(row, district);
    if (series.get(number).groups().isEmpty()) {
      return true;
    }
    if (size == which.length) {
      int room = (int) Math.min(most, 2L * size);
      which = Arrays.copyOf(which, room);
      times = Arrays.copyOf(times, room);
      results = Arrays.copyOf(results, room);
    }
    which[size] = row.isMeasured() ? number : ~number;
    times[size] = row.phenomenonMillis;
    results[size] = row.result;
    size++;
    return true;
  }

  /** Forgets all but the first. */
  void takeBack(int left) {
    size = left;
  }

  /** Tells all there are, and is empty then. */
  void tell(Consumer<GroupedRun> taker) {
    var ends = new int[series.size() + 1];
    for (int i = 0; i < size; i++) {
      ends[number(i) + 1]++;
    }
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    var order = new int[size];
    for (int i = 0; i < size; i++) {
      order[ends[number(i)]++] = i;
    }
    var out = new PackedWriter();
    int begin = 0;
    for (int i = 0; i < series.size(); i++) {
      int end = ends[i];
      sort(order, begin, end);
      for (; begin < end; begin = Math.min(end, begin + LONGEST_RUN)) {
        tell(series.get(i), order, begin, Math.min(end, begin + LONGEST_RUN), out, taker);
      }
    }
    size = 0;
    series = new SeriesNumbers(grouping, tellsProceduresApart);
  }

  private void tell(
      SeriesNumbers.Series of,
      int[] order,
      int begin,
      int end,
      PackedWriter out,
      Consumer<GroupedRun> taker) {
    out.put(of.head());
    var tail = new OpenRun.Tail(out);
    for (int i = begin; i < end; i++) {
      int one = order[i];
      tail.add(times[one], results[one], which[one] >= 0);
    }
    var readings = out.end();
    for (var group : of.groups()) {
      taker.accept(new GroupedRun(group, times[order[begin]], readings));
    }
  }

  private int number(int reading) {
    int number = which[reading];
    return number >= 0 ? number : ~number;
  }

  /** As {@link OpenRun} has it, of readings of one series. */
  private int compare(int one, int other) {
    if (times[one] != times[other]) {
      return Long.compare(times[one], times[other]);
    }
    int order = Double.compare(results[one], results[other]);
    return order == 0 ? Boolean.compare(which[one] >= 0, which[other] >= 0) : order;
  }

  /** Mostly they lie in order. */
  private void sort(int[] order, int begin, int end) {
    if (end - begin > SHORT) {
      sortMany(order, begin, end);
      return;
    }
    for (int i = begin + 1; i < end; i++) {
      int one = order[i];
      int place = i;
      while (place > begin && compare(order[place - 1], one) > 0) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = one;
    }
  }

  private void sortMany(int[] order, int begin, int end) {
    for (int i = begin + 1; i < end; i++) {
      if (compare(order[i - 1], order[i]) > 0) {
        var sorted = Arrays.stream(order, begin, end).boxed().sorted(this::compare).toList();
        for (int j = 0; j < sorted.size(); j++) {
          order[begin + j] = sorted.get(j);
        }
        return;
      }
    }
  }
}
