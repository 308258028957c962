package citybrain.jobs.lake.geoparquet;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file that grows: rows fill pages, pages fill row groups. All columns end their pages
 * at the same rows. Compression, checksums, indices and footer are Parquet's own.
 */
final class RowGroups implements AutoCloseable {

  private static final int PAGE_ROWS = 4_000;
  private static final int LEAST_PAGE_ROWS = 500;
  private static final long PAGE_CHARACTERS = 1 << 20;

  /** Row groups are far smaller than the blocks of any file system. */
  private static final int NO_PADDING = 0;

  private final MessageType schema;
  private final long bytes;
  private final ParquetProperties properties = ParquetProperties.builder().build();
  private final CodecFactory codecs;
  private final ParquetFileWriter file;
  private final List<PageColumn> columns;
  private final GeoFooter geo = new GeoFooter();
  private final Row row;
  private final int pageRows;
  private final int[] codes;
  private int rowsOfPage;
  private long characters;
  private long rowsOfGroup;
  private int groups;
  private @Nullable ColumnChunkPageWriteStore group;

  /**
   * Begins a file.
   *
   * @param bytes what may be held in memory of it
   */
  RowGroups(OutputFile out, MessageType schema, long bytes) throws IOException {
    this.schema = schema;
    this.bytes = bytes;
    columns = schema.getColumns().stream().map(PageColumn::of).toList();
    row = new Row(columns, geo);
    // Values that wait for their page take half of the memory, and pages the other.
    long fit = bytes / 2 / ((long) columns.size() * Long.BYTES);
    pageRows = (int) Math.max(LEAST_PAGE_ROWS, Math.min(PAGE_ROWS, fit));
    codes = new int[pageRows];
    codecs = new CodecFactory(new PlainParquetConfiguration(), properties.getPageSizeThreshold());
    file =
        new ParquetFileWriter(
            out, schema, ParquetFileWriter.Mode.CREATE, bytes, NO_PADDING, null, properties);
    file.start();
  }

  <T> void write(T value, RowFormat<T> format) throws IOException {
    row.start();
    format.write(value, row);
    row.end();
    characters += row.characters();
    if (++rowsOfPage == pageRows || characters > PAGE_CHARACTERS) {
      endPage();
    }
  }

  private void endPage() throws IOException {
    if (group == null) {
      group = newGroup();
    }
    long held = 0;
    for (var column : columns) {
      column.writePage(rowsOfPage, codes);
      held += column.memory();
    }
    rowsOfGroup += rowsOfPage;
    rowsOfPage = 0;
    characters = 0;
    if (held > bytes / 2) {
      endGroup(group);
    }
  }

  private ColumnChunkPageWriteStore newGroup() {
    var compressor = codecs.getCompressor(CompressionCodecName.ZSTD);
    var next =
        ColumnChunkPageWriteStore.builder()
            .withCompressorProvider(column -> compressor)
            .withSchema(schema)
            .withAllocator(HeapByteBufferAllocator.getInstance())
            .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
            .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
            .withRowGroupOrdinal(groups)
            .build();
    columns.forEach(column -> column.begin(next.getPageWriter(column.descriptor())));
    return next;
  }

  private void endGroup(ColumnChunkPageWriteStore full) throws IOException {
    for (var column : columns) {
      column.end();
    }
    file.startBlock(rowsOfGroup);
    full.flushToFileWriter(file);
    file.endBlock();
    full.close();
    group = null;
    groups++;
    rowsOfGroup = 0;
  }

  /** Writes what is left, and the footer. */
  void finish(Map<String, String> footer) throws IOException {
    if (rowsOfPage > 0) {
      endPage();
    }
    if (group != null) {
      endGroup(group);
    }
    var all = new HashMap<>(footer);
    if (schema.containsField(ColumnTypes.GEOMETRY)) {
      all.put(GeoFooter.KEY, geo.json());
    }
    file.end(all);
  }

  /** Gives back what is held; what has not been finished stays half a file. */
  @Override
  public void close() {
    if (group != null) {
      group.close();
    }
    codecs.release();
  }
}
