package citybrain.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The counterpart of {@link AvroWriter}: reads Avro binary from a byte array without looking
 * anything up.
 */
public final class AvroReader {

  /**
   * Names repeat in nearly every record (city, feed, procedure, features): they are kept, up to
   * this many.
   */
  private static final int KNOWN_STRINGS = 1 << 14;

  private final String[] known = new String[KNOWN_STRINGS];
  private byte[] bytes = new byte[0];
  private int at;

  /**
   * Points the reader behind the header of a single-object encoded record.
   *
   * @param readable the fingerprints of the versions that can be read, the usual one first
   * @throws WireException when the header is not there or names another schema
   */
  AvroReader start(byte[] record, long[] readable, String schema) {
    bytes = record;
    at = 2;
    if (record.length < 10 || record[0] != (byte) 0xC3 || record[1] != 0x01) {
      throw new WireException("not an Avro single-object record of " + schema);
    }
    long found = fixedLong();
    for (long fingerprint : readable) {
      if (found == fingerprint) {
        return this;
      }
    }
    throw new WireException(
        String.format(
            Locale.ROOT,
            "schema fingerprint %016x is not that of %s (%016x) or of an earlier version",
            found,
            schema,
            readable[0]));
  }

  private long fixedLong() {
    if (at + 8 > bytes.length) {
      throw new WireException("record ends early, at byte " + at);
    }
    long value = (long) AvroWriter.LONG.get(bytes, at);
    at += 8;
    return value;
  }

  long readLong() {
    long zigzag = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) {
        throw new WireException("record ends early, at byte " + at);
      }
      long b = bytes[at++];
      zigzag |= (b & 0x7F) << shift;
      if (b >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new WireException("a number of more than ten bytes, at byte " + at);
  }

  int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new WireException("a number beyond 32 bits, at byte " + at);
    }
    return (int) value;
  }

  double readDouble() {
    return Double.longBitsToDouble(fixedLong());
  }

  private int stringLength() {
    long size = readLong();
    if (size < 0 || size > bytes.length - at) {
      throw new WireException("a string of " + size + " bytes, at byte " + at);
    }
    return (int) size;
  }

  String readString() {
    int size = stringLength();
    int hash = size;
    boolean ascii = true;
    for (int i = at; i < at + size; i++) {
      hash = hash * 31 + bytes[i];
      ascii &= bytes[i] >= 0;
    }
    int slot = (hash ^ (hash >>> 15)) & (KNOWN_STRINGS - 1);
    var candidate = known[slot];
    if (candidate == null || !ascii || !same(candidate, size)) {
      candidate = new String(bytes, at, size, StandardCharsets.UTF_8);
      known[slot] = candidate;
    }
    at += size;
    return candidate;
  }

  /** Passes over a string. */
  void skipString() {
    at += stringLength();
  }

  private boolean same(String candidate, int size) {
    if (candidate.length() != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (candidate.charAt(i) != bytes[at + i]) {
        return false;
      }
    }
    return true;
  }
}
