package citybrain.feed.table;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads decimal numbers strictly and, for the usual short ones, without garbage: the nearest double
 * or a sign of what is wrong. A decimal sign other than the expected one is no number.
 */
public final class Decimals {

  private static final int LONGEST = 64;
  private static final long EXACT = 1L << 53;
  private static final double[] POWERS = new double[23];

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d+)?|\\.\\d+)([eE][+-]?\\d{1,4})?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private Decimals() {}

  /**
   * The number in these bytes: NaN when it is no number, an infinity when it is written as NaN or
   * infinite or too large for a double.
   */
  public static double parse(byte[] text, int from, int to, char decimalSign) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (negative) {
      at++;
    }
    int digits = 0;
    int scale = -1;
    long mantissa = 0;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digits++;
        if (scale >= 0) {
          scale++;
        }
      } else if (text[at] == decimalSign && scale < 0) {
        scale = 0;
      } else {
        return parseSlowly(text, from, to, decimalSign);
      }
    }
    if (digits == 0 || digits > 18 || scale == 0 || mantissa >= EXACT) {
      return parseSlowly(text, from, to, decimalSign);
    }
    double value = scale > 0 ? mantissa / POWERS[scale] : mantissa;
    return negative ? -value : value;
  }

  private static double parseSlowly(byte[] bytes, int from, int to, char decimalSign) {
    if (to - from > LONGEST) {
      return Double.NaN;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    if (NOT_FINITE.matcher(text).matches()) {
      return Double.POSITIVE_INFINITY;
    }
    if (decimalSign != '.') {
      if (text.indexOf('.') >= 0) {
        return Double.NaN;
      }
      text = text.replace(decimalSign, '.');
    }
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }
}
