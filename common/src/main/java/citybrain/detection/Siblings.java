package citybrain.detection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What several series that move together let expect of each one: its partial residual, by ridge
 * regression on all others at once. How far off a series usually is comes from the days it was
 * fitted on.
 *
 * @param mean of each series while it was fitted
 * @param deviation standard deviation of each then
 * @param alike correlation of each two then
 * @param weights by row the residual of each series as a sum over all of them, in deviations
 * @param error usual distance of a mean of 24 rows from what is expected, in deviations
 */
public record Siblings(
    double[] mean, double[] deviation, double[][] alike, double[][] weights, double[] error) {

  /** Of a series that never moves. */
  private static final double LEAST_DEVIATION = 1e-6;

  /** Rows of which the means are held against what is usual: a day of hours. */
  public static final int ROWS_OF_A_DAY = 24;

  /** What the days of a fit do not show of how far means wander. */
  private static final double CAUTION = 1.2;

  /**
   * Fits the series to each other.
   *
   * @param rows values by time and series, of whole days; NaN where one is not known, which counts
   *     as what the others of its row say
   * @return null when the matrix cannot be inverted
   */
  public static @Nullable Siblings fit(double[][] rows) {
    int width = rows[0].length;
    var mean = new double[width];
    var deviation = new double[width];
    scale(rows, mean, deviation);
    var scaled = scaled(rows, mean, deviation);
    var alike = Ridge.correlation(scaled);
    fill(rows, scaled, alike);
    var weights = Ridge.residualWeights(Ridge.correlation(scaled));
    if (weights == null) {
      return null;
    }
    return new Siblings(mean, deviation, alike, weights, error(scaled, weights));
  }

  private static void scale(double[][] rows, double[] mean, double[] deviation) {
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (var row : rows) {
        if (!Double.isNaN(row[i])) {
          sum += row[i];
          count++;
        }
      }
      mean[i] = count == 0 ? 0 : sum / count;
      for (var row : rows) {
        double off = Double.isNaN(row[i]) ? 0 : row[i] - mean[i];
        squares += off * off;
      }
      deviation[i] = Math.sqrt(squares / Math.max(1, count)) + LEAST_DEVIATION;
    }
  }

  /** In deviations from the mean; 0 where a value is not known. */
  private static double[][] scaled(double[][] rows, double[] mean, double[] deviation) {
    var scaled = new double[rows.length][mean.length];
    for (int t = 0; t < rows.length; t++) {
      for (int i = 0; i < mean.length; i++) {
        scaled[t][i] = Double.isNaN(rows[t][i]) ? 0 : (rows[t][i] - mean[i]) / deviation[i];
      }
    }
    return scaled;
  }

  /** What is not known is as the others of its row are, those most that are most alike. */
  private static void fill(double[][] rows, double[][] scaled, double[][] alike) {
    for (int t = 0; t < rows.length; t++) {
      for (int i = 0; i < alike.length; i++) {
        if (Double.isNaN(rows[t][i])) {
          double sum = 0;
          double weight = 0;
          for (int j = 0; j < alike.length; j++) {
            if (!Double.isNaN(rows[t][j])) {
              sum += alike[i][j] * scaled[t][j];
              weight += Math.abs(alike[i][j]);
            }
          }
          scaled[t][i] = weight == 0 ? 0 : sum / weight;
        }
      }
    }
  }

  private static double[] error(double[][] scaled, double[][] weights) {
    int width = weights.length;
    int days = scaled.length / ROWS_OF_A_DAY;
    var error = new double[width];
    for (int i = 0; i < width; i++) {
      var ofDays = new double[days];
      double squares = 0;
      for (int t = 0; t < days * ROWS_OF_A_DAY; t++) {
        double off = Ridge.product(weights[i], scaled[t]);
        ofDays[t / ROWS_OF_A_DAY] += off / ROWS_OF_A_DAY;
        squares += off * off;
      }
      double mean = Arrays.stream(ofDays).average().orElse(0);
      double between =
          Math.sqrt(Arrays.stream(ofDays).map(day -> (day - mean) * (day - mean)).sum() / days);
      double within = Math.sqrt(squares / (days * ROWS_OF_A_DAY) / ROWS_OF_A_DAY);
      error[i] = Math.max(between, CAUTION * within);
    }
    return error;
  }

  /**
   * How far each series lies from what the others let expect, in the unit of the series, as a mean
   * over the rows in which it is known.
   *
   * @param rows values by time and series, of a day; NaN where one is not known
   * @param least of a series so many must be known, else its residual is NaN
   */
  public double[] residuals(double[][] rows, int least) {
    var scaled = scaled(rows, mean, deviation);
    fill(rows, scaled, alike);
    var residuals = new double[mean.length];
    for (int i = 0; i < residuals.length; i++) {
      double sum = 0;
      int known = 0;
      for (int t = 0; t < rows.length; t++) {
        if (!Double.isNaN(rows[t][i])) {
          sum += Ridge.product(weights[i], scaled[t]);
          known++;
        }
      }
      residuals[i] = known < least ? Double.NaN : sum / known * deviation[i];
    }
    return residuals;
  }

  /** How far it usually is off, in the unit of the series. */
  public double errorOf(int series) {
    return error[series] * deviation[series];
  }
}
