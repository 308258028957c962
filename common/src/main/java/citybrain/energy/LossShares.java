package citybrain.energy;

import java.util.Arrays;
import java.util.List;

/**
 * Which meters explain what a transformer carried and nobody counted, over some days.
 *
 * @param evidence by meter, deviations of what is left that it explains; 0 for none
 * @param shape by meter, that which explains most; any where none explains anything
 * @param counted by meter, kWh a day
 * @param explained by meter, kWh a day of the loss that go with it
 */
record LossShares(
    double[] evidence, LossColumns.Shape[] shape, double[] counted, double[] explained) {

  /**
   * What moves less than this share of what its meter counts is no theft, however sure it is: the
   * loss of a line is never quite in proportion.
   */
  private static final double LEAST_MOVED = 0.1;

  /**
   * Looks at all meters.
   *
   * @param isElsewhere by meter, whether it can be no reason; what it counts backwards is set aside
   */
  static LossShares of(
      List<MeteredHour> hours, int meters, float[] habits, LineLoss usual, boolean[] isElsewhere) {
    var columns = LossColumns.of(hours, meters, habits).columns();
    int rows = hours.size();
    double mean = hours.stream().mapToDouble(MeteredHour::carried).average().orElse(0);
    var loss = new double[rows];
    var noise = new double[rows];
    for (int t = 0; t < rows; t++) {
      var hour = hours.get(t);
      noise[t] =
          Math.hypot(
              usual.hourNoise(hour.carried(), mean), Math.sqrt(hour.varianceOfFilled(habits)));
      double expected = hour.carried() * (1 - usual.share());
      loss[t] = (expected - hour.sum(meters, habits)) / noise[t];
    }
    var sums = new double[columns.length];
    var sizes = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      if (isElsewhere[LossColumns.meter(j)]) {
        Arrays.fill(columns[j], 0);
      }
      for (int t = 0; t < rows; t++) {
        sums[j] += columns[j][t];
        sizes[j] += Math.abs(columns[j][t]);
        columns[j][t] /= noise[t];
      }
    }
    for (int i = 0; i < meters; i++) {
      if (isElsewhere[i]) {
        setAside(hours, i, habits, noise, loss, columns);
      }
    }
    var found = LossRegression.of(loss, columns);
    double days = (double) rows / MeteredHour.HOURS_OF_A_DAY;
    var evidence = new double[meters];
    var shape = new LossColumns.Shape[meters];
    Arrays.fill(shape, LossColumns.Shape.PROPORTIONAL);
    var largest = new double[meters];
    var counted = new double[meters];
    var explained = new double[meters];
    for (int i = 0; i < meters; i++) {
      for (var hour : hours) {
        counted[i] += hour.filled(i, habits) / days;
      }
    }
    for (int k = 0; k < found.chosen().length; k++) {
      int column = found.chosen()[k];
      int meter = LossColumns.meter(column);
      double coefficient = found.coefficients()[k];
      if (coefficient <= 0 || coefficient * sizes[column] / days < LEAST_MOVED * counted[meter]) {
        continue;
      }
      double gain = found.gains()[k];
      evidence[meter] += gain;
      explained[meter] += coefficient * sums[column] / days;
      if (gain > largest[meter]) {
        largest[meter] = gain;
        shape[meter] = LossColumns.shape(column);
      }
    }
    for (int i = 0; i < meters; i++) {
      evidence[i] = Math.sqrt(evidence[i]);
    }
    return new LossShares(evidence, shape, counted, explained);
  }

  /** Takes out of all what goes with what a meter counts backwards. */
  private static void setAside(
      List<MeteredHour> hours,
      int meter,
      float[] habits,
      double[] noise,
      double[] loss,
      double[][] columns) {
    var backwards = new double[noise.length];
    for (int t = 0; t < noise.length; t++) {
      backwards[t] = Math.max(0, -hours.get(t).filled(meter, habits) / noise[t]);
    }
    setAside(backwards, loss);
    for (var column : columns) {
      setAside(backwards, column);
    }
  }

  private static void setAside(double[] direction, double[] series) {
    double along = 0;
    double squares = 0;
    for (int t = 0; t < series.length; t++) {
      along += direction[t] * series[t];
      squares += direction[t] * direction[t];
    }
    for (int t = 0; squares > 0 && t < series.length; t++) {
      series[t] -= along / squares * direction[t];
    }
  }
}
