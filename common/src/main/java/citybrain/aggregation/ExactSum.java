package citybrain.aggregation;

import citybrain.observation.ObservedProperty;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The sum of many values, the same in whatever order they come: each value is rounded once, to
 * 2^-40 (about 10^-12) of the unit of its property, and whole numbers of 128 bits are added. Sums
 * of doubles would differ in their last digits with the order of arrival.
 *
 * <p>Values up to {@link ObservedProperty#LARGEST} are summed as they are, 10^11 of them; ingest
 * refuses others.
 */
public class ExactSum {

  private static final double LARGEST = ObservedProperty.LARGEST;
  private static final int FRACTION_BITS = 40;
  private static final double UNITS = 0x1p40;
  private static final BigDecimal UNIT = new BigDecimal(BigInteger.ONE.shiftLeft(FRACTION_BITS));

  /** Below it a value in units fits into 63 bits. */
  private static final double SMALL = 0x1p22;

  private long high;
  private long low;

  /**
   * Adds a value; what is not finite or beyond {@link ObservedProperty#LARGEST} counts as the
   * nearest of those.
   */
  public final void add(double value) {
    if (Math.abs(value) < SMALL) {
      long units = (long) Math.rint(value * UNITS);
      add(units >> 63, units);
    } else if (!Double.isNaN(value)) {
      var units =
          new BigDecimal(Math.rint(Math.max(-LARGEST, Math.min(LARGEST, value)) * UNITS))
              .toBigInteger();
      add(units.shiftRight(64).longValue(), units.longValue());
    }
  }

  /** Takes a value that was added away again. */
  public final void subtract(double value) {
    add(-value);
  }

  /** Adds another sum. */
  public final void add(ExactSum other) {
    add(other.high, other.low);
  }

  /** Adds a sum by its two words, the higher first. */
  public final void add(long otherHigh, long otherLow) {
    low += otherLow;
    high += otherHigh + carry(low, otherLow);
  }

  /**
   * What goes from the lower word of a sum to the higher, for those who keep sums as words.
   *
   * @param low the lower word with what was added to it
   */
  public static long carry(long low, long added) {
    return Long.compareUnsigned(low, added) < 0 ? 1 : 0;
  }

  public final void clear() {
    high = 0;
    low = 0;
  }

  /** The higher word, with the sign. */
  public final long high() {
    return high;
  }

  public final long low() {
    return low;
  }

  /** Whether {@link #units} can say this value. */
  public static boolean isSmall(double value) {
    return Math.abs(value) < SMALL;
  }

  /** A small value as the lower word of a sum; the higher has only its sign. */
  public static long units(double value) {
    return (long) Math.rint(value * UNITS);
  }

  /** The sum in the unit of the property, rounded once. */
  public final double value() {
    return value(high, low);
  }

  /** The same of a sum by its two words. */
  public static double value(long high, long low) {
    if (high == low >> 63) {
      return low / UNITS;
    }
    var units = BigInteger.valueOf(high).shiftLeft(64).add(unsigned(low));
    return new BigDecimal(units).divide(UNIT).doubleValue();
  }

  private static BigInteger unsigned(long word) {
    var signed = BigInteger.valueOf(word);
    return word < 0 ? signed.add(BigInteger.ONE.shiftLeft(64)) : signed;
  }
}
