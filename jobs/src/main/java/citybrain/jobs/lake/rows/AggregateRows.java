package citybrain.jobs.lake.rows;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.time.Instant;
import org.apache.parquet.schema.MessageType;

/**
 * Aggregates as rows, every revision of them: the highest revision of a window is the valid one.
 * The date is that of the start of the window.
 */
public final class AggregateRows implements RowFormat<Aggregate> {

  static final String DATASET = "aggregates";

  private static final MessageType SCHEMA =
      new ColumnTypes()
          .string("layer")
          .string("zone")
          .string("property")
          .string("unit")
          .time("window_start")
          .time("window_end")
          .int32("revision")
          .int64("count")
          .number("sum")
          .number("mean")
          .number("min")
          .number("max")
          .geometry()
          .named(DATASET);

  @Override
  public String dataset() {
    return DATASET;
  }

  @Override
  public MessageType schema() {
    return SCHEMA;
  }

  @Override
  public void write(Aggregate value, Row row) {
    row.string(value.layer())
        .string(value.zone())
        .string(value.property().name())
        .string(value.property().unit())
        .time(value.windowStart())
        .time(value.windowEnd())
        .int32(value.revision())
        .int64(value.count())
        .number(value.sum())
        .number(value.mean())
        .number(value.min())
        .number(value.max())
        .geometry(value.position());
  }

  @Override
  public String city(Aggregate value) {
    return value.city();
  }

  @Override
  public String domain(Aggregate value) {
    return value.property().domain().word();
  }

  @Override
  public Instant time(Aggregate value) {
    return value.windowStart();
  }
}
