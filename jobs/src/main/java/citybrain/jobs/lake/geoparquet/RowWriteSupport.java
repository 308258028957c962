package citybrain.jobs.lake.geoparquet;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands values to Parquet in their row format and ends each file that has a geometry with its geo
 * footer.
 */
final class RowWriteSupport<T> extends WriteSupport<T> {

  private final RowFormat<T> format;
  private final GeoFooter geo = new GeoFooter();
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
    var footer = new HashMap<>(format.footer());
    footer.put("citybrain.dataset", format.dataset());
    return new WriteContext(format.schema(), footer);
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    row = new Row(consumer, format.schema(), geo);
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
    return new FinalizedWriteContext(
        format.schema().containsField(ColumnTypes.GEOMETRY)
            ? Map.of(GeoFooter.KEY, geo.json())
            : Map.of());
  }
}
