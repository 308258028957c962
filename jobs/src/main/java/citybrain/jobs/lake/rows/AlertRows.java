package citybrain.jobs.lake.rows;

import citybrain.alerting.Alert;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.wire.AlertJson;
import java.time.Instant;
import org.apache.parquet.schema.MessageType;

/**
 * Alerts as rows, one for each change; the date is that of the change. Zones are a JSON array and
 * the localisation is a JSON object, as in the topic; it is null where there is none.
 */
public final class AlertRows implements RowFormat<Alert> {

  public static final String DATASET = "alerts";

  private static final MessageType SCHEMA =
      new ColumnTypes()
          .string("id")
          .string("rule")
          .string("rule_version")
          .string("status")
          .string("feature")
          .string("property")
          .time("onset")
          .time("time")
          .string("severity")
          .number("observed")
          .number("expected")
          .string("unit")
          .string("reason")
          .string("zone")
          .string("zones")
          .optionalString("localisation")
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
  public void write(Alert value, Row row) {
    row.string(value.id())
        .string(value.rule())
        .string(value.ruleVersion())
        .string(value.status().name())
        .string(value.feature())
        .string(value.property())
        .time(value.onset())
        .time(value.time())
        .string(value.severity().name())
        .number(value.observed())
        .number(value.expected())
        .string(value.unit())
        .string(value.reason())
        .string(value.zone())
        .string(AlertJson.zones(value))
        .optionalString(AlertJson.localisation(value))
        .geometry(value.position());
  }

  @Override
  public String city(Alert value) {
    return value.city();
  }

  @Override
  public String domain(Alert value) {
    return value.domain();
  }

  @Override
  public Instant time(Alert value) {
    return value.time();
  }
}
