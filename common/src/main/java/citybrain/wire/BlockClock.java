package citybrain.wire;

/**
 * What a block of observations says of the clock of its feed, read without its rows.
 *
 * @param after how far the clock is when the block is read, epoch milliseconds; 0 when the block
 *     says nothing of that
 */
public record BlockClock(String city, String feed, long after) {

  /**
   * Reads it.
   *
   * @throws WireException when the bytes do not begin as a block does
   */
  public static BlockClock read(byte[] bytes) {
    var head = new BlockHead();
    head.read(new AvroReader(), bytes);
    return new BlockClock(head.city, head.feed, head.stamp.after());
  }
}
