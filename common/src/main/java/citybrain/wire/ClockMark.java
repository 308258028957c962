package citybrain.wire;

/**
 * A record between observations that says how far the clock of their feed has come, written when it
 * moves and no observation says so. It has no value; the header {@code mark} holds {@code clock
 * part parts}, the header {@code of} who derives what the mark is about.
 *
 * @param of the derivation whose results are out up to this time; empty for what the feed itself
 *     brings
 * @param part which of the workers that derive, or of the lanes of the feed, says it, from zero:
 *     only all of them together are through
 * @param parts how many there are
 * @param clock epoch milliseconds
 */
public record ClockMark(String of, int part, int parts, long clock) {

  public static final String HEADER = "mark";
  public static final String OF = "of";

  private static final int NUMBERS = 3;

  /** More workers than any job has. */
  private static final int MOST_PARTS = 1 << 15;

  /** Of a feed itself, which has one lane. */
  public static ClockMark ofFeed(long clock) {
    return ofFeed(BlockLane.ONLY, clock);
  }

  /** Of one lane of a feed. */
  public static ClockMark ofFeed(BlockLane lane, long clock) {
    return new ClockMark("", lane.lane(), lane.lanes(), clock);
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
    var numbers = numbers(text, NUMBERS);
    checkPart(numbers[1], numbers[2]);
    return new ClockMark(of, (int) numbers[1], (int) numbers[2], RawHeaders.time(numbers[0]));
  }

  static void checkPart(long part, long parts) {
    if (parts < 1 || parts > MOST_PARTS || part >= parts) {
      throw new WireException(WireException.MALFORMED, "a part of a clock that cannot be");
    }
  }

  /** Whole numbers from zero up, one space between; exactly so many. */
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
        "a header of numbers that is none, of " + text.length() + " signs");
  }
}
