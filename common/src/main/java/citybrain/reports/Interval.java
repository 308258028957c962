package citybrain.reports;

/**
 * A mean and its 95 % confidence interval by Student's t: as likely to hold the true mean as that
 * says where the values are independent and of about one normal distribution.
 *
 * @param low NaN for a single value
 * @param high likewise
 */
public record Interval(double mean, double low, double high) {

  private static final double CONFIDENCE = 0.95;
  private static final int HALVINGS = 200;

  /** Of these values; NaN of none. */
  public static Interval of(double[] values) {
    int n = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double half =
        n < 2 ? Double.NaN : quantile(n - 1) * Math.sqrt(squares / (n - 1)) / Math.sqrt(n);
    return new Interval(mean, mean - half, mean + half);
  }

  /** The t that is not passed on either side in 95 % of all cases. */
  static double quantile(int freedom) {
    double low = 0;
    double high = 1000;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (within(middle, freedom) < CONFIDENCE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The probability that |T| is not above t: Abramowitz and Stegun, Handbook of Mathematical
   * Functions, 26.7.3 for odd and 26.7.4 for even degrees of freedom.
   */
  private static double within(double t, int freedom) {
    double angle = Math.atan(t / Math.sqrt(freedom));
    double cos = Math.cos(angle);
    boolean isOdd = freedom % 2 == 1;
    double term = isOdd ? cos : 1;
    double sum = freedom == 1 ? 0 : term;
    for (int i = isOdd ? 3 : 2; i <= freedom - 2; i += 2) {
      term *= cos * cos * (i - 1) / i;
      sum += term;
    }
    return isOdd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  }
}
