package citybrain.jobs.lake;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Hands values to Parquet in their row format and ends each file with its geo footer. */
final class RowWriteSupport<T> extends WriteSupport<T> {

  private final RowFormat<T> format;
  private final GeoFooter footer = new GeoFooter();
  private @Nullable Row row;

  RowWriteSupport(RowFormat<T> format) {
    this.format = format;
  }

  @Override
  @SuppressWarnings("deprecation") // abstract, so there is no way around it
  public WriteContext init(Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    return new WriteContext(format.schema(), Map.of("citybrain.dataset", format.dataset()));
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    row = new Row(consumer, format.schema(), footer);
  }

  @Override
  public void write(T value) {
    var next = row;
    if (next == null) {
      throw new IllegalStateException("write before prepareForWrite");
    }
    next.start();
    format.write(value, next);
    next.end();
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    return new FinalizedWriteContext(Map.of(GeoFooter.KEY, footer.json()));
  }
}
