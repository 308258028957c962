package citybrain.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro binary encoding (specification 1.11, section "Binary Encoding") into a growing buffer that
 * is reused from record to record; made for records known at compile time, so that nothing is
 * looked up and nothing but the result allocated.
 */
public final class AvroWriter {

  /** Little endian, as Avro writes doubles and fingerprints. */
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
    LONG.set(buffer, length, value);
    length += 8;
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
    int start = length;
    writeLong(chars);
    int all = 0;
    int at = length;
    for (int i = 0; i < chars; i++) {
      char c = value.charAt(i);
      all |= c;
      buffer[at++] = (byte) c;
    }
    if (all < 0x80) {
      length = at;
      return this;
    }
    var utf8 = value.getBytes(StandardCharsets.UTF_8);
    length = start;
    writeLong(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, buffer, length, utf8.length);
    length += utf8.length;
    return this;
  }

  /** An array of numbers; one block, and none when there are none. */
  AvroWriter writeLongs(long[] values, int count) {
    if (count > 0) {
      writeLong(count);
      for (int i = 0; i < count; i++) {
        writeLong(values[i]);
      }
    }
    return writeLong(0);
  }

  /**
   * A column of a block of observations: none of its numbers when all are usual, one when all are
   * alike.
   */
  AvroWriter writeColumn(long[] values, int count, long usual) {
    return writeLongs(values, needed(values, count, usual));
  }

  /** A column of flags, which are usually set. */
  void writeFlags(long[] values, int count) {
    int needed = needed(values, count, 1);
    if (needed > 0) {
      writeLong(needed);
      room(needed);
      for (int i = 0; i < needed; i++) {
        buffer[length++] = (byte) values[i];
      }
    }
    writeLong(0);
  }

  private static int needed(long[] values, int count, long usual) {
    for (int i = 1; i < count; i++) {
      if (values[i] != values[0]) {
        return count;
      }
    }
    return count == 0 || values[0] == usual ? 0 : 1;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }
}
