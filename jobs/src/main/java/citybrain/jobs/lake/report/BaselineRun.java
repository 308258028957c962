package citybrain.jobs.lake.report;

import citybrain.detection.Baseline;
import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.rows.BaselineColumns;
import citybrain.jobs.lake.summary.Districts;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.observation.Domain;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;

/**
 * Learns the baselines of a city: archived observations in, one file a domain out, a batch of the
 * engine for each.
 */
final class BaselineRun {

  /** Sorted and written by one process: 96 a series. */
  private static final int MOST_ROWS = 5_000_000;

  /** In the order of letters as in that of time. */
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Comparator<BaselineRow> ORDER =
      Comparator.comparing(BaselineRow::property)
          .thenComparing(BaselineRow::feed)
          .thenComparing(BaselineRow::feature)
          .thenComparing(BaselineRow::halfHour);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BaselineSettings settings;
  private final Districts districts;
  private final List<String> lines = new ArrayList<>();
  private final List<String> nothing = new ArrayList<>();

  private BaselineRun(BaselineSettings settings) {
    this.settings = settings;
    this.districts = Districts.load(settings.city(), settings.data());
  }

  /**
   * Makes them.
   *
   * @return a line of JSON for each file, {@code {"set_aside":…}}, and {@code {"problem":…}} when
   *     there is none
   */
  static List<String> of(BaselineSettings settings, Configuration engine) throws Exception {
    return new BaselineRun(settings).made(engine);
  }

  private List<String> made(Configuration engine) throws Exception {
    var domains = new TreeSet<Domain>();
    Baseline.PROPERTIES.forEach(property -> domains.add(property.domain()));
    boolean isMade = false;
    for (var domain : domains) {
      isMade |= isMade(domain, engine);
    }
    if (!isMade) {
      lines.add(ReportMade.said("problem", String.join("; ", nothing)));
    }
    return lines;
  }

  private boolean isMade(Domain domain, Configuration engine) throws Exception {
    var city = districts.city().city();
    var files = ReportFiles.find(settings.lake(), city, domain, settings.from(), settings.to(), 0);
    var problem = files.problem();
    if (problem != null) {
      nothing.add(problem);
      files.odd().forEach(line -> lines.add(ReportMade.said("set_aside", line)));
      return false;
    }
    var question = question(domain, city, files.to());
    var rows = new ArrayList<BaselineRow>();
    var aside = new ArrayList<>(files.odd());
    new LakeFold(question, BaselineColumns.DATASET)
        .run(files.files(), new Configuration(engine), line -> take(line, rows, aside));
    aside.sort(null);
    aside.forEach(line -> lines.add(ReportMade.said("set_aside", line)));
    if (rows.isEmpty()) {
      nothing.add(
          files.files().size()
              + (" files of "
                  + domain.word()
                  + " were read, and no series in them has half hours of ")
              + (Baseline.FEWEST_DAYS + " days and more"));
      return false;
    }
    rows.sort(ORDER);
    var target = target(question);
    SummaryFile.write(
        target, new BaselineFormat(districts, question, files.from(), files.to()), rows);
    lines.add(head(question, files.from(), files.to(), rows, target).toString());
    return true;
  }

  private static void take(ReportLine line, List<BaselineRow> rows, List<String> aside)
      throws IOException {
    var row = line.baseline();
    if (row == null) {
      aside.add(line.aside());
      return;
    }
    rows.add(row);
    if (rows.size() > MOST_ROWS) {
      throw new IOException("more than " + MOST_ROWS + " rows: split the city file by feeds");
    }
  }

  private BaselineQuestion question(Domain domain, String city, LocalDate last) {
    var appliesFrom = settings.appliesFrom(last, districts.timeZone());
    return new BaselineQuestion(
        settings, city, districts.city().calendar(), domain, version(appliesFrom), appliesFrom);
  }

  static String version(Instant appliesFrom) {
    return VERSION.format(appliesFrom);
  }

  private Path target(BaselineQuestion of) {
    var folder =
        String.join(
            "/",
            BaselineColumns.DATASET,
            Partition.folder("city", of.name()),
            Partition.folder("domain", of.domain().word()),
            Partition.folder("version", of.version()));
    return new Path(new Path(new Path(settings.lake()), folder), "baselines" + LakeFiles.SUFFIX);
  }

  private static ObjectNode head(
      BaselineQuestion of, LocalDate from, LocalDate to, List<BaselineRow> rows, Path target) {
    var head = JSON.createObjectNode();
    head.put("report", BaselineColumns.DATASET);
    head.put("city", of.name());
    head.put("domain", of.domain().word());
    head.put("from", from.toString());
    head.put("to", to.toString());
    head.put("version", of.version());
    head.put("applies_from", of.appliesFrom().toString());
    head.put(
        "series",
        rows.stream()
            .map(row -> List.of(row.property(), row.feed(), row.feature()))
            .distinct()
            .count());
    head.put("rows", rows.size());
    head.put("file", target.toString());
    return head;
  }
}
