package citybrain.wire;

import citybrain.observation.Stamp;

/**
 * Stamps as they stand in the header {@code stamp} of a record: {@code clock after partition offset
 * index}, decimal, one space between.
 */
public final class StampText {

  public static final String HEADER = "stamp";

  private static final int PARTS = 5;

  private StampText() {}

  public static String of(Stamp stamp) {
    return stamp.clock()
        + " "
        + stamp.after()
        + " "
        + stamp.partition()
        + " "
        + stamp.offset()
        + " "
        + stamp.index();
  }

  /**
   * Reads one.
   *
   * @param text empty when the record has none: it is not of ingest, and nothing is known of it
   * @throws WireException when it is something else
   */
  public static Stamp parse(String text) {
    if (text.isEmpty()) {
      return Stamp.NONE;
    }
    var parts = numbers(text, PARTS);
    if (parts[2] > Integer.MAX_VALUE
        || parts[4] > Integer.MAX_VALUE
        || (parts[1] != 0 && parts[1] < parts[0])) {
      throw malformed(text);
    }
    return new Stamp(
        RawHeaders.time(parts[0]),
        RawHeaders.time(parts[1]),
        (int) parts[2],
        parts[3],
        (int) parts[4]);
  }

  /** Whole numbers from zero up, one space between; this many of them. */
  static long[] numbers(String text, int count) {
    var numbers = new long[count];
    int at = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' && digits > 0 && at < count - 1) {
        at++;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 18) {
        numbers[at] = 10 * numbers[at] + (c - '0');
        digits++;
      } else {
        throw malformed(text);
      }
    }
    if (at != count - 1 || digits == 0) {
      throw malformed(text);
    }
    return numbers;
  }

  private static WireException malformed(String text) {
    return new WireException(
        WireException.MALFORMED,
        "a header with times that is none, of " + text.length() + " signs");
  }
}
