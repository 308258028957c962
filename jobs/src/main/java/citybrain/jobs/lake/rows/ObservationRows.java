package citybrain.jobs.lake.rows;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.observation.Stamped;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * Observations as rows, in one of two datasets; the date is that of the phenomenon time. Beside
 * each stands its stamp, so that whatever was made of it live can be made of it again, and one can
 * ask what was known when the clock of its feed stood at some time.
 */
public final class ObservationRows implements RowFormat<Stamped> {

  public static final String DATASET = "observations";

  /** Those that came too late for their window; they lie in {@value #DATASET} as well. */
  public static final String LATE = "late";

  /**
   * Of a correction, the value that its feed told before for this time of the series: the row that
   * has it does not hold any more. Null in all other rows.
   */
  public static final String REPLACES = "replaces";

  /** The quality that this was told with. */
  public static final String REPLACES_QUALITY = "replaces_quality";

  /**
   * How far the clock of its feed was before the message that says this; of what a rule derived,
   * when it became known. 1970 when the feed had no time yet.
   */
  public static final String CLOCK = "clock";

  /**
   * How far that clock was behind the message; 1970 for what a rule derived, and where the message
   * was taken apart, in all parts but the last.
   */
  public static final String CLOCK_AFTER = "clock_after";

  /** Of the message that says it, in the raw topic. */
  public static final String RAW_PARTITION = "raw_partition";

  public static final String RAW_OFFSET = "raw_offset";

  /** Of the reading in the message, from zero. */
  public static final String RAW_INDEX = "raw_index";

  private static final DatasetCard CARD = card(DATASET, "what was observed");

  private static final DatasetCard LATE_CARD =
      card(
          LATE, "what came too late for its window or for a rule; it lies in observations as well");

  private final String dataset;

  public ObservationRows() {
    this(DATASET);
  }

  public ObservationRows(String dataset) {
    this.dataset = dataset;
  }

  /** Of a dataset of observations. */
  public static DatasetCard card(String dataset) {
    return dataset.equals(LATE) ? LATE_CARD : CARD;
  }

  private static DatasetCard card(String dataset, String about) {
    return new ColumnTypes()
        .string("feed")
        .means("the feed that told it; the rule where a rule derived it")
        .string("feature")
        .means("what it is about: a station, a meter, a road, a vehicle, ...")
        .string("property")
        .means("what was observed of it")
        .string("unit")
        .means("of result and replaces", "UCUM")
        .time("phenomenon_time")
        .means("when it was so: event time", "UTC")
        .time("result_time")
        .means("when the value was produced", "UTC")
        .number("result")
        .means("the value", "that of column unit")
        .string("quality")
        .means("GOOD, SUSPECT, or ESTIMATED: measured by nobody")
        .string("zone")
        .means("the zone the feed names, as layer/id; empty where it names none")
        .string("procedure")
        .means("the sensor or method")
        .geometry()
        .optionalNumber(REPLACES)
        .means(
            "of a correction, the value told before for this time of the series; null otherwise",
            "that of column unit")
        .since(1)
        .optionalString(REPLACES_QUALITY)
        .means("the quality that value was told with")
        .since(1)
        .time(CLOCK)
        .means(
            "the clock of its feed before it was told; of what was derived, when it was known",
            "UTC")
        .since(1)
        .time(CLOCK_AFTER)
        .means(
            "that clock when it had been told, 1970 where another row of the message says so",
            "UTC")
        .since(1)
        .int32(RAW_PARTITION)
        .means("of the raw topic, in which its message stood")
        .since(1)
        .int64(RAW_OFFSET)
        .means("of the message in that partition")
        .since(1)
        .int32(RAW_INDEX)
        .means("of the reading in the message, from 0")
        .since(1)
        .card(
            dataset,
            1,
            about,
            "phenomenon_time",
            "rows stay as they are. A row with replaces takes back those of the same feed, feature,"
                + " property, procedure and phenomenon_time that have that result (and"
                + " replaces_quality, where it is told) and no later result_time");
  }

  @Override
  public String dataset() {
    return dataset;
  }

  @Override
  public Map<String, String> footer() {
    return card(dataset).footer();
  }

  @Override
  public MessageType schema() {
    return CARD.schema();
  }

  @Override
  public void write(Stamped stamped, Row row) {
    var value = stamped.observation();
    var replaces = value.replaces();
    row.string(value.feed())
        .string(value.feature())
        .string(value.property().name())
        .string(value.property().unit())
        .time(value.phenomenonTime())
        .time(value.resultTime())
        .number(value.result())
        .string(value.quality().name())
        .string(value.zone())
        .string(value.procedure())
        .geometry(value.position())
        .optionalNumber(replaces == null ? null : replaces.result())
        .optionalString(replaces == null ? null : replaces.quality().name())
        .time(stamped.stamp().clock())
        .time(stamped.stamp().after())
        .int32(stamped.stamp().partition())
        .int64(stamped.stamp().offset())
        .int32(stamped.stamp().index());
  }

  @Override
  public String city(Stamped value) {
    return value.observation().city();
  }

  @Override
  public String domain(Stamped value) {
    return value.observation().property().domain().word();
  }

  @Override
  public Instant time(Stamped value) {
    return value.observation().phenomenonTime();
  }
}
