package citybrain.jobs.lake.rows;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.time.Instant;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates as rows, every revision of them: the highest revision of a window is the valid one.
 * Count, sum, mean and extremes are of what was measured; what was not stands beside them. The date
 * is that of the start of the window.
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
          .optionalNumber("mean")
          .optionalNumber("min")
          .optionalNumber("max")
          .int64("estimated_count")
          .number("estimated_sum")
          .number("measured_share")
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
        .optionalNumber(measured(value, value.mean()))
        .optionalNumber(measured(value, value.min()))
        .optionalNumber(measured(value, value.max()))
        .int64(value.estimated())
        .number(value.estimatedSum())
        .number(value.measuredShare())
        .geometry(value.position());
  }

  /** Null where nothing was. */
  private static @Nullable Double measured(Aggregate of, double value) {
    return of.count() == 0 ? null : value;
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
