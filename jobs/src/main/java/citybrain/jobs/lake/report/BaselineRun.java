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

  /** In the order of letters as in that of time. */
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Comparator<LearnedSeries> ORDER =
      Comparator.comparing(LearnedSeries::property)
          .thenComparing(LearnedSeries::feed)
          .thenComparing(LearnedSeries::feature);

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
    var learned = new ArrayList<LearnedSeries>();
    var aside = new ArrayList<>(files.odd());
    new LakeFold(question, BaselineColumns.DATASET)
        .run(files.files(), new Configuration(engine), line -> take(line, learned, aside));
    aside.sort(null);
    aside.forEach(line -> lines.add(ReportMade.said("set_aside", line)));
    if (learned.isEmpty()) {
      nothing.add(
          files.files().size()
              + (" files of "
                  + domain.word()
                  + " were read, and no series in them has half hours of ")
              + (Baseline.FEWEST_DAYS + " days and more"));
      return false;
    }
    learned.sort(ORDER);
    var target = target(question);
    SummaryFile.write(
        target,
        new BaselineFormat(districts, question, files.from(), files.to()),
        () -> learned.stream().flatMap(one -> one.rows().stream()).iterator());
    lines.add(head(question, files.from(), files.to(), learned, target).toString());
    return true;
  }

  static void take(ReportLine line, List<LearnedSeries> learned, List<String> aside)
      throws IOException {
    var series = line.baseline();
    if (series == null) {
      aside.add(line.aside());
      return;
    }
    if (learned.size() == BaselineColumns.MOST_SERIES) {
      throw new IOException(
          "more than "
              + BaselineColumns.MOST_SERIES
              + " series in one domain, which no reader of baselines takes: give some of its feeds"
              + " a city file of their own");
    }
    learned.add(series);
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
      BaselineQuestion of, LocalDate from, LocalDate to, List<LearnedSeries> learned, Path target) {
    var head = JSON.createObjectNode();
    head.put("report", BaselineColumns.DATASET);
    head.put("city", of.name());
    head.put("domain", of.domain().word());
    head.put("from", from.toString());
    head.put("to", to.toString());
    head.put("version", of.version());
    head.put("applies_from", of.appliesFrom().toString());
    head.put("series", learned.size());
    head.put("rows", learned.stream().mapToLong(LearnedSeries::count).sum());
    head.put("file", target.toString());
    return head;
  }
}
