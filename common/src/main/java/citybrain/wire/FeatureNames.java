package citybrain.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names at the end of a record of an observation. Those of a feature end each of its records
 * with the same bytes, so they are looked up by these, all at once, and not read again: all readers
 * of a process share what they have read, up to a bound.
 */
public final class FeatureNames {

  /** Another ending may take the place of one: who misses it reads it again. */
  private static final int MOST = 1 << 16;

  /**
   * Shared without locks: what another thread has put here is seen whole or not yet, for its fields
   * are final.
   */
  private static final FeatureNames[] KNOWN = new FeatureNames[MOST];

  final String city;
  final String feed;
  final String feature;
  final String zone;
  final String procedure;
  private final byte[] bytes;

  FeatureNames(
      String city, String feed, String feature, String zone, String procedure, byte[] bytes) {
    this.city = city;
    this.feed = feed;
    this.feature = feature;
    this.zone = zone;
    this.procedure = procedure;
    this.bytes = bytes;
  }

  /** Those that end these bytes, if they were read before. */
  static @Nullable FeatureNames find(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    var known = KNOWN[slot];
    if (known == null || !known.ends(bytes, from, to)) {
      known = KNOWN[slot ^ 1];
    }
    return known != null && known.ends(bytes, from, to) ? known : null;
  }

  /** Whether a part of these bytes is what they were read from. */
  boolean ends(byte[] record, int from, int to) {
    return Arrays.equals(bytes, 0, bytes.length, record, from, to);
  }

  /** Two of one slot have a place each. */
  void remember() {
    int slot = slot(bytes, 0, bytes.length);
    KNOWN[slot ^ 1] = KNOWN[slot];
    KNOWN[slot] = this;
  }

  private static int slot(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash ^ (long) AvroWriter.LONG.get(bytes, at));
    }
    for (; at < to; at++) {
      hash = mix(hash ^ bytes[at]);
    }
    return (int) hash & (MOST - 1);
  }

  private static long mix(long hash) {
    long product = hash * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> 32);
  }
}
