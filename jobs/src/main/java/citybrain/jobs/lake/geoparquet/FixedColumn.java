package citybrain.jobs.lake.geoparquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** A column of 32 or 64 bit integers or of doubles, each kept as 64 bits. */
final class FixedColumn extends PageColumn {

  /** Spreads values that differ in few bits: 2^64 by the golden ratio. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final PrimitiveTypeName kind;
  private final int width;
  private long[] values = new long[0];
  private int kept;

  /** The dictionary: values in the order of their codes. */
  private long[] known = new long[0];

  private final CodeSlots slots = new CodeSlots();

  FixedColumn(ColumnDescriptor descriptor) {
    super(descriptor);
    kind = type().getPrimitiveTypeName();
    width = kind == PrimitiveTypeName.INT32 ? Integer.BYTES : Long.BYTES;
  }

  void add(double value) {
    keep(PrimitiveTypeName.DOUBLE, Double.doubleToRawLongBits(value));
  }

  void add(long value) {
    keep(PrimitiveTypeName.INT64, value);
  }

  void add(int value) {
    keep(PrimitiveTypeName.INT32, value);
  }

  private void keep(PrimitiveTypeName as, long bits) {
    if (as != kind) {
      throw new IllegalStateException("column " + name() + " is " + kind + ", not " + as);
    }
    count();
    if (kept == values.length) {
      values = Arrays.copyOf(values, larger(kept));
    }
    values[kept++] = bits;
  }

  @Override
  int kept() {
    return kept;
  }

  @Override
  boolean encode(int[] codes) {
    long last = 0;
    int code = -1;
    for (int i = 0; i < kept; i++) {
      long value = values[i];
      if (code < 0 || value != last) {
        code = code(value);
        last = value;
      }
      codes[i] = code;
      if (dictionaryBytes() > DICTIONARY_BYTES) {
        return false;
      }
    }
    return true;
  }

  private int code(long value) {
    int hash = (int) ((value * MIX) >>> Integer.SIZE);
    int slot = slots.first(hash);
    for (int code = slots.code(slot); code >= 0; code = slots.code(slot)) {
      if (known[code] == value) {
        return code;
      }
      slot = slots.next(slot);
    }
    int code = slots.add(slot, hash);
    if (code == known.length) {
      known = Arrays.copyOf(known, larger(code));
    }
    known[code] = value;
    return code;
  }

  @Override
  int distinct() {
    return slots.size();
  }

  @Override
  int dictionaryBytes() {
    return distinct() * width;
  }

  @Override
  BytesInput dictionary() {
    return bytes(known, distinct());
  }

  @Override
  BytesInput plain() {
    return bytes(values, kept);
  }

  @Override
  int plainBytes() {
    return kept * width;
  }

  private BytesInput bytes(long[] of, int count) {
    var bytes = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
    if (width == Integer.BYTES) {
      for (int i = 0; i < count; i++) {
        bytes.putInt((int) of[i]);
      }
    } else {
      bytes.asLongBuffer().put(of, 0, count);
    }
    return BytesInput.from(bytes.array());
  }

  @Override
  void describe(Statistics<?> statistics, int @Nullable [] codes) {
    switch (kind) {
      case DOUBLE -> describeDoubles(statistics);
      case INT64 -> {
        if (kept > 0) {
          statistics.updateStats(Arrays.stream(values, 0, kept).min().orElseThrow());
          statistics.updateStats(Arrays.stream(values, 0, kept).max().orElseThrow());
        }
      }
      default -> {
        if (kept > 0) {
          statistics.updateStats((int) Arrays.stream(values, 0, kept).min().orElseThrow());
          statistics.updateStats((int) Arrays.stream(values, 0, kept).max().orElseThrow());
        }
      }
    }
  }

  /** Without what is not a number, which has no place in an order. */
  private void describeDoubles(Statistics<?> statistics) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int notNumbers = 0;
    for (int i = 0; i < kept; i++) {
      double value = Double.longBitsToDouble(values[i]);
      if (Double.isNaN(value)) {
        notNumbers++;
      } else {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    statistics.incrementNanCount(notNumbers);
    if (notNumbers < kept) {
      statistics.updateStats(min);
      statistics.updateStats(max);
    }
  }

  @Override
  void clear() {
    kept = 0;
  }

  @Override
  void forget() {
    slots.clear();
  }
}
