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

  static LossShares of(List<MeteredHour> hours, int meters, float[] habits, LineLoss usual) {
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
      for (int t = 0; t < rows; t++) {
        sums[j] += columns[j][t];
        sizes[j] += Math.abs(columns[j][t]);
        columns[j][t] /= noise[t];
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
}
