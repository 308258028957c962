package citybrain.jobs.lake.geoparquet;

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
 * hundred files open at once, so a file buffers little (see {@link RowGroupBudget}) and pages are
 * short: a column holds the codes of a page in slabs of 16 kB, and there are many columns.
 *
 * @param <T> what is written
 */
public final class GeoParquet<T> implements BulkWriter.Factory<T> {

  private static final int PAGE_BYTES = 64 << 10;
  private static final int DICTIONARY_BYTES = 32 << 10;
  private static final int PAGE_ROWS = 4_000;

  private final RowFormat<T> format;

  private GeoParquet(RowFormat<T> format) {
    this.format = format;
  }

  public static <T> GeoParquet<T> of(RowFormat<T> format) {
    return new GeoParquet<>(format);
  }

  /** A writer that leaves the stream open when it is finished. */
  @Override
  public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
    var grant = RowGroupBudget.PROCESS.grant();
    var parquet =
        new Builder<>(new FlinkOutputFile(out), format)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withDictionaryEncoding(true)
            .withRowGroupSize(grant.bytes())
            .withPageSize(PAGE_BYTES)
            .withPageRowCountLimit(PAGE_ROWS)
            .withDictionaryPageSize(DICTIONARY_BYTES)
            // Levels counted for each value; no reader of flat columns asks for them.
            .withSizeStatisticsEnabled(false)
            .build();
    return new Writer<>(parquet, grant);
  }

  private record Writer<T>(ParquetWriter<T> parquet, RowGroupBudget.Grant grant)
      implements BulkWriter<T> {

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
      grant.giveBack();
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
