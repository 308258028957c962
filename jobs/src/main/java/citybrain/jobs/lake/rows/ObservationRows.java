package citybrain.jobs.lake.rows;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.observation.Observation;
import java.time.Instant;
import org.apache.parquet.schema.MessageType;

/** Observations as rows, in one of two datasets; the date is that of the phenomenon time. */
public final class ObservationRows implements RowFormat<Observation> {

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
  public void write(Observation value, Row row) {
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
        .optionalString(replaces == null ? null : replaces.quality().name());
  }

  @Override
  public String city(Observation value) {
    return value.city();
  }

  @Override
  public String domain(Observation value) {
    return value.property().domain().word();
  }

  @Override
  public Instant time(Observation value) {
    return value.phenomenonTime();
  }
}
