package citybrain.wire;

import java.nio.charset.StandardCharsets;

/**
 * Texts that come again and again as bytes of UTF-8: each is made once and then found, as long as
 * no other takes its place. For one thread.
 */
final class KnownTexts {

  /** A power of two. */
  private static final int MOST = 1 << 14;

  private final String[] known = new String[MOST];

  String text(byte[] bytes, int from, int size) {
    int hash = size;
    boolean ascii = true;
    for (int i = from; i < from + size; i++) {
      hash = hash * 31 + bytes[i];
      ascii &= bytes[i] >= 0;
    }
    int slot = (hash ^ (hash >>> 15)) & (MOST - 1);
    var candidate = known[slot];
    if (candidate == null || !ascii || !same(candidate, bytes, from, size)) {
      candidate = new String(bytes, from, size, StandardCharsets.UTF_8);
      known[slot] = candidate;
    }
    return candidate;
  }

  private static boolean same(String candidate, byte[] bytes, int from, int size) {
    if (candidate.length() != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (candidate.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
