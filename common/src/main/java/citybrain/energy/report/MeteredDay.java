package citybrain.energy.report;

import citybrain.reports.LakeReading;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Meters and what they count on the day that runs, hour by hour. An hour of a meter is whole when
 * it has as many readings as its fullest hour so far; a time that is told twice counts once.
 */
final class MeteredDay {

  /** A meter that was not heard of for so many days was taken away. */
  private static final int GONE_DAYS = 30;

  /** On the longest day of any clock, and some. */
  private static final int MOST_HOURS = 30;

  private static final class Meter {
    final double[] sums = new double[MOST_HOURS];
    final int[] counts = new int[MOST_HOURS];
    int most;
    long last = Long.MIN_VALUE;
    LocalDate heard = LocalDate.MIN;
  }

  private final Map<String, Meter> meters = new TreeMap<>();
  private long estimated;

  void add(LakeReading reading, int hour) {
    if (!reading.isMeasured()) {
      estimated++;
      return;
    }
    var meter = meters.computeIfAbsent(reading.series(), series -> new Meter());
    if (reading.time() == meter.last) {
      return;
    }
    meter.last = reading.time();
    meter.sums[hour] += reading.result();
    meter.counts[hour]++;
    meter.most = Math.max(meter.most, meter.counts[hour]);
  }

  /** The day is over; the next begins with nothing counted. */
  DayLoad ended(LocalDate day, long start, int hours) {
    var byMeter = new TreeMap<String, double[]>();
    var sum = new double[hours];
    var present = new int[hours];
    meters.forEach(
        (name, meter) -> {
          var own = new double[hours];
          for (int hour = 0; hour < hours; hour++) {
            boolean isWhole = meter.counts[hour] == meter.most;
            own[hour] = isWhole ? meter.sums[hour] : Double.NaN;
            sum[hour] += isWhole ? meter.sums[hour] : 0;
            present[hour] += isWhole ? 1 : 0;
            meter.heard = meter.counts[hour] > 0 ? day : meter.heard;
          }
          byMeter.put(name, own);
          Arrays.fill(meter.sums, 0);
          Arrays.fill(meter.counts, 0);
        });
    var load = new DayLoad(day, start, byMeter, sum, present, estimated);
    estimated = 0;
    meters.values().removeIf(meter -> meter.heard.isBefore(day.minusDays(GONE_DAYS)));
    return load;
  }
}
