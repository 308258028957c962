package citybrain.jobs.lake.report;

import citybrain.detection.Baseline;
import citybrain.detection.LocalSlot;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.jobs.lake.rows.BaselineColumns;
import citybrain.jobs.lake.summary.CityCard;
import citybrain.jobs.lake.summary.Districts;
import citybrain.observation.ObservedProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.schema.MessageType;

/** Rows of baselines of one domain. The footer tells the method. Made for one file. */
final class BaselineFormat implements RowFormat<BaselineRow> {

  /** The footer key of the method. */
  static final String KEY = "citybrain.baselines";

  /** How they are learned, and whose the formulas are. */
  static final String METHOD =
      "Half hours of the city's clock, working days and weekends with holidays apart. Of each day"
          + " the median of its readings in the half hour; median: of the days' medians. Each day"
          + " gives its readings, or of more than 8 their quantiles (i + 0.5) / 8, of the same"
          + " weight; mad, p05 and p95 are the smallest of these, or of their distances from the"
          + " median, that at least the share of all weight does not pass. Readings that nobody"
          + " measured, are in doubt or were taken back are left out; so is what was seen on a"
          + " single day, and what was before a change of unit or level that has lasted for a week."
          + " Source: own, of common robust statistics (Huber, Robust Statistics, 1981).";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> UNITS =
      Baseline.PROPERTIES.stream()
          .collect(Collectors.toMap(ObservedProperty::name, ObservedProperty::unit));

  private final transient Districts districts;
  private final transient BaselineQuestion question;
  private final transient LocalDate from;
  private final transient LocalDate to;

  BaselineFormat(Districts districts, BaselineQuestion question, LocalDate from, LocalDate to) {
    this.districts = districts;
    this.question = question;
    this.from = from;
    this.to = to;
  }

  @Override
  public Map<String, String> footer() {
    var json = JSON.createObjectNode();
    json.put("version", question.version());
    json.put("method", METHOD);
    json.put("from", from.toString());
    json.put("to", to.toString());
    json.put("applies_from", question.appliesFrom().toString());
    var all = new HashMap<>(BaselineColumns.CARD.footer());
    all.put(CityCard.KEY, CityCard.json(districts.city()));
    all.put(KEY, json.toString());
    return all;
  }

  @Override
  public String dataset() {
    return BaselineColumns.DATASET;
  }

  @Override
  public MessageType schema() {
    return BaselineColumns.CARD.schema();
  }

  @Override
  public void write(BaselineRow value, Row row) {
    int ofDay = value.halfHour() % LocalSlot.HALF_HOURS;
    row.string(value.feed())
        .string(value.feature())
        .string(value.property())
        .string(UNITS.getOrDefault(value.property(), ""))
        .string(value.zone())
        .string(value.halfHour() < LocalSlot.HALF_HOURS ? "working" : "weekend")
        .string(LocalTime.of(ofDay / 2, 30 * (ofDay % 2)).toString())
        .number(value.median())
        .number(value.mad())
        .number(value.p05())
        .number(value.p95())
        .int32(value.days())
        .int64(value.readings())
        .string(LocalDate.ofEpochDay(value.firstDay()).toString())
        .string(LocalDate.ofEpochDay(value.from()).toString())
        .string(LocalDate.ofEpochDay(value.to()).toString())
        .time(question.appliesFrom());
  }

  @Override
  public String city(BaselineRow value) {
    return question.name();
  }

  @Override
  public String domain(BaselineRow value) {
    return question.domain().word();
  }

  @Override
  public Instant time(BaselineRow value) {
    return question.appliesFrom();
  }
}
