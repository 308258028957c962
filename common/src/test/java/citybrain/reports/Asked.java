package citybrain.reports;

import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds readings as the engine does: by group, and in the order of their times. */
public final class Asked {

  private final CityReport report;
  private final Period period;
  private final List<LakeReading> readings = new ArrayList<>();

  public Asked(CityReport report, String timeZone, String from, String to) {
    this.report = report;
    this.period = new Period(ZoneId.of(timeZone), LocalDate.parse(from), LocalDate.parse(to));
  }

  /** Also what changed on a day. */
  public Asked(CityReport report, String timeZone, String from, String to, String changedOn) {
    this.report = report;
    this.period =
        new Period(
            ZoneId.of(timeZone),
            LocalDate.parse(from),
            LocalDate.parse(to),
            LocalDate.parse(changedOn));
  }

  public Asked read(
      String feature, ObservedProperty property, String zone, String time, double result) {
    return read(feature, property, zone, "", Instant.parse(time), result, true);
  }

  public Asked read(
      String feature,
      ObservedProperty property,
      String zone,
      String district,
      Instant time,
      double result,
      boolean isMeasured) {
    return read(feature, property, zone, district, time, result, isMeasured, "", null);
  }

  /** Also by which procedure and where. */
  public Asked read(
      String feature,
      ObservedProperty property,
      String zone,
      String district,
      Instant time,
      double result,
      boolean isMeasured,
      String procedure,
      @Nullable Position position) {
    readings.add(
        new LakeReading(
            "feed",
            feature,
            property.name(),
            zone,
            district,
            time.toEpochMilli(),
            result,
            isMeasured,
            procedure,
            position));
    return this;
  }

  public List<ReportRow> rows() {
    var folds = new TreeMap<String, Fold>();
    readings.sort(Comparator.comparingLong(LakeReading::time));
    for (var reading : readings) {
      for (var group : report.groups(reading)) {
        folds.computeIfAbsent(group, key -> report.fold(key, period)).add(reading);
      }
    }
    return folds.values().stream().flatMap(fold -> fold.rows().stream()).toList();
  }

  /** Of each row of a span its group, day, what it is about, measure and value. */
  public List<String> said(Span span) {
    return rows().stream()
        .filter(row -> row.span().equals(span.word()))
        .map(
            row ->
                String.join(
                    " ",
                    row.layer() + '/' + row.zone(),
                    row.date(),
                    row.about(),
                    row.measure(),
                    Double.toString(Math.rint(row.value() * 1e6) / 1e6)))
        .toList();
  }
}
