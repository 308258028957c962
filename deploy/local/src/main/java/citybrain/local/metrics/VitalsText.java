package citybrain.local.metrics;

import citybrain.local.metrics.Exposition.Sample;
import citybrain.local.view.TextTable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** A scrape for people, as aligned tables, and for scripts, as JSON. */
public final class VitalsText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FEED = "citybrain_feed_";
  private static final String JOB = "citybrain_job_";
  private static final String RULE = "citybrain_rule_";
  private static final String UNKNOWN = "-";

  private final Exposition scrape;

  public VitalsText(Exposition scrape) {
    this.scrape = scrape;
  }

  /** Feeds, jobs, rules and open alerts, one table each. */
  public String tables() {
    var feeds =
        new TextTable(
            "feed",
            ">records",
            ">observations",
            ">rejected",
            ">late",
            ">missed",
            ">lag s",
            ">unaccounted");
    for (var sample : scrape.all(FEED + "records_total")) {
      var labels = sample.labels();
      feeds.add(
          sample.label("city") + "/" + sample.label("feed"),
          count(sum(FEED + "records_total", labels)),
          count(sum(FEED + "observations_total", labels)),
          count(OptionalDouble.of(sum(FEED + "rejected_total", labels).orElse(0))),
          count(sum(FEED + "late_total", labels)),
          count(sum(FEED + "missed_total", labels)),
          count(sum(FEED + "lag_seconds", labels)),
          count(sum(FEED + "unaccounted_records", labels)));
    }
    var jobs = new TextTable("job", "state", ">in", ">out", ">behind", ">restarts");
    for (var job : jobs()) {
      var labels = Map.of("job", job);
      jobs.add(
          job,
          isRunning(job) ? "running" : "not running",
          count(sum(JOB + "records_in_total", labels)),
          count(sum(JOB + "records_out_total", labels)),
          count(sum(JOB + "behind_offsets", labels)),
          count(sum(JOB + "restarts_total", labels)));
    }
    var rules = new TextTable("rule", ">inputs", ">late", ">judged", ">waiting", ">stopped");
    for (var sample : scrape.all(RULE + "inputs_total")) {
      var labels = sample.labels();
      rules.add(
          sample.label("rule"),
          count(sum(RULE + "inputs_total", labels)),
          count(sum(RULE + "late_total", labels)),
          count(sum(RULE + "judged_total", labels)),
          count(OptionalDouble.of(waiting(labels))),
          count(sum(RULE + "stopped_total", labels)));
    }
    var alerts = new TextTable("open alerts", "rule", "severity", ">count");
    for (var open : scrape.all("citybrain_alerts_open")) {
      alerts.add(
          open.label("city"),
          open.label("rule"),
          open.label("severity").toLowerCase(Locale.ROOT),
          count(OptionalDouble.of(open.value())));
    }
    var unaccounted = count(sum("citybrain_unaccounted_records", Map.of()));
    var unreadable = sum("citybrain_unreadable_records_total", Map.of());
    return ("%s%n%s%n%s%n%s%n  the lake is behind the city's clock: %s s%n"
            + "  records in and not accounted for yet: %s%n%s")
        .formatted(
            feeds,
            jobs,
            rules,
            alerts,
            count(sum("citybrain_lake_lag_seconds", Map.of())),
            unaccounted,
            unreadable.isEmpty()
                ? ""
                : "  records of our own topics that nobody could read: %s%n"
                    .formatted(count(unreadable)));
  }

  /** The same, with the names of the metrics. */
  public ObjectNode json() {
    var json = JSON.createObjectNode();
    for (var sample : scrape.samples()) {
      if (sample.labels().isEmpty()) {
        json.put(shortName(sample), sample.value());
      }
    }
    var feeds = json.putObject("feeds");
    var jobs = json.putObject("jobs");
    var alerts = json.putArray("alerts_open");
    for (var sample : scrape.samples()) {
      if (sample.labels().containsKey("topic")) {
        child(child(json, "unreadable"), sample.label("topic"))
            .put(sample.label("reason"), sample.value());
      } else if (sample.labels().containsKey("reason")) {
        child(feed(feeds, sample), "rejected").put(sample.label("reason"), sample.value());
      } else if (sample.name().startsWith(FEED)) {
        feed(feeds, sample).put(shortName(sample), sample.value());
      } else if (sample.name().startsWith(JOB)) {
        child(jobs, sample.label("job")).put(shortName(sample), sample.value());
      } else if (sample.name().startsWith(RULE)) {
        child(child(json, "rules"), sample.label("rule")).put(shortName(sample), sample.value());
      } else if (sample.labels().containsKey("rule")) {
        alerts
            .addObject()
            .put("city", sample.label("city"))
            .put("rule", sample.label("rule"))
            .put("severity", sample.label("severity"))
            .put("count", sample.value());
      }
    }
    return json;
  }

  /** Inputs of a rule whose turn has not come yet. */
  private double waiting(Map<String, String> labels) {
    double gone = 0;
    for (var what : List.of("late", "judged", "overtaken", "stopped")) {
      gone += sum(RULE + what + "_total", labels).orElse(0);
    }
    return Math.max(0, sum(RULE + "inputs_total", labels).orElse(0) - gone);
  }

  private static ObjectNode feed(ObjectNode feeds, Sample sample) {
    return child(feeds, sample.label("city") + "/" + sample.label("feed"));
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    return parent.withObjectProperty(name);
  }

  private static String shortName(Sample sample) {
    return sample
        .name()
        .replaceFirst("^citybrain_((feed|job|rule)_)?", "")
        .replaceFirst("_total$", "");
  }

  /** True when there are jobs and all of them run. */
  public boolean allRun() {
    return !jobs().isEmpty() && jobs().stream().allMatch(this::isRunning);
  }

  private Set<String> jobs() {
    return scrape.all(JOB + "running").stream()
        .map(sample -> sample.label("job"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private boolean isRunning(String job) {
    return sum(JOB + "running", Map.of("job", job)).orElse(0) == 1;
  }

  private OptionalDouble sum(String name, Map<String, String> labels) {
    return scrape.sum(name, labels);
  }

  private static String count(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%,d", Math.round(value.getAsDouble()))
        : UNKNOWN;
  }
}
