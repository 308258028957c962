package citybrain.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The counterpart of {@link AvroWriter}: reads Avro binary from a byte array without looking
 * anything up.
 */
public final class AvroReader {

  /** What ingest lets in as an id or text, in bytes; a longer one was not written by us. */
  static final int LONGEST_TEXT = 1024;

  /** 2200-01-01. */
  static final long LATEST_TIME = 7_258_118_400_000L;

  /** A byte without this bit is the last of a number. */
  private static final long LAST_BYTES = 0x8080808080808080L;

  /** Names repeat in nearly every record: city, feed, procedure, features. */
  private @Nullable KnownTexts known;

  private byte[] bytes = new byte[0];
  private int at;
  private int limit;
  private boolean later;
  private int version;
  private int lastSize;

  /**
   * Points the reader behind the header of a single-object encoded record. A fingerprint that is
   * not among these may be that of a later version, which only knows more symbols (decision 14):
   * its records are laid out alike, so they are read, and {@link #end} holds them to it.
   *
   * @param readable the fingerprints of the versions that are known, the usual one first
   * @throws WireException when the header is not there
   */
  AvroReader start(byte[] record, long[] readable, String schema) {
    return start(record, 0, record.length, readable, schema);
  }

  /** The same for a record that is a part of these bytes. */
  AvroReader start(byte[] record, int from, int to, long[] readable, String schema) {
    bytes = record;
    at = from + 2;
    limit = to;
    if (to - from < 10 || record[from] != (byte) 0xC3 || record[from + 1] != 0x01) {
      later = false;
      throw malformed("not an Avro single-object record of " + schema);
    }
    long found = fixedLong();
    later = true;
    version = 0;
    for (int i = 0; i < readable.length; i++) {
      if (found == readable[i]) {
        later = false;
        version = i;
        break;
      }
    }
    return this;
  }

  /** Which of the versions that are known this record is of: 0 for the first, and what is later. */
  int version() {
    return version;
  }

  /**
   * Called behind the last field: nothing may follow.
   *
   * @throws WireException when something does, so that the record is laid out in another way
   */
  void end() {
    if (at != limit) {
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
    if (at + 8 > limit) {
      throw malformed("record ends early, at byte " + at);
    }
    long value = (long) AvroWriter.LONG.get(bytes, at);
    at += 8;
    return value;
  }

  long readLong() {
    if (at + Long.BYTES <= limit) {
      long eight = (long) AvroWriter.LONG.get(bytes, at);
      long ends = ~eight & LAST_BYTES;
      if (ends != 0) {
        // How long numbers are cannot be foreseen, so they are put together without asking.
        at += (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
        return zigzag(sevens(eight & (ends ^ (ends - 1))));
      }
    }
    return readLongByByte();
  }

  /** The low seven bits of each byte, side by side. */
  private static long sevens(long bytes) {
    long x = (bytes & 0x007F007F007F007FL) | (bytes & 0x7F007F007F007F00L) >>> 1;
    x = (x & 0x00003FFF00003FFFL) | (x & 0x3FFF00003FFF0000L) >>> 2;
    return (x & 0x000000000FFFFFFFL) | (x & 0x0FFFFFFF00000000L) >>> 4;
  }

  private static long zigzag(long number) {
    return (number >>> 1) ^ -(number & 1);
  }

  private long readLongByByte() {
    long zigzag = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= limit) {
        throw malformed("record ends early, at byte " + at);
      }
      long b = bytes[at++];
      zigzag |= (b & 0x7F) << shift;
      if (b >= 0) {
        return zigzag(zigzag);
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
    if (size < 0 || size > limit - at) {
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
    var text = known(bytes, at, size);
    at += size;
    return text;
  }

  /** Where the next string stands; it is passed over. */
  int readPlaceOfString() {
    int size = stringLength();
    int place = at;
    at += size;
    lastSize = size;
    return place;
  }

  /** How many bytes the string has whose place was read last. */
  int sizeOfString() {
    return lastSize;
  }

  /** The text at a place in these bytes, one that was met before if it can be. */
  String known(byte[] text, int from, int size) {
    if (known == null) {
      known = new KnownTexts();
    }
    return known.text(text, from, size);
  }

  /**
   * How many more items an array has, zero at its end.
   *
   * @param most more are not expected
   */
  int readItems(int most) {
    long items = readLong();
    if (items < 0) {
      // Then the bytes they take are told as well.
      items = -items;
      readLong();
    }
    if (items < 0 || items > most) {
      throw malformed("an array of " + items + " items more, at most " + most + ", at byte " + at);
    }
    return (int) items;
  }

  /**
   * Reads an array of numbers.
   *
   * @return how many there were
   */
  int readLongs(long[] to, int most) {
    int count = 0;
    for (int more = readItems(most); more > 0; more = readItems(most - count)) {
      for (int i = 0; i < more; i++) {
        to[count++] = readLong();
      }
    }
    return count;
  }

  /** Reads a column of a block of observations: an entry a row, or one for all, or none. */
  void readColumn(long[] to, int rows, long usual) {
    int count = readLongs(to, rows);
    if (count != rows) {
      if (count > 1) {
        throw malformed("a column of " + count + " entries for " + rows + ", at byte " + at);
      }
      Arrays.fill(to, 0, rows, count == 0 ? usual : to[0]);
    }
  }

  /** The same of flags, which are usually set. */
  void readFlags(boolean[] to, int rows) {
    int count = 0;
    for (int more = readItems(rows); more > 0; more = readItems(rows - count)) {
      for (int i = 0; i < more; i++) {
        to[count++] = readFlag();
      }
    }
    if (count != rows) {
      if (count > 1) {
        throw malformed("a column of " + count + " flags for " + rows + ", at byte " + at);
      }
      Arrays.fill(to, 0, rows, count == 0 || to[0]);
    }
  }

  private boolean readFlag() {
    if (at >= limit || (bytes[at] & ~1) != 0) {
      throw malformed("no flag, at byte " + at);
    }
    return bytes[at++] == 1;
  }

  /**
   * The names at the end of an observation.
   *
   * @param likely those that they may be; nothing becomes of it but speed
   */
  FeatureNames readNames(@Nullable FeatureNames likely) {
    int from = at;
    if (!later) {
      var known =
          likely != null && likely.ends(bytes, from, limit)
              ? likely
              : FeatureNames.find(bytes, from, limit);
      if (known != null) {
        at = limit;
        return known;
      }
    }
    var city = readString();
    var feed = readString();
    var feature = readString();
    var zone = readString();
    var procedure = readString();
    var names =
        new FeatureNames(city, feed, feature, zone, procedure, Arrays.copyOfRange(bytes, from, at));
    if (!later && at == limit) {
      names.remember();
    }
    return names;
  }

  /** Passes over a string. */
  void skipString() {
    int size = stringLength();
    at += size;
  }
}
