package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.feed.RejectedRecord;
import citybrain.jobs.lake.rows.RejectedRows;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import citybrain.jobs.lake.summary.SummarisedCities;
import citybrain.jobs.lake.summary.SummarySettings;
import citybrain.observation.Observation;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pyarrow, GeoPandas and DuckDB open what was written and count as the report does. */
class PythonReadersTest {

  /** Tells another interpreter, one that has the packages already. */
  private static final String PYTHON = "CITYBRAIN_PYTHON";

  private static final Path REQUIREMENTS = Path.of("..", "notebooks", "requirements-lake.txt");
  private static final Path HOME = Path.of("target", "python");

  private record Answer(int exit, String text) {}

  @Test
  void allOfThemSeeTheSameLake(@TempDir Path home) throws Exception {
    var python = python();
    assumeTrue(!python.isEmpty(), "SKIPPED: python3 with the packages of notebooks/");
    var lake = home.resolve("lake");
    archive(lake, home.resolve("checkpoints"));
    var city = DailySummaryJobTest.writeCity(home);
    DailySummaryJob.run(
        new SummarySettings(
            lake.toString(), new SummarisedCities(city.toString(), home.toString()), ""),
        new Configuration());

    var answer = run(python, "src/test/python/lake_check.py", lake.toAbsolutePath().toString());
    assertThat(answer.exit()).as(answer.text()).isZero();
    var lines = answer.text().strip().lines().toList();
    var seen = new ObjectMapper().readTree(lines.get(lines.size() - 1)).get("datasets");

    var report = LakeReport.of(lake.toString());
    assertThat(report.datasets().keySet())
        .containsExactly(
            "aggregates", "alerts", "daily-summary", "late", "observations", "rejected");
    report
        .datasets()
        .forEach(
            (name, size) -> {
              var readers =
                  name.equals(RejectedRows.DATASET)
                      ? List.of("pyarrow", "pandas", "duckdb")
                      : List.of("pyarrow", "geopandas", "geopandas_folder", "duckdb");
              for (var reader : readers) {
                assertThat(seen.at("/" + name + "/" + reader).asLong())
                    .as(name + " by " + reader)
                    .isEqualTo(size.rows());
              }
              assertThat(seen.at("/" + name + "/files").asLong()).isEqualTo(size.files());
              assertThat(seen.at("/" + name + "/bytes").asLong()).isEqualTo(size.bytes());
            });
  }

  private static void archive(Path lake, Path checkpoints) throws Exception {
    var environment = Engine.environment(checkpoints, Duration.ofMillis(150));
    ArchiveJob.wire(
        Engine.numbered(
            environment,
            "observations",
            n -> twin(Samples.observation(n)),
            Observation.class,
            5_000,
            5_000),
        Engine.numbered(environment, "aggregates", Samples::aggregate, Aggregate.class, 100, 100),
        Engine.numbered(environment, "alerts", Samples::alert, Alert.class, 30, 30),
        Engine.numbered(environment, "rejected", Samples::rejected, RejectedRecord.class, 40, 40),
        Engine.numbered(environment, "late", Samples::observation, Observation.class, 50, 50),
        lake.toString(),
        Samples.ZONES);
    environment.execute("archive");
  }

  private static Observation twin(Observation o) {
    return new Observation(
        "twin",
        o.feed(),
        o.feature(),
        o.property(),
        o.phenomenonTime(),
        o.resultTime(),
        o.result(),
        o.position(),
        o.zone(),
        o.procedure(),
        o.quality());
  }

  /** An interpreter with the packages, made below target/ when need be; empty when none. */
  private static String python() throws IOException, InterruptedException {
    var given = System.getenv(PYTHON);
    if (given != null) {
      return given;
    }
    var bin = HOME.resolve("bin").resolve("python").toAbsolutePath();
    var made = HOME.resolve("requirements.txt");
    if (Files.exists(made) && Files.mismatch(made, REQUIREMENTS) < 0) {
      return bin.toString();
    }
    try {
      var venv = run("python3", "-m", "venv", "--clear", HOME.toString());
      var install =
          venv.exit() != 0
              ? venv
              : run(bin.toString(), "-m", "pip", "install", "-q", "-r", REQUIREMENTS.toString());
      if (install.exit() == 0) {
        Files.copy(REQUIREMENTS, made);
        return bin.toString();
      }
      return skipped(install.text());
    } catch (IOException e) {
      return skipped(String.valueOf(e.getMessage()));
    }
  }

  private static String skipped(String why) {
    System.err.println(
        "SKIPPED: reading the lake with pyarrow, GeoPandas and DuckDB: " + why.strip());
    return "";
  }

  private static Answer run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }
}
