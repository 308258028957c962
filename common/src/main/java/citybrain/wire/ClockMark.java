package citybrain.wire;

/**
 * A record between observations that says how far the clock of their feed has come, written when it
 * moves and no observation says so. It has no value; the header {@code mark} holds {@code clock
 * part parts}, the header {@code of} who derives what the mark is about.
 *
 * @param of the derivation whose results are out up to this time; empty for what the feed itself
 *     brings
 * @param part which of the workers says it, from zero: only all of them together are through
 * @param parts how many workers there are
 * @param clock epoch milliseconds
 */
public record ClockMark(String of, int part, int parts, long clock) {

  public static final String HEADER = "mark";
  public static final String OF = "of";

  private static final int NUMBERS = 3;

  /** More workers than any job has. */
  private static final int MOST_PARTS = 1 << 15;

  /** Of a feed itself. */
  public static ClockMark ofFeed(long clock) {
    return new ClockMark("", 0, 1, clock);
  }

  /** The header. */
  public String text() {
    return clock + " " + part + " " + parts;
  }

  /**
   * Reads the headers of one.
   *
   * @throws WireException when they are something else
   */
  public static ClockMark parse(String text, String of) {
    var numbers = numbers(text);
    if (numbers[2] < 1 || numbers[2] > MOST_PARTS || numbers[1] >= numbers[2]) {
      throw new WireException(WireException.MALFORMED, "a mark of a worker that cannot be");
    }
    return new ClockMark(of, (int) numbers[1], (int) numbers[2], RawHeaders.time(numbers[0]));
  }

  /** Whole numbers from zero up, one space between; as many as a mark has. */
  private static long[] numbers(String text) {
    var numbers = new long[NUMBERS];
    int at = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' && digits > 0 && at < NUMBERS - 1) {
        at++;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 18) {
        numbers[at] = 10 * numbers[at] + (c - '0');
        digits++;
      } else {
        throw malformed(text);
      }
    }
    if (at != NUMBERS - 1 || digits == 0) {
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
