package citybrain.energy;

/**
 * Which few of many columns explain a series best: forward selection by orthogonal matching pursuit
 * (Pati, Rezaiifar, Krishnaprasad 1993), with coefficients above zero as they are chosen. Of
 * columns that run alike the best one is taken, and the rest has nothing left to explain.
 *
 * @param chosen columns in the order in which they were chosen
 * @param gains by chosen column, the squares it takes from the residual, in variances of what is
 *     left when all are chosen, but at least of the noise
 * @param coefficients of the chosen columns together
 * @param left variance of what is left when all are chosen, but at least that of the noise
 * @param squares of the whole series
 */
record LossRegression(
    int[] chosen, double[] gains, double[] coefficients, double left, double squares) {

  /** Noises; a column that gains less is chance, however many there are. */
  private static final double LEAST_GAIN = 20;

  private static final int MOST_CHOSEN = 4;

  /** A column of which the chosen ones leave less tells nothing of its own. */
  private static final double LEAST_OWN = 0.3;

  /** One hour counts no more than so many times the root mean square. */
  private static final double BORDER = 2.5;

  /**
   * Regresses a series on columns.
   *
   * @param series in noises
   * @param columns each as long, in any unit over noises; they are changed
   */
  static LossRegression of(double[] series, double[][] columns) {
    var residual = bounded(series);
    double squares = product(residual, residual);
    int rows = residual.length;
    var before = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      before[j] = Math.sqrt(product(columns[j], columns[j]));
    }
    int most = Math.min(MOST_CHOSEN, rows - 2);
    var along = new double[most][columns.length];
    var chosen = new int[most];
    var gains = new double[most];
    var heights = new double[most];
    int count = 0;
    while (count < most) {
      int best = -1;
      double gain = LEAST_GAIN;
      for (int j = 0; j < columns.length; j++) {
        double own = Math.sqrt(product(columns[j], columns[j]));
        if (before[j] > 0 && own > LEAST_OWN * before[j]) {
          double height = product(columns[j], residual) / own;
          if (height > 0 && height * height > gain) {
            best = j;
            gain = height * height;
          }
        }
      }
      if (best < 0) {
        break;
      }
      var direction = columns[best].clone();
      double length = Math.sqrt(product(direction, direction));
      for (int t = 0; t < rows; t++) {
        direction[t] /= length;
      }
      for (int j = 0; j < columns.length; j++) {
        along[count][j] = product(direction, columns[j]);
        subtract(columns[j], direction, along[count][j]);
      }
      heights[count] = product(direction, residual);
      subtract(residual, direction, heights[count]);
      // What rounding leaves of it is no column any more.
      before[best] = 0;
      chosen[count] = best;
      gains[count++] = gain;
    }
    double left = Math.max(1, product(residual, residual) / Math.max(1, rows - count - 1));
    var found = new int[count];
    var shares = new double[count];
    for (int k = 0; k < count; k++) {
      found[k] = chosen[k];
      shares[k] = gains[k] / left;
    }
    return new LossRegression(found, shares, solved(along, found, heights), left, squares);
  }

  /** Whether more might have been chosen, but no more are. */
  boolean isFull() {
    return chosen.length == MOST_CHOSEN;
  }

  /** The share of the squares of the series that a chosen column takes, the k-th. */
  double share(int k) {
    return Math.min(1, gains[k] * left / squares);
  }

  /** Back through the triangle. */
  private static double[] solved(double[][] along, int[] chosen, double[] heights) {
    var coefficients = new double[chosen.length];
    for (int k = chosen.length - 1; k >= 0; k--) {
      double rest = heights[k];
      for (int l = k + 1; l < chosen.length; l++) {
        rest -= along[k][chosen[l]] * coefficients[l];
      }
      coefficients[k] = rest / along[k][chosen[k]];
    }
    return coefficients;
  }

  private static double[] bounded(double[] series) {
    double border = BORDER * Math.max(1, Math.sqrt(product(series, series) / series.length));
    var bounded = new double[series.length];
    for (int t = 0; t < series.length; t++) {
      bounded[t] = Math.max(-border, Math.min(border, series[t]));
    }
    return bounded;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int t = 0; t < one.length; t++) {
      sum += one[t] * other[t];
    }
    return sum;
  }

  private static void subtract(double[] from, double[] direction, double times) {
    for (int t = 0; t < from.length; t++) {
      from[t] -= times * direction[t];
    }
  }
}
