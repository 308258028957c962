package citybrain.detection;

import org.jspecify.annotations.Nullable;

/**
 * Regression of each of several columns on all others at once, by the inverse of their correlation
 * matrix with the ridge added to its diagonal (Hastie, Tibshirani, Friedman: The Elements of
 * Statistical Learning, 2nd ed., sections 3.4.1 and 17.3). Columns are in deviations from their
 * means.
 */
final class Ridge {

  /** Share of the variance of a column that is added as noise of its own. */
  private static final double SHARE = 0.01;

  private Ridge() {}

  /** Correlation of each two columns. */
  static double[][] correlation(double[][] rows) {
    int width = rows[0].length;
    var matrix = new double[width][width];
    for (var row : rows) {
      for (int i = 0; i < width; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[i][j] += row[i] * row[j];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] /= rows.length;
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  /**
   * By row the residual of one column as a sum over all columns, its own with the weight 1.
   *
   * @param correlation is changed
   * @return null when the matrix cannot be inverted
   */
  static double @Nullable [][] residualWeights(double[][] correlation) {
    for (int i = 0; i < correlation.length; i++) {
      correlation[i][i] += SHARE;
    }
    var weights = inverse(correlation);
    if (weights != null) {
      for (int i = 0; i < weights.length; i++) {
        double own = weights[i][i];
        for (int j = 0; j < weights.length; j++) {
          weights[i][j] /= own;
        }
      }
    }
    return weights;
  }

  /** By Cholesky's decomposition; null unless the matrix is positive definite. */
  private static double @Nullable [][] inverse(double[][] matrix) {
    int width = matrix.length;
    var lower = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i > j) {
          lower[i][j] = sum / lower[j][j];
        } else if (sum > 0) {
          lower[i][i] = Math.sqrt(sum);
        } else {
          return null;
        }
      }
    }
    var inverse = new double[width][width];
    for (int column = 0; column < width; column++) {
      solve(lower, column, inverse);
    }
    return inverse;
  }

  /** One column of the inverse, forwards and backwards through the triangle. */
  private static void solve(double[][] lower, int column, double[][] inverse) {
    int width = lower.length;
    var x = new double[width];
    for (int i = column; i < width; i++) {
      double sum = i == column ? 1 : 0;
      for (int k = column; k < i; k++) {
        sum -= lower[i][k] * x[k];
      }
      x[i] = sum / lower[i][i];
    }
    for (int i = width - 1; i >= 0; i--) {
      double sum = x[i];
      for (int k = i + 1; k < width; k++) {
        sum -= lower[k][i] * x[k];
      }
      x[i] = sum / lower[i][i];
      inverse[i][column] = x[i];
    }
  }

  static double product(double[] weights, double[] values) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }
}
