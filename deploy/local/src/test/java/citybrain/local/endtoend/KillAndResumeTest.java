package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small synthetic city in real processes: Flink is killed while it catches up with the past,
 * {@code up} goes on, and in the end nothing is lost and nothing counted twice. Its meters and
 * buses have pseudonyms: by their own names they are in no output.
 */
class KillAndResumeTest {

  /** Datasets of what has no place. */
  private static final Set<String> PLAIN = Set.of("rejected", "clocks");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Within the past that is played first, and late enough for every revision of it to be out. */
  private static final Instant FROM = Instant.parse("2025-03-09T23:00:00Z");

  private static final Instant TO = Instant.parse("2025-03-10T16:00:00Z");

  /** More than once in a quarter of an hour: the others have no windows so short. */
  private static final String READ_OFTEN =
      "(property like 'TRAFFIC%' or property like 'TRAVEL%' or property like 'VEHICLE%'"
          + " or property like 'STOP%' or property like '%HEADWAY'"
          + " or property in ('WATER_PRESSURE', 'WATER_FLOW', 'WATER_LEVEL'))";

  @Test
  void nothingIsLostAndNothingCountedTwice(@TempDir Path folder) throws Exception {
    var home = folder.resolve("home");
    try (var up = up(folder.resolve("first.log"), home)) {
      awaitFileIn(home.resolve("lake"), up);
      Canary.fly(runFile(home).path("bootstrap").asText());
      kill(runFile(home).path("flink").path("pid").asLong());
      assertThat(up.exitWithin(Duration.ofSeconds(90))).as(up.output()).isEqualTo(1);
      assertThat(up.output()).contains("./citybrain up goes on from the last checkpoint");
      Canary.assertInNoFileOf(home.resolve("logs"), folder.resolve("first.log"));
      MetersByOtherNames.assertInNoFileOf(home.resolve("logs"), folder);
    }
    OpsWatch ops;
    var report = folder.resolve("report.json");
    JsonNode alerts;
    try (var up = up(folder.resolve("second.log"), home, "--report", report.toString())) {
      var run = runFile(home, up);
      ops = OpsWatch.of(run, folder, home);
      MetersByOtherNames.keepMetrics(run.path("metrics").asText(), folder);
      alerts = readAlerts(home, up);
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> !up.isAlive() || up.output().contains("live at"));
      // Not before all have looked, however slow the machine: as Ctrl-C would, it ends in order.
      Canary.assertRefusedWithoutItsRecord(run.path("bootstrap").asText());
      up.stop();
      assertThat(up.exitWithin(Duration.ofSeconds(400))).as(up.output()).isZero();
      assertThat(up.output()).contains("go on from where they stopped");
    }
    var told = JSON.readTree(report.toFile());
    assertThat(told.at("/conservation/in").asLong())
        .isPositive()
        .isEqualTo(told.at("/conservation/accounted").asLong());
    assertThat(told.at("/conservation/ok").asBoolean()).isTrue();
    ops.agreesWith(told);
    checkLake(home.resolve("lake"), told);
    try (var oracle = new LakeOracle(home.resolve("lake"))) {
      assertThat(oracle.rejectedOf(Canary.SOURCE)).isEqualTo(Canary.RECORDS);
      MetersByOtherNames.assertInNoRowOf(oracle, home);
    }
    Canary.assertInNoFileOf(home.resolve("logs"), folder.resolve("second.log"));
    MetersByOtherNames.assertInNoFileOf(home.resolve("logs"), folder);
    var python = PythonReaders.find();
    if (python.isPresent()) {
      NotebookCheck.run(python.get(), home.resolve("lake"), folder.resolve("pages"), told);
    }
    if (!alerts.isMissingNode()) {
      assertThat(alerts.path("events").asLong()).isPositive();
    }
  }

  private static UpProcess up(Path log, Path home, String... more) throws IOException {
    var usual =
        List.of(
            "--home=" + home,
            "--city=" + MetersByOtherNames.city(home.resolveSibling("demo.yaml")),
            "--scale=0.1",
            "--port=18481",
            "--kafka-port=19492",
            "--metrics-port=18449");
    var arguments = Stream.concat(usual.stream(), Arrays.stream(more)).toArray(String[]::new);
    return UpProcess.start(log, MetersByOtherNames.ENVIRONMENT, arguments);
  }

  private static JsonNode runFile(Path home) throws IOException {
    return JSON.readTree(home.resolve("run.json").toFile());
  }

  /** That of this run, not of the one before. */
  private static JsonNode runFile(Path home, UpProcess up) throws IOException {
    await()
        .atMost(Duration.ofSeconds(180))
        .until(
            () -> !up.isAlive() || runFile(home).path("process").path("pid").asLong() == up.pid());
    assertThat(up.isAlive()).as(up.output()).isTrue();
    return runFile(home);
  }

  private static void awaitFileIn(Path lake, UpProcess up) {
    await()
        .atMost(Duration.ofSeconds(180))
        .until(() -> !up.isAlive() || hasFinishedFile(lake.resolve("observations")));
    assertThat(up.isAlive()).isTrue();
  }

  private static boolean hasFinishedFile(Path dataset) throws IOException {
    if (!Files.isDirectory(dataset)) {
      return false;
    }
    try (var files = Files.walk(dataset)) {
      return files.anyMatch(
          file -> {
            var name = file.getFileName().toString();
            return name.endsWith(".parquet") && !name.startsWith(".") && !name.startsWith("_");
          });
    }
  }

  private static void kill(long pid) {
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  /** Alerts as a consumer sees them that knows nothing of us; missing when there is no Python. */
  private static JsonNode readAlerts(Path home, UpProcess up)
      throws IOException, InterruptedException {
    var python = PythonReaders.find();
    if (python.isEmpty()) {
      return JSON.missingNode();
    }
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> !up.isAlive() || up.output().contains("opened "));
    var bootstrap = runFile(home).path("bootstrap").asText();
    return PythonReaders.json(python.get(), "src/test/python/read_alerts.py", bootstrap);
  }

  private static void checkLake(Path lake, JsonNode report) throws Exception {
    try (var oracle = new LakeOracle(lake)) {
      for (var dataset :
          new String[] {"observations", "aggregates", "alerts", "daily-summary", "rejected"}) {
        assertThat(oracle.rows(dataset))
            .as(dataset)
            .isPositive()
            .isEqualTo(report.at("/lake/datasets/" + dataset + "/rows").asLong());
      }
      assertThat(oracle.repeatedObservations()).isZero();
      assertThat(oracle.repeatedAggregates()).isEmpty();
      assertThat(oracle.windows(FROM, TO)).isGreaterThan(500);
      assertThat(oracle.wrongWindows(Duration.ofHours(1), "true", FROM, TO)).isEmpty();
      assertThat(oracle.wrongWindows(Duration.ofMinutes(15), READ_OFTEN, FROM, TO)).isEmpty();
    }
    var python = PythonReaders.find();
    if (python.isPresent()) {
      var seen =
          PythonReaders.json(
              python.get(), "../../jobs/src/test/python/lake_check.py", lake.toString());
      for (var dataset : seen.path("datasets").properties()) {
        var rows = report.at("/lake/datasets/" + dataset.getKey() + "/rows").asLong();
        var frames = PLAIN.contains(dataset.getKey()) ? "pandas" : "geopandas";
        for (var reader : new String[] {"pyarrow", frames, "duckdb"}) {
          assertThat(dataset.getValue().path(reader).asLong())
              .as("%s read by %s", dataset.getKey(), reader)
              .isEqualTo(rows);
        }
      }
    }
  }
}
