package citybrain.jobs.lake.report;

import java.nio.charset.StandardCharsets;

/** Reads what {@link PackedWriter} wrote, in the same order. */
final class PackedReader {

  private final byte[] bytes;
  private int at;

  PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  long count() {
    long value = 0;
    int shift = 0;
    byte next = bytes[at++];
    while (next < 0) {
      value |= (long) (next & Byte.MAX_VALUE) << shift;
      shift += 7;
      next = bytes[at++];
    }
    return value | (long) next << shift;
  }

  long whole() {
    return unzigzag(count());
  }

  static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  double real() {
    long packed = count();
    int digits = (int) packed & PackedWriter.RAW;
    if (digits != PackedWriter.RAW) {
      return unzigzag(packed >>> PackedWriter.POWER_BITS) / PackedWriter.power(digits);
    }
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bits |= (long) (bytes[at++] & 0xFF) << shift;
    }
    return Double.longBitsToDouble(bits);
  }

  String text() {
    int length = (int) count();
    var text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }
}
