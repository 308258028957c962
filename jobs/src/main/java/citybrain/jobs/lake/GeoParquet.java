package citybrain.jobs.lake;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Makes GeoParquet 1.1 files of values: zstd, dictionaries, small buffers. Playing history keeps a
 * hundred files open at once, so a row group is cut at 4 MB and a page at 64 kB: a file never holds
 * more than that in memory, and the files of one checkpoint are small anyway.
 *
 * @param <T> what is written
 */
public final class GeoParquet<T> implements BulkWriter.Factory<T> {

  static final long ROW_GROUP_BYTES = 4L << 20;
  static final int PAGE_BYTES = 64 << 10;
  static final int ROWS_BETWEEN_SIZE_CHECKS = 1000;

  private final RowFormat<T> format;

  private GeoParquet(RowFormat<T> format) {
    this.format = format;
  }

  public static <T> GeoParquet<T> of(RowFormat<T> format) {
    return new GeoParquet<>(format);
  }

  @Override
  public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
    return new Writer<>(open(out));
  }

  /** A writer that leaves the stream open when it is closed. */
  ParquetWriter<T> open(FSDataOutputStream out) throws IOException {
    return new Builder<>(new FlinkOutputFile(out), format)
        .withConf(new PlainParquetConfiguration())
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withDictionaryEncoding(true)
        .withRowGroupSize(ROW_GROUP_BYTES)
        .withPageSize(PAGE_BYTES)
        .withDictionaryPageSize(PAGE_BYTES)
        .withMaxRowCountForPageSizeCheck(ROWS_BETWEEN_SIZE_CHECKS)
        .build();
  }

  private record Writer<T>(ParquetWriter<T> parquet) implements BulkWriter<T> {

    @Override
    public void addElement(T element) throws IOException {
      parquet.write(element);
    }

    /** Nothing: a page is written when it is full, and a flush would only make it small. */
    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
      parquet.close();
    }
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {

    private final RowFormat<T> format;

    Builder(OutputFile file, RowFormat<T> format) {
      super(file);
      this.format = Objects.requireNonNull(format);
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so there is no way around it
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport<>(format);
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport<>(format);
    }
  }
}
