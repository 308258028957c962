package citybrain.reports;

/**
 * A mean, or what is between two, and its 95 % confidence interval by Student's t: as likely to
 * hold the true mean as that says where the values are independent and of about one normal
 * distribution.
 *
 * @param low NaN for a single value
 * @param high likewise
 */
public record Interval(double mean, double low, double high) {

  private static final double CONFIDENCE = 0.95;
  private static final int HALVINGS = 200;

  /** What whole degrees of freedom may lack after they were reckoned. */
  private static final double ROUNDING = 1e-9;

  /** Of these values; NaN of none. */
  public static Interval of(double[] values) {
    int n = values.length;
    double mean = mean(values);
    double half = n < 2 ? Double.NaN : quantile(n - 1) * Math.sqrt(variance(values) / n);
    return new Interval(mean, mean - half, mean + half);
  }

  /**
   * What is between the means of two samples, later less earlier, by Welch's t for unequal
   * variances; the degrees of freedom of Welch and Satterthwaite are rounded down, so that the
   * interval is rather too wide. NaN ends where a sample has a single value.
   *
   * <p>Source: B. L. Welch, The generalization of Student's problem when several different
   * population variances are involved, Biometrika 34 (1947).
   */
  public static Interval between(double[] earlier, double[] later) {
    double mean = mean(later) - mean(earlier);
    if (earlier.length < 2 || later.length < 2) {
      return new Interval(mean, Double.NaN, Double.NaN);
    }
    double one = variance(earlier) / earlier.length;
    double other = variance(later) / later.length;
    double both = one + other;
    if (!(both > 0)) {
      return new Interval(mean, mean, mean);
    }
    double freedom =
        both * both / (one * one / (earlier.length - 1) + other * other / (later.length - 1));
    double half = quantile((int) (freedom + ROUNDING)) * Math.sqrt(both);
    return new Interval(mean, mean - half, mean + half);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.length - 1);
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
