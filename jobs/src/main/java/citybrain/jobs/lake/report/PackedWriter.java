package citybrain.jobs.lake.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers and texts as few bytes, on their way through the engine: what sensors tell has few digits
 * and comes at regular times. {@link PackedReader} gives back exactly what was put in.
 */
final class PackedWriter {

  /** A decimal has the power of ten in three bits; this stands for one that is none. */
  static final int RAW = 7;

  static final int POWER_BITS = 3;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

  /** All whole numbers below are doubles. */
  private static final double MOST = 1L << 52;

  private static final int LONGEST = Byte.MAX_VALUE;

  private byte[] bytes = new byte[256];
  private int size;

  /** That of the last decimal, which the next is likely to have as well. */
  private int power;

  static double power(int digits) {
    return POWERS[digits];
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** One that is not negative, in fewer bytes the smaller it is. */
  void count(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~LONGEST) != 0) {
      bytes[size++] = (byte) (rest | (LONGEST + 1));
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Any, in fewer bytes the nearer it is to zero. */
  void whole(long value) {
    count(zigzag(value));
  }

  static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  /** Any, in fewer bytes the fewer digits it has. */
  void real(double value) {
    for (int i = 0; i < POWERS.length; i++) {
      int digits = (power + i) % POWERS.length;
      double scaled = Math.rint(value * POWERS[digits]);
      long whole = (long) scaled;
      if (Math.abs(scaled) < MOST && isSame(whole / POWERS[digits], value)) {
        power = digits;
        count((zigzag(whole) << POWER_BITS) | digits);
        return;
      }
    }
    count(RAW);
    reserve(Long.BYTES);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  private static boolean isSame(double one, double other) {
    return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
  }

  void text(String value) {
    var utf8 = value.getBytes(StandardCharsets.UTF_8);
    count(utf8.length);
    put(utf8);
  }

  /** What was packed before. */
  void put(byte[] packed) {
    reserve(packed.length);
    System.arraycopy(packed, 0, bytes, size, packed.length);
    size += packed.length;
  }

  /** All of it; what is written next begins anew. */
  byte[] end() {
    var all = Arrays.copyOf(bytes, size);
    size = 0;
    return all;
  }
}
