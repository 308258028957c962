package citybrain.jobs.lake.geoparquet;

import citybrain.geo.Position;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** A column of texts, of bytes, or of points and areas as WKB. */
final class BinaryColumn extends PageColumn {

  /** Before the bytes of each value, in pages and dictionaries. */
  private static final int LENGTH_BYTES = Integer.BYTES;

  private Object[] values = new Object[0];
  private int kept;

  /** The dictionary: values in the order of their codes, and the same as they lie in the file. */
  private Object[] known = new Object[0];

  private Binary[] binaries = new Binary[0];
  private final CodeSlots slots = new CodeSlots();
  private int dictionaryBytes;

  /** The last page in which a code was seen, and which page this is. */
  private int[] seenIn = new int[0];

  private int page;

  /** The values that are kept as they lie in the file, as many as somebody asked for. */
  private Binary[] written = new Binary[0];

  private int converted;

  BinaryColumn(ColumnDescriptor descriptor) {
    super(descriptor);
  }

  void add(String text) {
    keep(text);
  }

  void add(Position point) {
    keep(point);
  }

  void add(byte[] bytes) {
    keep(Binary.fromConstantByteArray(bytes));
  }

  void add(Area area) {
    keep(Binary.fromConstantByteArray(area.wkb()));
  }

  private void keep(Object value) {
    count();
    if (kept == values.length) {
      values = Arrays.copyOf(values, larger(kept));
    }
    values[kept++] = value;
  }

  private static Binary binary(Object value) {
    if (value instanceof String text) {
      return KnownBinaries.of(text);
    }
    return value instanceof Position point ? KnownBinaries.of(point) : (Binary) value;
  }

  @Override
  int kept() {
    return kept;
  }

  @Override
  boolean encode(int[] codes) {
    Object last = null;
    int code = -1;
    for (int i = 0; i < kept; i++) {
      var value = values[i];
      if (value != last) {
        code = code(value);
        last = value;
      }
      codes[i] = code;
      if (dictionaryBytes > DICTIONARY_BYTES) {
        return false;
      }
    }
    return true;
  }

  private int code(Object value) {
    int hash = value.hashCode();
    int slot = slots.first(hash);
    for (int code = slots.code(slot); code >= 0; code = slots.code(slot)) {
      if (known[code].equals(value)) {
        return code;
      }
      slot = slots.next(slot);
    }
    int code = slots.add(slot, hash);
    if (code == known.length) {
      known = Arrays.copyOf(known, larger(code));
      binaries = Arrays.copyOf(binaries, known.length);
      seenIn = Arrays.copyOf(seenIn, known.length);
    }
    known[code] = value;
    binaries[code] = binary(value);
    seenIn[code] = 0;
    dictionaryBytes += LENGTH_BYTES + binaries[code].length();
    return code;
  }

  @Override
  int distinct() {
    return slots.size();
  }

  @Override
  int dictionaryBytes() {
    return dictionaryBytes;
  }

  @Override
  BytesInput dictionary() {
    return bytes(binaries, distinct(), dictionaryBytes);
  }

  @Override
  BytesInput plain() {
    return bytes(written(), kept, plainBytes());
  }

  /** Size, bytes and statistics of a plain page all need them. */
  private Binary[] written() {
    if (kept > written.length) {
      written = Arrays.copyOf(written, values.length);
    }
    while (converted < kept) {
      written[converted] = binary(values[converted]);
      converted++;
    }
    return written;
  }

  @Override
  int plainBytes() {
    int bytes = 0;
    var page = written();
    for (int i = 0; i < kept; i++) {
      bytes += LENGTH_BYTES + page[i].length();
    }
    return bytes;
  }

  private static BytesInput bytes(Binary[] of, int count, int size) {
    var bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putInt(of[i].length()).put(of[i].getBytesUnsafe());
    }
    return BytesInput.from(bytes.array());
  }

  @Override
  void describe(Statistics<?> statistics, int @Nullable [] codes) {
    page++;
    for (int i = 0; i < kept; i++) {
      if (codes == null) {
        statistics.updateStats(written()[i]);
      } else if (seenIn[codes[i]] != page) {
        seenIn[codes[i]] = page;
        statistics.updateStats(binaries[codes[i]]);
      }
    }
  }

  @Override
  void clear() {
    Arrays.fill(values, 0, kept, null);
    kept = 0;
    Arrays.fill(written, 0, converted, null);
    converted = 0;
  }

  @Override
  void forget() {
    slots.clear();
    dictionaryBytes = 0;
    page = 0;
  }
}
