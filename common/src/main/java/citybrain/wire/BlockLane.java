package citybrain.wire;

/**
 * Of which lane of its feed a block is: the header {@code lane} holds {@code lane lanes}, and is
 * not there where the feed has one. What the stamp of a block says of the clock of the feed holds
 * for its own lane: the others may lie on other partitions, and are heard of there.
 *
 * @param lane from zero
 * @param lanes how many the feed has
 */
public record BlockLane(int lane, int lanes) {

  public static final String HEADER = "lane";

  /** Of a feed that has one. */
  public static final BlockLane ONLY = new BlockLane(0, 1);

  private static final int NUMBERS = 2;

  /** The header. */
  public String text() {
    return lane + " " + lanes;
  }

  /**
   * Reads the header.
   *
   * @param text empty when there is none
   * @throws WireException when it is something else
   */
  public static BlockLane parse(String text) {
    if (text.isEmpty()) {
      return ONLY;
    }
    var numbers = ClockMark.numbers(text, NUMBERS);
    ClockMark.checkPart(numbers[0], numbers[1]);
    return new BlockLane((int) numbers[0], (int) numbers[1]);
  }
}
