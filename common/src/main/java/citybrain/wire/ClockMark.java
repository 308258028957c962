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
    var numbers = StampText.numbers(text, 3);
    if (numbers[2] < 1 || numbers[2] > MOST_PARTS || numbers[1] >= numbers[2]) {
      throw new WireException(WireException.MALFORMED, "a mark of a worker that cannot be");
    }
    return new ClockMark(of, (int) numbers[1], (int) numbers[2], RawHeaders.time(numbers[0]));
  }
}
