package citybrain.wire;

import java.nio.charset.StandardCharsets;

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

  /** What ingest lets in as an id or text, in bytes; a longer one was not written by us. */
  static final int LONGEST_TEXT = 1024;

  /** 2200-01-01. */
  static final long LATEST_TIME = 7_258_118_400_000L;

  private final String[] known = new String[KNOWN_STRINGS];
  private byte[] bytes = new byte[0];
  private int at;
  private boolean later;

  /**
   * Points the reader behind the header of a single-object encoded record. A fingerprint that is
   * not among these may be that of a later version, which only knows more symbols (decision 14):
   * its records are laid out alike, so they are read, and {@link #end} holds them to it.
   *
   * @param readable the fingerprints of the versions that are known, the usual one first
   * @throws WireException when the header is not there
   */
  AvroReader start(byte[] record, long[] readable, String schema) {
    bytes = record;
    at = 2;
    if (record.length < 10 || record[0] != (byte) 0xC3 || record[1] != 0x01) {
      later = false;
      throw malformed("not an Avro single-object record of " + schema);
    }
    long found = fixedLong();
    later = true;
    for (long fingerprint : readable) {
      if (found == fingerprint) {
        later = false;
        break;
      }
    }
    return this;
  }

  /**
   * Called behind the last field: nothing may follow.
   *
   * @throws WireException when something does, so that the record is laid out in another way
   */
  void end() {
    if (at != bytes.length) {
      throw malformed("something follows the last field, at byte " + at);
    }
  }

  /** What cannot be read of a later schema is no mistake of its writer. */
  WireException malformed(String message) {
    return later
        ? new WireException(
            WireException.UNSUPPORTED_VERSION, "of a schema not laid out like ours: " + message)
        : new WireException(WireException.MALFORMED, message);
  }

  /**
   * A time of this age of the world, in epoch milliseconds: others are no times, and later sums
   * with them would overflow.
   */
  long readTime() {
    long time = readLong();
    if (time < 0 || time > LATEST_TIME) {
      throw malformed("a time before 1970 or after 2200, at byte " + at);
    }
    return time;
  }

  /** A number that can be summed. */
  double readFinite() {
    double value = readDouble();
    if (!Double.isFinite(value)) {
      throw malformed("a number that is not finite, at byte " + at);
    }
    return value;
  }

  private long fixedLong() {
    if (at + 8 > bytes.length) {
      throw malformed("record ends early, at byte " + at);
    }
    long value = (long) AvroWriter.LONG.get(bytes, at);
    at += 8;
    return value;
  }

  long readLong() {
    long zigzag = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) {
        throw malformed("record ends early, at byte " + at);
      }
      long b = bytes[at++];
      zigzag |= (b & 0x7F) << shift;
      if (b >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw malformed("a number of more than ten bytes, at byte " + at);
  }

  int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw malformed("a number beyond 32 bits, at byte " + at);
    }
    return (int) value;
  }

  double readDouble() {
    return Double.longBitsToDouble(fixedLong());
  }

  private int stringLength() {
    long size = readLong();
    if (size < 0 || size > bytes.length - at) {
      throw malformed("a string of " + size + " bytes, at byte " + at);
    }
    if (size > LONGEST_TEXT) {
      throw new WireException(
          WireException.TEXT_TOO_LONG,
          "a text of " + size + " bytes, at byte " + at + "; at most " + LONGEST_TEXT);
    }
    if (later) {
      requireText((int) size);
    }
    return (int) size;
  }

  /** Another layout read as ours yields texts that hold numbers: no text of ours has such bytes. */
  private void requireText(int size) {
    for (int i = at; i < at + size; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ') {
        throw malformed("a control character, at byte " + i);
      }
    }
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
    int size = stringLength();
    at += size;
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
