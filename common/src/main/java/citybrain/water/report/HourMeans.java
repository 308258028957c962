package citybrain.water.report;

import citybrain.reports.LakeReading;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The means of one meter in the hours of the day that runs. An hour is known when it has at least
 * half as many readings as the fullest so far; a time that is told twice counts once.
 */
final class HourMeans {

  /** More than the longest day of any clock has. */
  private static final int MOST_HOURS = 30;

  private final double[] sums = new double[MOST_HOURS];
  private final int[] counts = new int[MOST_HOURS];
  private int most;
  private long last = Long.MIN_VALUE;
  private LocalDate heard = LocalDate.MIN;

  void add(LakeReading reading, LocalDate day, int hour) {
    if (reading.time() == last) {
      return;
    }
    last = reading.time();
    heard = day;
    sums[hour] += reading.result();
    counts[hour]++;
    most = Math.max(most, counts[hour]);
  }

  /** The day is over: the mean of each of its hours, NaN where it is not known. */
  double[] ended(int hours) {
    var means = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      means[hour] = 2 * counts[hour] >= most ? sums[hour] / counts[hour] : Double.NaN;
    }
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    return means;
  }

  /** Whether it was last heard of before this day. */
  boolean isSilentSince(LocalDate day) {
    return heard.isBefore(day);
  }
}
