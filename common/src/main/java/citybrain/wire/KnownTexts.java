package citybrain.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again as bytes of UTF-8: each is made once and then found, as long as
 * no other takes its place. For one thread.
 */
final class KnownTexts {

  private static final int BITS = 14;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private record Known(byte[] bytes, String text) {}

  private final @Nullable Known[] known = new Known[1 << BITS];

  String text(byte[] bytes, int from, int size) {
    int to = from + size;
    int slot = (int) (hash(bytes, from, to) >>> (Long.SIZE - BITS));
    var found = known[slot];
    if (found == null || !Arrays.equals(found.bytes, 0, found.bytes.length, bytes, from, to)) {
      found =
          new Known(
              Arrays.copyOfRange(bytes, from, to),
              new String(bytes, from, size, StandardCharsets.UTF_8));
      known[slot] = found;
    }
    return found.text;
  }

  /** Eight bytes at a time: names are long, and every one that is read is hashed. */
  private static long hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash, (long) AvroWriter.LONG.get(bytes, at));
    }
    for (; at < to; at++) {
      hash = mixed(hash, bytes[at]);
    }
    return hash;
  }

  private static long mixed(long hash, long with) {
    return (Long.rotateLeft(hash, Integer.SIZE) ^ with) * MIX;
  }
}
