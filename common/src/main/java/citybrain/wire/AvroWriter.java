package citybrain.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro binary encoding (specification 1.11, section "Binary Encoding") into a growing buffer that
 * is reused from record to record; made for records known at compile time, so that nothing is
 * looked up and nothing but the result allocated.
 */
public final class AvroWriter {

  private byte[] buffer = new byte[256];
  private int length;

  /**
   * Starts a new record in single-object encoding: marker and fingerprint (section "Single-object
   * encoding").
   */
  AvroWriter start(long fingerprint) {
    length = 0;
    room(10);
    buffer[length++] = (byte) 0xC3;
    buffer[length++] = 0x01;
    fixedLong(fingerprint);
    return this;
  }

  private void room(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }

  private void fixedLong(long value) {
    for (int shift = 0; shift < 64; shift += 8) {
      buffer[length++] = (byte) (value >>> shift);
    }
  }

  AvroWriter writeLong(long value) {
    room(10);
    long zigzag = (value << 1) ^ (value >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      buffer[length++] = (byte) (zigzag | 0x80);
      zigzag >>>= 7;
    }
    buffer[length++] = (byte) zigzag;
    return this;
  }

  AvroWriter writeDouble(double value) {
    room(8);
    fixedLong(Double.doubleToRawLongBits(value));
    return this;
  }

  AvroWriter writeString(String value) {
    int chars = value.length();
    room(5 + chars * 3);
    if (isAscii(value)) {
      writeLong(chars);
      room(chars);
      for (int i = 0; i < chars; i++) {
        buffer[length++] = (byte) value.charAt(i);
      }
      return this;
    }
    var utf8 = value.getBytes(StandardCharsets.UTF_8);
    writeLong(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, buffer, length, utf8.length);
    length += utf8.length;
    return this;
  }

  private static boolean isAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }
}
