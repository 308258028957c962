package citybrain.detection;

import citybrain.observation.SeriesKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns the {@link Baseline} of one series from its measured readings in the order of their times.
 * A day is summed up half hour by half hour, and days are compared, so that an incident of some
 * days moves nothing as long as they are the fewer.
 *
 * <p>Formula: of each half hour of a day the median of its readings, and the readings themselves or
 * of many the {@value #POINTS} quantiles (i + 0.5) / {@value #POINTS}. Median: of the days'
 * medians. MAD, p05, p95: weighted quantiles of these points or of their distances from the median,
 * each day of the same weight: the smallest that at least the share of all weight does not pass.
 *
 * <p>Source: own, of common robust statistics (Huber, Robust Statistics, 1981).
 *
 * <p>It cannot see a trend, seasons, or which holiday it is. Where a series changed its unit or its
 * level for good, what was before is left out, once a week of the new is there: {@link Level}. Of
 * an hour that the clock repeats the first counts.
 */
public final class BaselineFold {

  /** Readings a half hour that are kept one by one while it lasts: more than one a second. */
  private static final int MOST_READINGS = 2_048;

  static final int POINTS = 8;

  /** A day's points share it: all of 1 to {@value #POINTS} divide it. */
  private static final int WEIGHT = 840;

  /** Of each half hour; older ones are forgotten. */
  static final int MOST_DAYS = 400;

  private static final int FEW = 16;
  private static final int SLOTS = 2 * LocalSlot.HALF_HOURS;

  private final KnownHalfHours halfHours;
  private final List<ArrayDeque<SlotDay>> slots = new ArrayList<>();
  private double[] readings = new double[16];
  private int kept;
  private int stride = 1;
  private long seen;
  private int halfHour;
  private int day = Integer.MIN_VALUE;

  /** A half hour of one day. */
  record SlotDay(int day, double median, double[] points, long readings) {}

  public BaselineFold(CityCalendar calendar) {
    this(new KnownHalfHours(calendar));
  }

  /** Folds of many series, one after the other, do well to share what they know of half hours. */
  public BaselineFold(KnownHalfHours halfHours) {
    this.halfHours = halfHours;
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new ArrayDeque<>());
    }
  }

  /**
   * Takes a measured one that is not earlier than those before it.
   *
   * @param value what is no number is left out
   */
  public void add(Instant time, double value) {
    add(time.toEpochMilli(), value);
  }

  /**
   * The same.
   *
   * @param time epoch milliseconds
   */
  public void add(long time, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    var slot = halfHours.at(time);
    if (slot.halfHour() != halfHour || slot.day() != day) {
      end();
      halfHour = slot.halfHour();
      day = slot.day();
    }
    if (seen % stride == 0) {
      keep(value);
    }
    seen++;
  }

  /** Of very many, evenly fewer. */
  private void keep(double value) {
    if (kept == MOST_READINGS) {
      for (int i = 0; i < MOST_READINGS / 2; i++) {
        readings[i] = readings[2 * i];
      }
      kept = MOST_READINGS / 2;
      stride *= 2;
    }
    if (kept == readings.length) {
      readings = Arrays.copyOf(readings, 2 * kept);
    }
    readings[kept++] = value;
  }

  /** The half hour is over. */
  private void end() {
    if (seen > 0) {
      var days = slots.get(halfHour);
      boolean isRepeated = !days.isEmpty() && days.getLast().day >= day;
      if (!isRepeated) {
        var sorted = Arrays.copyOf(readings, kept);
        Arrays.sort(sorted);
        days.addLast(new SlotDay(day, quantile(sorted, 0.5), points(sorted), seen));
        if (days.size() > MOST_DAYS) {
          days.removeFirst();
        }
      }
    }
    kept = 0;
    stride = 1;
    seen = 0;
  }

  private static double[] points(double[] sorted) {
    if (sorted.length <= POINTS) {
      return sorted;
    }
    var points = new double[POINTS];
    Arrays.setAll(points, i -> quantile(sorted, (i + 0.5) / POINTS));
    return points;
  }

  /** On the line between the two next to it (type 7 of Hyndman and Fan 1996). */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * What was learned; nothing when no half hour was seen on {@value Baseline#FEWEST_DAYS} days.
   * More may be added behind.
   */
  public Optional<Baseline> learned(
      SeriesKey series, String zone, String version, Instant appliesFrom) {
    end();
    int since = Level.since(slots);
    var all = new ArrayList<Baseline.Slot>();
    int from = Integer.MAX_VALUE;
    int to = Integer.MIN_VALUE;
    for (int i = 0; i < SLOTS; i++) {
      var days = slots.get(i).stream().filter(one -> one.day >= since).toList();
      if (days.size() >= Baseline.FEWEST_DAYS) {
        all.add(slot(i, days));
        from = Math.min(from, days.get(0).day);
        to = Math.max(to, days.get(days.size() - 1).day);
      }
    }
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(new Baseline(series, zone, version, from, to, appliesFrom, all));
  }

  private static Baseline.Slot slot(int halfHour, List<SlotDay> days) {
    double median = quantile(days.stream().mapToDouble(SlotDay::median).sorted().toArray(), 0.5);
    var points = new Weighted();
    var distances = new Weighted();
    long readings = 0;
    for (var one : days) {
      for (double point : one.points) {
        points.add(point, one.points.length);
        distances.add(Math.abs(point - median), one.points.length);
      }
      readings += one.readings;
    }
    points.sort();
    distances.sort();
    long whole = (long) WEIGHT * days.size();
    return new Baseline.Slot(
        halfHour,
        median,
        distances.atShare(whole, 10),
        points.atShare(whole, 1),
        points.atShare(whole, 19),
        days.size(),
        readings,
        days.get(0).day);
  }

  /** Values and what each weighs; kept apart by weight, so that numbers alone are sorted. */
  private static final class Weighted {

    /** By how many share the weight of a day, less one. */
    private final double[][] values = new double[POINTS][];

    private final int[] sizes = new int[POINTS];

    /**
     * Adds one.
     *
     * @param sharers of the weight of its day
     */
    void add(double value, int sharers) {
      var of = values[sharers - 1];
      int size = sizes[sharers - 1]++;
      if (of == null) {
        of = new double[FEW];
        values[sharers - 1] = of;
      } else if (size == of.length) {
        of = Arrays.copyOf(of, 2 * size);
        values[sharers - 1] = of;
      }
      of[size] = value;
    }

    void sort() {
      for (int i = 0; i < POINTS; i++) {
        if (sizes[i] > 1) {
          Arrays.sort(values[i], 0, sizes[i]);
        }
      }
    }

    /**
     * The smallest that so much of the weight does not pass.
     *
     * @param twentieths of the weight
     */
    double atShare(long whole, int twentieths) {
      var at = new int[POINTS];
      long sum = 0;
      while (true) {
        int least = -1;
        for (int i = 0; i < POINTS; i++) {
          if (at[i] < sizes[i]
              && (least < 0 || Double.compare(values[i][at[i]], values[least][at[least]]) < 0)) {
            least = i;
          }
        }
        double value = values[least][at[least]++];
        sum += WEIGHT / (least + 1);
        if (20 * sum >= twentieths * whole) {
          return value;
        }
      }
    }
  }
}
