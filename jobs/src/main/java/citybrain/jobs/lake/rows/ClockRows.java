package citybrain.jobs.lake.rows;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.wire.ToldClock;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * How far the clocks of feeds had come, a row for each that had gone on since the last checkpoint
 * of the archive. A feed stands where the slowest of its lanes does. Plain Parquet: a clock has no
 * place.
 */
public final class ClockRows implements RowFormat<ToldClock> {

  public static final String DATASET = "clocks";

  public static final String FEED = "feed";

  /** Which rule derives what this clock is about; empty for what the feed itself brings. */
  public static final String DERIVED_BY = "derived_by";

  /** Which lane of the feed, or which worker of the rule, from zero. */
  public static final String PART = "part";

  /** How many there are. */
  public static final String PARTS = "parts";

  public static final String CLOCK = "clock";

  public static final DatasetCard CARD =
      new ColumnTypes()
          .string(FEED)
          .means("whose clock it is")
          .string(DERIVED_BY)
          .means("which rule derives what the clock is about; empty for what the feed brings")
          .int32(PART)
          .means("which lane of the feed, or which worker of the rule, from 0")
          .int32(PARTS)
          .means("how many there are; the clock as a whole stands where the slowest does")
          .time(CLOCK)
          .means("how far it had come", "UTC")
          .card(
              DATASET,
              1,
              "how far a clock had come by a checkpoint of the archive",
              CLOCK,
              "none: the latest clock of a feed, part and parts is where it stands");

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
  public void write(ToldClock value, Row row) {
    row.string(value.feed())
        .string(value.mark().of())
        .int32(value.mark().part())
        .int32(value.mark().parts())
        .time(value.mark().clock());
  }

  @Override
  public String city(ToldClock value) {
    return value.city();
  }

  @Override
  public String domain(ToldClock value) {
    return value.domain().word();
  }

  @Override
  public Instant time(ToldClock value) {
    return Instant.ofEpochMilli(value.mark().clock());
  }
}
