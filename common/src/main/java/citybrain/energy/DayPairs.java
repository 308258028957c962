package citybrain.energy;

import java.util.HashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Hours beside the same hours of the day before: how a series differs, less what goes with the
 * load, in noises of a meter of class 1 of the transformer. What each day brings at its hour is
 * gone, and what changes once is in one day's pairs only.
 *
 * @param now hours of which the day before is known
 * @param before the same hours of the day before
 * @param noise of each difference, kWh
 * @param load differences of what was carried
 */
record DayPairs(List<MeteredHour> now, List<MeteredHour> before, double[] noise, double[] load) {

  /** Days that weigh most and are left out, for what changes in the midst of one is in two. */
  private static final int LEFT_OUT = 2;

  /**
   * How high a series is beside another.
   *
   * @param deviations of that from nothing
   */
  record Slope(double height, double deviations) {}

  static DayPairs of(List<MeteredHour> hours) {
    var byHour = new HashMap<Long, MeteredHour>();
    hours.forEach(one -> byHour.put(one.hour(), one));
    var now =
        hours.stream()
            .filter(one -> byHour.containsKey(one.hour() - MeteredHour.HOURS_OF_A_DAY))
            .toList();
    var before =
        hours.stream()
            .filter(one -> byHour.containsKey(one.hour() + MeteredHour.HOURS_OF_A_DAY))
            .toList();
    double mean = hours.stream().mapToDouble(MeteredHour::carried).average().orElse(0);
    var noise = new double[now.size()];
    var load = new double[now.size()];
    for (int t = 0; t < noise.length; t++) {
      noise[t] =
          Math.hypot(
              LineLoss.blank().hourNoise(now.get(t).carried(), mean),
              LineLoss.blank().hourNoise(before.get(t).carried(), mean));
      load[t] = now.get(t).carried() - before.get(t).carried();
    }
    return new DayPairs(now, before, noise, load);
  }

  int size() {
    return noise.length;
  }

  /** A series of these hours, in noises. */
  double[] of(ToDoubleFunction<MeteredHour> series) {
    var own = new double[size()];
    double along = 0;
    double loads = 0;
    for (int t = 0; t < own.length; t++) {
      own[t] = series.applyAsDouble(now.get(t)) - series.applyAsDouble(before.get(t));
      along += own[t] * load[t];
      loads += load[t] * load[t];
    }
    double times = loads > 0 ? along / loads : 0;
    for (int t = 0; t < own.length; t++) {
      own[t] = (own[t] - times * load[t]) / noise[t];
    }
    return own;
  }

  /** A chosen column beside the series without the other ones, and without the days of most. */
  Slope without(double[] series, double[][] columns, LossRegression found, int chosen) {
    var rest = series.clone();
    for (int k = 0; k < found.chosen().length; k++) {
      for (int t = 0; k != chosen && t < rest.length; t++) {
        rest[t] -= found.coefficients()[k] * columns[found.chosen()[k]][t];
      }
    }
    var column = columns[found.chosen()[chosen]];
    var days = new HashMap<Long, double[]>();
    for (int t = 0; t < rest.length; t++) {
      var sums =
          days.computeIfAbsent(
              Math.floorDiv(now.get(t).hour(), (long) MeteredHour.HOURS_OF_A_DAY),
              any -> new double[2]);
      sums[0] += column[t] * rest[t];
      sums[1] += column[t] * column[t];
    }
    var heaviest =
        days.values().stream()
            .sorted((one, other) -> Double.compare(other[0], one[0]))
            .skip(LEFT_OUT)
            .toList();
    double product = heaviest.stream().mapToDouble(one -> one[0]).sum();
    double squares = heaviest.stream().mapToDouble(one -> one[1]).sum();
    return squares > 0
        ? new Slope(product / squares, product / Math.sqrt(squares * found.left()))
        : new Slope(0, 0);
  }
}
