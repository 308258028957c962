package citybrain.jobs.lake.rows;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates as rows, every revision of them: the highest revision of a window is the valid one.
 * Count, sum, mean and extremes are of what was measured; what was not stands beside them. The date
 * is that of the start of the window.
 */
public final class AggregateRows implements RowFormat<Aggregate> {

  public static final String DATASET = "aggregates";

  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;

  /** How long the window is, in words of ISO 8601. */
  public static final String WINDOW = "window";

  public static final DatasetCard CARD =
      new ColumnTypes()
          .string("layer")
          .means("the zone layer: h3, or one that the city file names, such as district")
          .string("zone")
          .means("the id of the zone in its layer; of h3 the cell's hexadecimal index")
          .string("property")
          .means("what was observed")
          .string("unit")
          .means("of sum, mean, min, max and estimated_sum", "UCUM")
          .time("window_start")
          .means("when the window begins, inclusive", "UTC")
          .time("window_end")
          .means("when it ends, exclusive", "UTC")
          .int32("revision")
          .means("counts from 0; the highest of a window is the valid one")
          .int64("count")
          .means("how many values were measured")
          .number("sum")
          .means("of what was measured", "that of column unit")
          .optionalNumber("mean")
          .means("sum by count; null when nothing was measured", "that of column unit")
          .optionalNumber("min")
          .means("the least that was measured", "that of column unit")
          .optionalNumber("max")
          .means("the largest that was measured", "that of column unit")
          .int64("estimated_count")
          .means("how many values nobody measured: carried over, estimated or filled in")
          .number("estimated_sum")
          .means("of those", "that of column unit")
          .number("measured_share")
          .means("which part of all values was measured", "0 to 1")
          .geometry()
          .string(WINDOW)
          .means(
              "how long the window is: PT1M, PT15M, PT1H, or P1D for a day of the city, also one of"
                  + " 23 or 25 hours. Windows of different length lie over each other: sum those of"
                  + " one length only",
              "ISO 8601 duration")
          .since(1)
          .card(
              DATASET,
              1,
              "what a zone saw of a property in a window",
              "window_start",
              "late data publish a window again with a higher revision: of rows with the same layer,"
                  + " zone, property, window_start and window_end only the one with the highest"
                  + " revision holds. Files named compacted-* hold no others of their folder");

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
        .geometry(value.position())
        .string(window(value.windowEnd().toEpochMilli() - value.windowStart().toEpochMilli()));
  }

  /**
   * The length of a window in words. A day of a city has 23, 24 or 25 hours, or half an hour more
   * or less on Lord Howe.
   *
   * @param millis between its start and its end
   */
  public static String window(long millis) {
    if (millis == MINUTE_MILLIS) {
      return "PT1M";
    }
    if (millis == 15 * MINUTE_MILLIS) {
      return "PT15M";
    }
    if (millis == HOUR_MILLIS) {
      return "PT1H";
    }
    return millis >= 23 * HOUR_MILLIS && millis <= 25 * HOUR_MILLIS
        ? "P1D"
        : Duration.ofMillis(millis).toString();
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
