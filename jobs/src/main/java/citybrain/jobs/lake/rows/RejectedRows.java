package citybrain.jobs.lake.rows;

import citybrain.feed.RejectedRecord;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * Rejections as rows; the date is that of the arrival. Plain Parquet: what was refused has neither
 * a place nor a domain.
 */
public final class RejectedRows implements RowFormat<RejectedRecord> {

  public static final String DATASET = "rejected";

  public static final DatasetCard CARD =
      new ColumnTypes()
          .string("feed")
          .means("the feed that brought it")
          .string("source")
          .means("where it came from: a file, a URL, a topic")
          .int64("line")
          .means("its line or number there; 0 where it has none")
          .string("field")
          .means("the field that is wrong; empty where it is none alone")
          .string("reason")
          .means("why, as a code that stays the same")
          .string("detail")
          .means("what was expected, for people")
          .time("arrival")
          .means("when the raw message arrived", "UTC")
          .card(
              DATASET,
              1,
              "a record that was refused",
              "arrival",
              "none: rows stay as they are; what is read again later is not taken back here");

  @Override
  public Map<String, String> footer() {
    return CARD.footer();
  }

  @Override
  public String dataset() {
    return DATASET;
  }

  @Override
  public MessageType schema() {
    return CARD.schema();
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
