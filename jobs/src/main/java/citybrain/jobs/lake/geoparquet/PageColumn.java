package citybrain.jobs.lake.geoparquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * One leaf column of an open file. Values are only kept until their page is full, and are encoded
 * column by column then: a call through Parquet's record model for each value costs more than all
 * else that an archive does. Columns are flat, required or optional.
 *
 * <p>Values are numbers of a dictionary while that is small and saves bytes, and plain from then on
 * until the row group ends (Parquet format, Encodings.md: RLE_DICTIONARY and PLAIN).
 */
abstract sealed class PageColumn permits FixedColumn, BinaryColumn {

  /** A dictionary is kept for each column of each open file, so it must stay small. */
  static final int DICTIONARY_BYTES = 32 << 10;

  private static final int FIRST_ROWS = 64;
  private static final int FIRST_SLAB = 256;
  private static final int MOST_SLAB = 64 << 10;

  private final ColumnDescriptor descriptor;
  private final boolean isOptional;

  /** The definition levels of the page: 1 where a row has a value. */
  private int[] present = new int[0];

  private int rows;
  private boolean isPlain;
  private boolean hasCodes;
  private @Nullable PageWriter pages;

  PageColumn(ColumnDescriptor descriptor) {
    this.descriptor = descriptor;
    this.isOptional = descriptor.getMaxDefinitionLevel() == 1;
    if (descriptor.getMaxDefinitionLevel() > 1 || descriptor.getMaxRepetitionLevel() > 0) {
      throw new IllegalArgumentException("not a flat column: " + descriptor);
    }
  }

  static PageColumn of(ColumnDescriptor descriptor) {
    return switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
      case INT32, INT64, DOUBLE -> new FixedColumn(descriptor);
      case BINARY -> new BinaryColumn(descriptor);
      case BOOLEAN, FLOAT, INT96, FIXED_LEN_BYTE_ARRAY ->
          throw new IllegalArgumentException("no such columns in the lake: " + descriptor);
    };
  }

  final PrimitiveType type() {
    return descriptor.getPrimitiveType();
  }

  final String name() {
    return String.join(".", descriptor.getPath());
  }

  final ColumnDescriptor descriptor() {
    return descriptor;
  }

  /** From now on pages go to a new row group. */
  final void begin(PageWriter rowGroup) {
    pages = rowGroup;
    isPlain = false;
    hasCodes = false;
    forget();
  }

  /** A row without a value. */
  final void skip() {
    if (!isOptional) {
      throw new IllegalStateException("column " + name() + " must have a value");
    }
    mark(0);
  }

  /** The next row has a value, which comes to be kept now. */
  final void count() {
    if (isOptional) {
      mark(1);
    }
  }

  private void mark(int level) {
    if (rows == present.length) {
      present = Arrays.copyOf(present, larger(rows));
    }
    present[rows++] = level;
  }

  /** How large an array is to be that was too small for so many. */
  static int larger(int size) {
    return Math.max(FIRST_ROWS, size * 2);
  }

  /** How many values are kept for the page; those that are null are not among them. */
  abstract int kept();

  /**
   * The code of each value that is kept, new values put into the dictionary; false when that would
   * make it too large.
   */
  abstract boolean encode(int[] codes);

  /** How many values the dictionary has. */
  abstract int distinct();

  /** What they take in a file. */
  abstract int dictionaryBytes();

  abstract BytesInput dictionary();

  /** The values that are kept, as they are. */
  abstract BytesInput plain();

  /** What that takes. */
  abstract int plainBytes();

  /**
   * Says what is known of all values that are kept.
   *
   * @param codes of them, where they have been encoded
   */
  abstract void describe(Statistics<?> statistics, int @Nullable [] codes);

  /** The page is written. */
  abstract void clear();

  /** So is the row group: a new dictionary. */
  abstract void forget();

  /**
   * Writes a page of what came since the last.
   *
   * @param rowCount rows of the page, nulls included
   * @param codes as long as a page may have rows; what is in it is lost
   */
  final void writePage(int rowCount, int[] codes) throws IOException {
    int kept = kept();
    if ((isOptional ? rows : kept) != rowCount) {
      throw new IllegalStateException("a row has no value or two of column " + name());
    }
    boolean isCoded = kept > 0 && !isPlain && encode(codes) && saves(kept);
    var statistics = Statistics.createStats(type());
    statistics.incrementNumNulls(rowCount - kept);
    describe(statistics, isCoded ? codes : null);
    // Once values do not repeat, they will not repeat later either: nobody looks again.
    isPlain = isPlain || (kept > 0 && !isCoded);
    hasCodes = hasCodes || isCoded;
    var values = isCoded ? coded(codes, kept) : plain();
    rowGroup()
        .writePage(
            isOptional ? BytesInput.concat(levels(), values) : values,
            rowCount,
            rowCount,
            statistics,
            Encoding.RLE, // of levels that are not there, for columns are flat
            Encoding.RLE,
            isCoded ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
    rows = 0;
    clear();
  }

  private PageWriter rowGroup() {
    if (pages == null) {
      throw new IllegalStateException("no row group has begun");
    }
    return pages;
  }

  /** Whether codes and dictionary are smaller than the values: looked at with the first page. */
  private boolean saves(int kept) {
    return hasCodes || dictionaryBytes() + kept * bitWidth() / Byte.SIZE < plainBytes();
  }

  private int bitWidth() {
    return BytesUtils.getWidthFromMaxInt(distinct() - 1);
  }

  private BytesInput coded(int[] codes, int kept) throws IOException {
    int width = bitWidth();
    return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), runs(width, kept, codes));
  }

  private BytesInput levels() throws IOException {
    var runs = runs(1, rows, present);
    return BytesInput.concat(BytesInput.fromInt(Math.toIntExact(runs.size())), runs);
  }

  private static BytesInput runs(int width, int count, int[] values) throws IOException {
    try (var runs =
        new RunLengthBitPackingHybridEncoder(
            width, FIRST_SLAB, MOST_SLAB, HeapByteBufferAllocator.getInstance())) {
      for (int i = 0; i < count; i++) {
        runs.writeInt(values[i]);
      }
      var out = new ByteArrayOutputStream();
      runs.toBytes().writeAllTo(out);
      return BytesInput.from(out);
    }
  }

  /** The dictionary comes before the pages, but is known only now. */
  final void end() throws IOException {
    if (hasCodes) {
      rowGroup().writeDictionaryPage(new DictionaryPage(dictionary(), distinct(), Encoding.PLAIN));
    }
  }

  /** What the row group holds of it, bytes. */
  final long memory() {
    return rowGroup().getMemSize() + dictionaryBytes();
  }
}
