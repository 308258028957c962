package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import citybrain.local.metrics.Exposition;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the metrics endpoint of a running city says, and {@code status}, to be compared with the
 * report at its end.
 */
record OpsWatch(Exposition scrape, JsonNode status) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** For jobs that have just been restored, on a machine that does something else as well. */
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /** Looks while the city runs, as soon as its jobs do. */
  static OpsWatch of(JsonNode run, Path folder, Path home) throws Exception {
    var url = run.path("metrics").asText();
    await().atMost(PATIENCE).until(() -> isAtWork(Exposition.scrape(url)));
    var scrape = Exposition.scrape(url);
    var output = folder.resolve("status.json");
    try (var status = UpProcess.command("status", output, "--home", home.toString(), "--json")) {
      status.exitWithin(Duration.ofSeconds(40));
      return new OpsWatch(scrape, JSON.readTree(status.output()).path(0));
    }
  }

  private static boolean isAtWork(Exposition scrape) {
    return scrape.all("citybrain_job_running").stream().allMatch(job -> job.value() == 1)
        && scrape.sum("citybrain_feed_observations_total", Map.of()).orElse(0) > 0
        && scrape.sum("citybrain_job_records_in_total", Map.of("job", "ingest")).orElse(0) > 0
        && scrape.sum("citybrain_job_records_out_total", Map.of("job", "ingest")).orElse(0) > 0
        && scrape.sum("citybrain_job_behind_offsets", Map.of()).isPresent();
  }

  /** The city went on after the look: nothing is more than in the end, and nothing is missing. */
  void agreesWith(JsonNode report) throws IOException {
    for (var job : report.path("jobs")) {
      var labels = Map.of("job", job.path("name").asText());
      assertThat(scrape.sum("citybrain_job_running", labels)).as("%s", labels).hasValue(1);
    }
    assertThat(scrape.all("citybrain_job_running")).hasSameSizeAs(report.path("jobs"));
    for (var feed : report.path("feeds").properties()) {
      var labels = Map.of("city", "demo", "feed", feed.getKey());
      var told = feed.getValue();
      isUpTo("records_total", labels, told.path("raw").asLong());
      isUpTo("observations_total", labels, told.path("observations").asLong());
      assertThat(scrape.sum("citybrain_feed_rejected_total", labels).orElse(0))
          .isLessThanOrEqualTo(told.path("rejected").asDouble());
    }
    assertThat(sum("citybrain_feed_late_total"))
        .isLessThanOrEqualTo(report.path("late").asDouble());
    assertThat(sum("citybrain_feed_missed_total"))
        .isLessThanOrEqualTo(report.path("missed").asDouble());
    assertThat(sum("citybrain_alerts_open"))
        .isLessThanOrEqualTo(report.at("/alerts/opened").asDouble());
    assertThat(sum("citybrain_unaccounted_records"))
        .isBetween(0.0, report.at("/conservation/in").asDouble());
    assertThat(scrape.all("citybrain_feed_lag_seconds")).isNotEmpty();
    assertThat(status.path("running").asBoolean()).as("%s", status).isTrue();
    assertThat(status.at("/vitals/jobs")).hasSameSizeAs(report.path("jobs"));
    assertThat(status.at("/vitals/feeds/demo~1traffic/observations").asDouble())
        .isBetween(
            scrape
                .sum("citybrain_feed_observations_total", Map.of("feed", "traffic"))
                .orElseThrow(),
            report.at("/feeds/traffic/observations").asDouble());
  }

  private void isUpTo(String metric, Map<String, String> labels, long end) {
    assertThat(scrape.sum("citybrain_feed_" + metric, labels).orElseThrow())
        .as("%s %s", metric, labels)
        .isBetween(0.0, (double) end);
  }

  private double sum(String metric) {
    return scrape.sum(metric, Map.of()).orElse(0);
  }
}
