package citybrain.wire;

/**
 * Turns values into bytes and back. An instance keeps buffers and is for one thread; it is cheap to
 * make.
 *
 * @param <T> what travels
 */
public interface Codec<T> {

  byte[] encode(T value);

  /**
   * @throws WireException when the bytes are not such a value
   */
  T decode(byte[] bytes);
}
