package citybrain.jobs.lake.rows;

import citybrain.jobs.kafka.FeedMark;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.time.Instant;
import org.apache.parquet.schema.MessageType;

/**
 * How far the clocks of feeds had come, a row for each that had gone on since the last checkpoint
 * of the archive. A feed stands where the slowest of its lanes does. Plain Parquet: a clock has no
 * place.
 */
public final class ClockRows implements RowFormat<FeedMark> {

  public static final String DATASET = "clocks";

  public static final String FEED = "feed";

  /** Which rule derives what this clock is about; empty for what the feed itself brings. */
  public static final String DERIVED_BY = "derived_by";

  /** Which lane of the feed, or which worker of the rule, from zero. */
  public static final String PART = "part";

  /** How many there are. */
  public static final String PARTS = "parts";

  public static final String CLOCK = "clock";

  private static final MessageType SCHEMA =
      new ColumnTypes()
          .string(FEED)
          .string(DERIVED_BY)
          .int32(PART)
          .int32(PARTS)
          .time(CLOCK)
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
  public void write(FeedMark value, Row row) {
    row.string(value.feed())
        .string(value.mark().of())
        .int32(value.mark().part())
        .int32(value.mark().parts())
        .time(value.mark().clock());
  }

  @Override
  public String city(FeedMark value) {
    return value.city();
  }

  @Override
  public String domain(FeedMark value) {
    return value.domain().word();
  }

  @Override
  public Instant time(FeedMark value) {
    return Instant.ofEpochMilli(value.mark().clock());
  }
}
