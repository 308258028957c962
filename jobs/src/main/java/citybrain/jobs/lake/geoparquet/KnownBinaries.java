package citybrain.jobs.lake.geoparquet;

import citybrain.geo.Position;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.io.api.Binary;

/**
 * Texts and points as they lie in files: names and places come again and again, in file after file,
 * and a dictionary that is asked for the very object it holds need not compare bytes. All files of
 * the process share them, without locks: what another thread has put here is seen whole or not yet,
 * for its fields are final. One may take the place of another, which is made anew then.
 */
final class KnownBinaries {

  private static final int BITS = 14;
  private static final int WKB_POINT = 1;
  private static final int WKB_POINT_BYTES = 21;

  /** Longer texts are sentences about one thing. */
  private static final int LONGEST_TEXT = 128;

  private static final Text[] TEXTS = new Text[1 << BITS];
  private static final Point[] POINTS = new Point[1 << BITS];

  private record Text(String text, Binary binary) {}

  private record Point(Position position, Binary binary) {}

  private KnownBinaries() {}

  static Binary of(String text) {
    if (text.length() > LONGEST_TEXT) {
      return Binary.fromString(text);
    }
    int slot = slot(text.hashCode());
    var known = TEXTS[slot];
    if (known == null || !known.text.equals(text)) {
      // In an array of its own: two of one text are found to be one by it.
      var bytes = Binary.fromString(text).getBytes();
      known = new Text(text, Binary.fromConstantByteArray(bytes));
      TEXTS[slot] = known;
    }
    return known.binary;
  }

  /** A point as WKB. */
  static Binary of(Position position) {
    long x = Double.doubleToLongBits(position.longitude());
    long y = Double.doubleToLongBits(position.latitude());
    int slot = slot(Long.hashCode(x * 31 + y));
    var known = POINTS[slot];
    if (known == null || !known.position.equals(position)) {
      var wkb =
          ByteBuffer.allocate(WKB_POINT_BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put((byte) 1)
              .putInt(WKB_POINT)
              .putDouble(position.longitude())
              .putDouble(position.latitude());
      known = new Point(position, Binary.fromConstantByteArray(wkb.array()));
      POINTS[slot] = known;
    }
    return known.binary;
  }

  private static int slot(int hash) {
    return (hash * 0x9E3779B9) >>> (Integer.SIZE - BITS);
  }
}
