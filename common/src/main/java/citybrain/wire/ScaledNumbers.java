package citybrain.wire;

/**
 * Numbers as their writers mean them, 48.5 as 485 with one decimal: shorter than a double, and read
 * back as the same double.
 */
final class ScaledNumbers {

  /** A number with more of them than this is written as it is. */
  static final int MOST = 9;

  /** In the place of a number of decimals: the numbers are written as they are. */
  static final int NONE = -1;

  /**
   * The largest scaled number. Every whole number up to 2^53 is a double, but a decimal times a
   * power of ten is off by up to 2^-52 of it, which must stay well below a half.
   */
  private static final double LARGEST = 0x1p50;

  private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private ScaledNumbers() {}

  /**
   * How many decimals say this number exactly.
   *
   * @param least not fewer than this
   * @param largest of the numbers that have as many
   * @return {@link #NONE} when there is no such number of decimals
   */
  static int of(double value, int least, double largest) {
    for (int d = least; d <= MOST && largest * TENS[d] <= LARGEST; d++) {
      // By their bits: there is no whole number for a negative zero.
      if (Double.doubleToRawLongBits(value(scaled(value, d), d))
          == Double.doubleToRawLongBits(value)) {
        return d;
      }
    }
    return NONE;
  }

  static long scaled(double value, int decimals) {
    return (long) Math.rint(value * TENS[decimals]);
  }

  static double value(long scaled, int decimals) {
    return scaled / TENS[decimals];
  }

  /** How many decimals say the first so many of all of these. */
  static int of(int count, double[]... columns) {
    int decimals = 0;
    double largest = 0;
    for (var values : columns) {
      for (int i = 0; i < count && decimals != NONE; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
        decimals = of(values[i], decimals, largest);
      }
    }
    return decimals;
  }
}
