package citybrain.jobs.rules;

import citybrain.observation.Stamp;
import java.util.Arrays;

/** A growing row of {@link PackedReading}s. */
final class PackedReadings {

  private byte[] bytes = new byte[256];
  private int length;
  private int count;

  void add(
      byte[] value,
      int feed,
      int keyHash,
      int hint,
      int property,
      long time,
      Stamp stamp,
      boolean isCorrection) {
    int size = PackedReading.lengthOf(value.length);
    require(size);
    PackedReading.write(
        bytes, length, value, feed, keyHash, hint, property, time, stamp, isCorrection);
    length += size;
    count++;
  }

  /** Takes over one of another row, whose feed has this number here. */
  void add(byte[] from, int at, int feed) {
    int size = PackedReading.length(from, at);
    require(size);
    System.arraycopy(from, at, bytes, length, size);
    PackedReading.setFeed(bytes, length, feed);
    length += size;
    count++;
  }

  private void require(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** The row; what is behind {@link #length} is nothing. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int count() {
    return count;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  void clear() {
    length = 0;
    count = 0;
  }
}
