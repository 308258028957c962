package citybrain.jobs.lake.report;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.rows.ReportColumns;
import citybrain.jobs.lake.summary.Districts;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.reports.Period;
import citybrain.reports.ReportRow;
import citybrain.reports.Span;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Makes one report: archived observations in, one file out; a batch in the engine. */
final class ReportRun {

  /** The folder of all reports in the lake. */
  static final String DATASET = ReportColumns.DATASET;

  /** They are sorted and written by one process; what a report says in more rows nobody reads. */
  private static final int MOST_ROWS = 2_000_000;

  /** What is more stands in the file alone. */
  private static final int MOST_SHOWN = 10_000;

  private static final Comparator<ReportRow> ORDER =
      Comparator.comparing(ReportRow::layer)
          .thenComparing(ReportRow::zone)
          .thenComparing(ReportRow::span)
          .thenComparing(ReportRow::start)
          .thenComparing(ReportRow::about)
          .thenComparing(ReportRow::measure);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReportSettings settings;
  private final Districts districts;

  private ReportRun(ReportSettings settings) {
    this.settings = settings;
    this.districts = Districts.load(settings.city(), settings.data());
  }

  static ReportMade of(ReportSettings settings, Configuration engine) throws Exception {
    return new ReportRun(settings).made(engine);
  }

  private ReportMade made(Configuration engine) throws Exception {
    var city = districts.city().city();
    var files = ReportFiles.find(settings, city);
    var head = JSON.createObjectNode();
    head.put("report", settings.report());
    head.put("city", city);
    if (files.problem() != null) {
      return new ReportMade(head, List.of(), List.of(), files.odd(), files.problem());
    }
    var changedOn = settings.asksWhatChanged() ? settings.changedOn() : null;
    if (changedOn != null && (!changedOn.isAfter(files.from()) || changedOn.isAfter(files.to()))) {
      var outside =
          "changed-on is %s, but the lake has %s to %s of what is asked, so that there is no before or"
              + " no after";
      var problem = outside.formatted(changedOn, files.from(), files.to());
      return new ReportMade(head, List.of(), List.of(), files.odd(), problem);
    }
    var period = new Period(districts.timeZone(), files.from(), files.to(), changedOn);
    head.put("from", files.from().toString());
    head.put("to", files.to().toString());
    if (changedOn != null) {
      head.put("changed_on", changedOn.toString());
    }
    head.put("time_zone", districts.timeZone().getId());
    var rows = new ArrayList<ReportRow>();
    var aside = new ArrayList<>(files.odd());
    new LakeFold(new ReportQuestion(settings, period), settings.report())
        .run(files.files(), engine, line -> take(line, rows, aside));
    aside.sort(null);
    if (rows.isEmpty()) {
      var names = settings.wanted().properties().stream().map(Object::toString).sorted();
      var none =
          files.files().size()
              + " files of these days were read, and nothing in them makes a row of this report: it"
              + " needs "
              + names.collect(Collectors.joining(" and "));
      return new ReportMade(head, List.of(), List.of(), aside, none);
    }
    rows.sort(ORDER);
    var format = new ReportFormat(settings.wanted(), districts, period);
    var target = target(city, period);
    SummaryFile.write(target, format, rows);
    head.put("file", target.toString());
    head.put("rows", rows.size());
    return new ReportMade(head, rows, shown(rows, format), aside, unsaid(rows, changedOn));
  }

  /** What was asked for and cannot be said; null when all is. */
  private @Nullable String unsaid(List<ReportRow> rows, @Nullable LocalDate changedOn) {
    var unsaid =
        new ArrayList<>(settings.wanted().along(districts.city().corridors()).unsaid(rows));
    // A change is about the whole period.
    boolean isSaid = rows.stream().anyMatch(row -> row.span().equals(Span.PERIOD.word()));
    if (changedOn != null && !isSaid) {
      unsaid.add(
          "what changed on %s cannot be said: too few days are known before it or from it on"
              .formatted(changedOn));
    }
    return unsaid.isEmpty() ? null : String.join("; ", unsaid);
  }

  private Path target(String city, Period period) {
    var folder =
        String.join(
            "/",
            DATASET,
            settings.report(),
            Partition.folder("city", city),
            Partition.folder("period", period.from() + "_" + period.to()));
    return new Path(new Path(new Path(settings.lake()), folder), "report" + LakeFiles.SUFFIX);
  }

  private static void take(ReportLine line, List<ReportRow> rows, List<String> aside)
      throws IOException {
    var row = line.row();
    if (row == null) {
      aside.add(line.aside());
    } else {
      rows.add(row);
    }
    if (rows.size() > MOST_ROWS) {
      throw new IOException("more than " + MOST_ROWS + " rows: ask for fewer days");
    }
  }

  /** The rows of the longest span that there are, of measures that people are shown. */
  private List<ObjectNode> shown(List<ReportRow> rows, ReportFormat format) {
    var headings =
        settings.wanted().method().measures().stream()
            .filter(one -> !one.heading().isEmpty())
            .map(one -> one.name())
            .collect(Collectors.toSet());
    var longest =
        rows.stream()
            .filter(row -> headings.contains(row.measure()))
            .map(row -> Span.valueOf(row.span().toUpperCase(Locale.ROOT)))
            .max(Comparator.naturalOrder())
            .orElse(Span.PERIOD)
            .word();
    return rows.stream()
        .filter(row -> row.span().equals(longest) && headings.contains(row.measure()))
        .filter(row -> settings.wanted().isShown(row.layer()))
        .limit(MOST_SHOWN)
        .map(row -> json(row, format))
        .toList();
  }

  private static ObjectNode json(ReportRow row, ReportFormat format) {
    var json = JSON.createObjectNode();
    json.put("layer", row.layer());
    json.put("zone", row.zone());
    json.put("zone_name", format.name(row));
    json.put("span", row.span());
    json.put("local_date", row.date());
    json.put("measure", row.measure());
    json.put("about", row.about());
    json.put("unit", format.unit(row));
    json.put("value", row.value());
    if (!Double.isNaN(row.low())) {
      json.put("low", row.low()).put("high", row.high());
    }
    var at = format.at(row);
    if (at != null) {
      json.put("at", at);
    }
    json.put("count", row.count());
    json.put("estimated_count", row.estimated());
    json.put("coverage", row.coverage());
    return json;
  }
}
