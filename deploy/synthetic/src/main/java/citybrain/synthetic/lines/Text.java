package citybrain.synthetic.lines;

import citybrain.synthetic.ground.Spot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing line of ASCII (no name in this city needs more) with hand-made number formats: no
 * locale, no garbage per value.
 */
public final class Text {

  private static final int DRAIN_AT = 1 << 15;

  private byte[] bytes = new byte[1 << 12];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.US_ASCII);
  }

  byte byteAt(int index) {
    return bytes[index];
  }

  void replace(int index, char replacement) {
    bytes[index] = (byte) replacement;
  }

  void cutTo(int newSize) {
    size = newSize;
  }

  /** Makes room in the middle; what stands there moves back and stays until it is replaced. */
  void makeRoom(int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, bytes, from + length, size - from);
    size += length;
  }

  /** Writes {@code bytes[from..]} once more. */
  void repeatFrom(int from) {
    int length = size - from;
    reserve(length);
    System.arraycopy(bytes, from, bytes, size, length);
    size += length;
  }

  public Text put(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  public Text put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  public Text put(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  public Text number(long value) {
    return padded(value, 1);
  }

  /** At least {@code width} digits, filled with zeros. */
  public Text padded(long value, int width) {
    reserve(21 + width);
    long rest = value;
    if (rest < 0) {
      bytes[size++] = '-';
      rest = -rest;
    }
    int digits = 1;
    for (long power = 10; power <= rest && digits < 19; power *= 10) {
      digits++;
    }
    int length = Math.max(width, digits);
    for (int i = size + length - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += length;
    return this;
  }

  /** Rounded to a fixed number of decimals behind the given decimal sign. */
  public Text fixed(double value, int decimals, char sign) {
    long power = 1;
    for (int i = 0; i < decimals; i++) {
      power *= 10;
    }
    long scaled = Math.round(value * power);
    if (scaled < 0) {
      put('-');
      scaled = -scaled;
    }
    padded(scaled / power, 1);
    return decimals == 0 ? this : put(sign).padded(scaled % power, decimals);
  }

  public Text fixed(double value, int decimals) {
    return fixed(value, decimals, '.');
  }

  /** A GeoJSON position, WGS84, to about a centimetre. */
  public Text position(Spot spot) {
    return put('[').fixed(spot.longitude(), 7).put(',').fixed(spot.latitude(), 7).put(']');
  }

  /** Hands over what is written so far once it is worth a write. */
  public void drainInto(OutputStream out) throws IOException {
    if (size >= DRAIN_AT) {
      flushInto(out);
    }
  }

  public void flushInto(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
