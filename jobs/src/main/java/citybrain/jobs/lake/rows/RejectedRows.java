package citybrain.jobs.lake.rows;

import citybrain.feed.RejectedRecord;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.time.Instant;
import org.apache.parquet.schema.MessageType;

/**
 * Rejections as rows; the date is that of the arrival. Plain Parquet: what was refused has neither
 * a place nor a domain.
 */
public final class RejectedRows implements RowFormat<RejectedRecord> {

  public static final String DATASET = "rejected";

  private static final MessageType SCHEMA =
      new ColumnTypes()
          .string("feed")
          .string("source")
          .int64("line")
          .string("field")
          .string("reason")
          .string("detail")
          .time("arrival")
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
  public void write(RejectedRecord value, Row row) {
    row.string(value.feed())
        .string(value.source())
        .int64(value.line())
        .string(value.field())
        .string(value.reason())
        .string(value.detail())
        .time(value.arrival());
  }

  @Override
  public String city(RejectedRecord value) {
    return value.city();
  }

  @Override
  public String domain(RejectedRecord value) {
    return NO_DOMAIN;
  }

  @Override
  public Instant time(RejectedRecord value) {
    return value.arrival();
  }
}
