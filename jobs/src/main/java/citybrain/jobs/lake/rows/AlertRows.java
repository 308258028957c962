package citybrain.jobs.lake.rows;

import citybrain.alerting.Alert;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.wire.AlertJson;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * Alerts as rows, one for each change; the date is that of the change. Zones are a JSON array and
 * the localisation is a JSON object, as in the topic; it is null where there is none.
 */
public final class AlertRows implements RowFormat<Alert> {

  public static final String DATASET = "alerts";

  public static final DatasetCard CARD =
      new ColumnTypes()
          .string("id")
          .means("of the alert; all its changes have it")
          .string("rule")
          .means("which rule raised it")
          .string("rule_version")
          .means("of that rule")
          .string("status")
          .means("OPEN, UPDATE or CLOSED, from this change on")
          .string("feature")
          .means("what it is about: a station, a meter, a road, ...")
          .string("property")
          .means("what was observed of it")
          .time("onset")
          .means("since when it is so", "UTC")
          .time("time")
          .means("when the change was told, event time", "UTC")
          .string("severity")
          .means("MINOR, MODERATE, SEVERE or EXTREME")
          .number("observed")
          .means("what was seen", "that of column unit")
          .number("expected")
          .means("what was expected; not a number where nothing was", "that of column unit")
          .string("unit")
          .means("of observed and expected", "UCUM")
          .string("reason")
          .means("a sentence for people, times by the clock of the city")
          .string("zone")
          .means("the zone the feed names, as layer/id; empty where it names none")
          .string("zones")
          .means("all zones it lies in, as a JSON array of layer/id")
          .optionalString("localisation")
          .means(
              "near what it most likely is, ranked, as a JSON object; null where nothing says so")
          .since(1)
          .geometry()
          .card(
              DATASET,
              1,
              "a change of an alert: opened, or closed",
              "time",
              "none: a change stays as it was told; the newest time of an id is how it is now");

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
