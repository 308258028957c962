package citybrain.wire;

/**
 * What a block of observations says of the clock of its feed, read without its rows.
 *
 * @param after how far the clock is when the block is read, epoch milliseconds; 0 when the block
 *     says nothing of that
 */
public record BlockClock(String city, String feed, long after) {

  /** Reads them, one block after the other; it keeps the names it has met. For one thread. */
  public static final class Reader {

    private final AvroReader reader = new AvroReader();
    private final BlockHead head = new BlockHead();

    /**
     * Reads that of a block.
     *
     * @throws WireException when the bytes do not begin as a block does
     */
    public BlockClock read(byte[] bytes) {
      head.read(reader, bytes);
      return new BlockClock(head.city, head.feed, head.stamp.after());
    }
  }
}
