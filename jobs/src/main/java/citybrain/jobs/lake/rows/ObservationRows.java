package citybrain.jobs.lake.rows;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.observation.Stamped;
import java.time.Instant;
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

  private static final MessageType SCHEMA =
      new ColumnTypes()
          .string("feed")
          .string("feature")
          .string("property")
          .string("unit")
          .time("phenomenon_time")
          .time("result_time")
          .number("result")
          .string("quality")
          .string("zone")
          .string("procedure")
          .geometry()
          .optionalNumber(REPLACES)
          .optionalString(REPLACES_QUALITY)
          .time(CLOCK)
          .time(CLOCK_AFTER)
          .int32(RAW_PARTITION)
          .int64(RAW_OFFSET)
          .int32(RAW_INDEX)
          .named(DATASET);

  private final String dataset;

  public ObservationRows() {
    this(DATASET);
  }

  public ObservationRows(String dataset) {
    this.dataset = dataset;
  }

  @Override
  public String dataset() {
    return dataset;
  }

  @Override
  public MessageType schema() {
    return SCHEMA;
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
