package citybrain.local.report;

import citybrain.local.flink.JobState;
import citybrain.local.topics.AlertBook;
import citybrain.local.topics.RuleTotals;
import citybrain.local.topics.TimeRange;
import citybrain.local.truth.TruthScore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run did. Counts are totals since the home was new, so that a resumed run is judged as a
 * whole.
 *
 * @param startSeconds until broker and Flink were up with all jobs
 * @param eventTime of all observations, those of devices with wrong clocks included
 * @param played of the city's own clock
 * @param shifts weeks by which feeds were moved onto one clock
 * @param feeds by name; by city and name when there are several cities
 * @param cities by name; empty when there is one
 * @param derived observations that jobs made of others, not in the counts of the feeds
 * @param late readings on the topic of late ones: for their windows, or for some rule
 * @param rules what each rule did with its inputs, by name
 * @param foreign messages in the raw topic that this play did not send, by "city/feed"
 * @param unreadable records of our own topics that their readers set aside, by topic and reason
 * @param jobs as seen while the city was running, before it was brought to rest
 * @param memory the most resident bytes of each process
 * @param problems why the run is not well; empty when it is
 */
public record Report(
    String city,
    boolean synthetic,
    double wallSeconds,
    double startSeconds,
    Optional<TimeRange> eventTime,
    TimeRange played,
    Map<String, Integer> shifts,
    List<JobState> jobs,
    Map<String, Feed> feeds,
    Map<String, OneCity> cities,
    long derived,
    long late,
    long missed,
    Map<String, RuleTotals> rules,
    Map<String, Long> foreign,
    Map<String, Map<String, Long>> unreadable,
    long aggregates,
    AlertBook alerts,
    Optional<TruthScore> truth,
    LakeFigures lake,
    Conservation conservation,
    Map<String, Long> memory,
    List<String> problems) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper SNAKE =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  private static final double MILLIS = 1000;

  /**
   * One feed: records sent, observations made of them, values or records refused, said again, and
   * waiting for further words about the same event.
   */
  public record Feed(long raw, long observations, long rejected, long repeated, long waiting) {}

  /**
   * One city of several.
   *
   * @param weeks by which it was moved onto the common clock
   * @param in records that went in
   * @param accounted records that ingest says it dealt with
   */
  public record OneCity(
      String name,
      boolean synthetic,
      int weeks,
      long in,
      long accounted,
      long observations,
      long rejected,
      long late,
      long alertsOpened) {}

  /** Writes it as JSON, whole or not at all. */
  public void write(Path file) throws IOException {
    var whole = file.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    var next = whole.resolveSibling(whole.getFileName() + ".new");
    Files.writeString(
        next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
    Files.move(next, whole, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  ObjectNode json() {
    var json = JSON.createObjectNode();
    json.put("city", city);
    json.put("synthetic", synthetic);
    json.put("wall_seconds", rounded(wallSeconds));
    json.put("start_seconds", rounded(startSeconds));
    var range = json.putObject("event_time");
    eventTime.ifPresent(
        time -> range.put("from", time.from().toString()).put("to", time.to().toString()));
    json.putObject("played")
        .put("from", played.from().toString())
        .put("to", played.to().toString());
    json.set("shifts", JSON.valueToTree(shifts));
    jobs(json);
    var byFeed = json.putObject("feeds");
    feeds.forEach((name, feed) -> byFeed.set(name, JSON.valueToTree(feed)));
    if (!cities.isEmpty()) {
      var byCity = json.putObject("cities");
      cities.forEach((name, one) -> byCity.set(name, SNAKE.valueToTree(one)));
    }
    json.put("observations", feeds.values().stream().mapToLong(Feed::observations).sum());
    json.put("derived_observations", derived);
    json.put("rejected", feeds.values().stream().mapToLong(Feed::rejected).sum());
    json.put("late", late);
    json.put("missed", missed);
    var byRule = json.putObject("rules");
    rules.forEach(
        (name, rule) ->
            byRule
                .putObject(name)
                .put("inputs", rule.inputs())
                .put("late", rule.late())
                .put("judged", rule.judged())
                .put("waiting", rule.waiting())
                .put("overtaken", rule.overtaken())
                .put("stopped", rule.stopped()));
    json.set("foreign_messages", JSON.valueToTree(foreign));
    json.set("unreadable", JSON.valueToTree(unreadable));
    json.put("aggregates", aggregates);
    alerts(json.putObject("alerts"));
    truth.ifPresent(score -> truth(json.putObject("truth"), score));
    json.set("lake", lake.json());
    conservation(json.putObject("conservation"));
    memory(json.putObject("memory"));
    json.set("problems", JSON.valueToTree(problems));
    json.put("ok", problems.isEmpty());
    return json;
  }

  private void jobs(ObjectNode json) {
    var array = json.putArray("jobs");
    for (var job : jobs) {
      array
          .addObject()
          .put("name", job.name())
          .put("state", job.state())
          .put("restarts", job.restarts())
          .put("id", job.id());
    }
  }

  private void alerts(ObjectNode json) {
    json.put("opened", alerts.opened().size());
    json.put("closed", alerts.closed());
    json.set("by_rule", JSON.valueToTree(alerts.openedByRule()));
    BurdenJson.add(json.putObject("burden"), alerts.burden(played));
  }

  private static void truth(ObjectNode json, TruthScore score) {
    json.put("incidents", score.incidents());
    json.put("eligible", score.eligible());
    json.put("detected", score.detected());
    json.set("by_kind", JSON.valueToTree(score.byKind()));
    if (score.medianDelaySeconds().isPresent()) {
      json.put("median_delay_seconds", rounded(score.medianDelaySeconds().getAsDouble()));
    } else {
      json.putNull("median_delay_seconds");
    }
    json.put("false_alerts", score.falseAlerts());
    json.set("false_by_rule", JSON.valueToTree(score.falseByRule()));
  }

  private void conservation(ObjectNode json) {
    json.put("in", conservation.in());
    json.put("accounted", conservation.accounted());
    var checks = json.putArray("checks");
    for (var check : conservation.checks()) {
      checks
          .addObject()
          .put("what", check.what())
          .put("left", check.left())
          .put("right", check.right())
          .put("ok", check.holds());
    }
    json.put("ok", conservation.holds());
  }

  private void memory(ObjectNode json) {
    memory.forEach((process, bytes) -> json.put(process + "_peak_rss_bytes", bytes));
    json.put("total_peak_rss_bytes", memory.values().stream().mapToLong(Long::longValue).sum());
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * MILLIS) / MILLIS;
  }
}
