package citybrain.jobs.lake.report;

import citybrain.jobs.lake.geoparquet.Area;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.jobs.lake.rows.ReportColumns;
import citybrain.jobs.lake.summary.CityCard;
import citybrain.jobs.lake.summary.Districts;
import citybrain.reports.CityReport;
import citybrain.reports.Measure;
import citybrain.reports.Period;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRow;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Rows of any report, the same columns for all; districts with their shapes. The footer tells the
 * method. Made for one file.
 */
final class ReportFormat implements RowFormat<ReportRow> {

  /** The footer key of the method. */
  static final String KEY = "citybrain.report";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final transient CityReport report;
  private final transient Districts districts;
  private final transient Period period;
  private final transient Map<String, String> units;
  private final transient Map<String, Area> areas = new HashMap<>();

  ReportFormat(CityReport report, Districts districts, Period period) {
    this.report = report;
    this.districts = districts;
    this.period = period;
    this.units =
        report.method().measures().stream().collect(Collectors.toMap(Measure::name, Measure::unit));
  }

  @Override
  public Map<String, String> footer() {
    var method = report.method();
    var json = JSON.createObjectNode();
    json.put("report", report.name());
    json.put("what", method.what());
    var measures = json.putObject("measures");
    for (var one : method.measures()) {
      measures.putObject(one.name()).put("unit", one.unit()).put("formula", one.formula());
    }
    json.put("source", method.source());
    json.put("cannot_see", method.blind());
    json.put("from", period.from().toString());
    json.put("to", period.to().toString());
    var all = new HashMap<>(ReportColumns.CARD.footer());
    all.put(CityCard.KEY, CityCard.json(districts.city()));
    all.put(KEY, json.toString());
    return all;
  }

  @Override
  public String dataset() {
    return ReportRun.DATASET + '/' + report.name();
  }

  @Override
  public MessageType schema() {
    return ReportColumns.CARD.schema();
  }

  @Override
  public void write(ReportRow value, Row row) {
    boolean isDistrict = value.layer().equals(Districts.LAYER);
    row.string(value.layer())
        .string(value.zone())
        .string(name(value))
        .string(value.span())
        .time(time(value))
        .string(value.date())
        .string(value.measure())
        .string(value.about())
        .string(unit(value))
        .number(value.value())
        .optionalNumber(known(value.low()))
        .optionalNumber(known(value.high()))
        .optionalString(at(value))
        .int64(value.count())
        .int64(value.estimated())
        .number(value.coverage())
        .geometry(isDistrict ? area(value.zone()) : null);
  }

  /** Of a district; empty of other zones. */
  String name(ReportRow row) {
    return row.layer().equals(Districts.LAYER) ? districts.name(row.zone()) : "";
  }

  String unit(ReportRow row) {
    return units.getOrDefault(row.measure(), "");
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** As people there write it, with the offset of their clock. */
  @Nullable String at(ReportRow row) {
    return row.at() == ReportFigure.NEVER
        ? null
        : Instant.ofEpochMilli(row.at()).atZone(period.timeZone()).toOffsetDateTime().toString();
  }

  private @Nullable Area area(String zone) {
    return areas.computeIfAbsent(zone, districts::area);
  }

  @Override
  public String city(ReportRow value) {
    return districts.city().city();
  }

  @Override
  public String domain(ReportRow value) {
    return NO_DOMAIN;
  }

  @Override
  public Instant time(ReportRow value) {
    return Instant.ofEpochMilli(value.start());
  }
}
