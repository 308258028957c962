package citybrain.jobs.lake;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.feed.RejectedRecord;
import citybrain.geo.Position;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.lake.care.Said;
import citybrain.jobs.lake.rows.ClockRows;
import citybrain.jobs.lake.rows.RejectedRows;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import citybrain.jobs.lake.summary.SummarisedCities;
import citybrain.jobs.lake.summary.SummarySettings;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import citybrain.wire.BlockWriter;
import citybrain.wire.FrameWriter;
import citybrain.wire.ToldClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * pyarrow, GeoPandas and DuckDB open what was written and count as the report does; fastavro reads
 * topics.
 */
public class PythonReadersTest {

  /** Tells another interpreter, one that has the packages already. */
  private static final String PYTHON = "CITYBRAIN_PYTHON";

  /** All that tests need, so that those of other modules find it made. */
  private static final List<Path> REQUIREMENTS =
      List.of(
          Path.of("../notebooks/requirements.txt"),
          Path.of("../deploy/local/src/test/python/requirements.txt"));

  /** What has no place. */
  private static final Set<String> PLAIN = Set.of(RejectedRows.DATASET, ClockRows.DATASET);

  private static final Set<String> GEOMETRIES =
      Set.of("aggregates", "alerts", "daily-summary", "late", "observations", "zones");

  private static final Path HOME = Path.of("../target/python");

  public record Answer(int exit, String text) {}

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
    var cities = Cities.of(city.toString(), home.toString());
    LakeZones.write(lake.toString(), cities.zones(), cities.timeZones());
    assertSeen(python, lake);
    GpioCheck.assertGood(lake, home.resolve("gpio"), GEOMETRIES);

    // Whoever wrote the files: the archive, or the compaction by Parquet's own writer.
    assertThat(Said.of("compact", lake.toString(), "--closed-for=PT0S").outcome()).isZero();
    assertThat(LakeReport.of(lake.toString()).dataset("observations").files()).isLessThan(16);
    assertSeen(python, lake);
    GpioCheck.assertGood(lake, home.resolve("gpio-compacted"), GEOMETRIES);
  }

  private static void assertSeen(String python, Path lake) throws Exception {
    var answer = run(python, "src/test/python/lake_check.py", lake.toAbsolutePath().toString());
    assertThat(answer.exit()).as(answer.text()).isZero();
    var lines = answer.text().strip().lines().toList();
    var seen = new ObjectMapper().readTree(lines.get(lines.size() - 1)).get("datasets");

    var report = LakeReport.of(lake.toString());
    assertThat(report.datasets().keySet())
        .containsExactly(
            "aggregates",
            "alerts",
            "clocks",
            "daily-summary",
            "late",
            "observations",
            "rejected",
            "zones");
    report
        .datasets()
        .forEach(
            (name, size) -> {
              var readers =
                  PLAIN.contains(name)
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

  /** By notebooks/citytopics.py, which knows the published schemas and nothing of our codecs. */
  @Test
  void fastavroReadsBlocksAndFrames(@TempDir Path home) throws Exception {
    var python = python();
    assumeTrue(!python.isEmpty(), "SKIPPED: python3 with the packages of notebooks/");
    var observations =
        IntStream.range(0, 3_000)
            .mapToObj(Samples::observation)
            .collect(
                Collectors.groupingBy(
                    o -> o.city() + "/" + o.feed() + "/" + o.property().domain(),
                    TreeMap::new,
                    Collectors.toList()));
    var blocks = new BlockWriter();
    var aggregates = IntStream.range(0, 200).mapToObj(Samples::aggregate).toList();
    var frames = new FrameWriter();
    var answer =
        run(
            python,
            "src/test/python/topics_check.py",
            file(
                home.resolve("blocks"),
                observations.values().stream().map(rows -> blocks.encode(rows, Stamp.NONE))),
            file(home.resolve("frames"), aggregates.stream().map(one -> frame(frames, one))));

    assertThat(answer.exit()).as(answer.text()).isZero();
    var json = new ObjectMapper();
    var rows = new ArrayList<JsonNode>();
    for (var line : answer.text().lines().toList()) {
      rows.add(json.readTree(line));
    }
    var sent = observations.values().stream().flatMap(List::stream).toList();
    assertThat(rows).hasSize(sent.size() + aggregates.size());
    for (int i = 0; i < sent.size(); i++) {
      assertRow(rows.get(i), sent.get(i));
    }
    for (int i = 0; i < aggregates.size(); i++) {
      assertRow(rows.get(sent.size() + i), aggregates.get(i));
    }
  }

  private static void assertRow(JsonNode row, Observation sent) {
    var place = row.get("position");
    assertThat(
            new Observation(
                row.get("city").asText(),
                row.get("feed").asText(),
                row.get("feature").asText(),
                ObservedProperty.of(row.get("property").asText()),
                Instant.ofEpochMilli(row.get("phenomenon_time").asLong()),
                Instant.ofEpochMilli(row.get("result_time").asLong()),
                row.get("result").asDouble(),
                place.isNull()
                    ? null
                    : new Position(place.get(0).asDouble(), place.get(1).asDouble()),
                row.get("zone").asText(),
                row.get("procedure").asText(),
                Quality.valueOf(row.get("quality").asText())))
        .usingRecursiveComparison()
        .withComparatorForType(PythonReadersTest::byTenMillionths, Double.class)
        .isEqualTo(sent);
  }

  /** Positions are rounded on their way. */
  private static int byTenMillionths(double one, double other) {
    return Math.abs(one - other) < 1e-7 ? 0 : Double.compare(one, other);
  }

  private static void assertRow(JsonNode row, Aggregate sent) {
    assertThat(
            List.of(
                row.get("zone").asText(),
                row.get("layer").asText(),
                row.get("property").asText(),
                row.get("window_start").asLong(),
                row.get("window_end").asLong(),
                row.get("revision").asInt(),
                row.get("count").asLong(),
                row.get("sum").asDouble(),
                row.get("min").asDouble(Double.NaN),
                row.get("max").asDouble(Double.NaN),
                row.get("estimated_count").asLong(),
                row.get("estimated_sum").asDouble()))
        .containsExactly(
            sent.zone(),
            sent.layer(),
            sent.property().name(),
            sent.windowStart().toEpochMilli(),
            sent.windowEnd().toEpochMilli(),
            sent.revision(),
            sent.count(),
            sent.sum(),
            sent.min(),
            sent.max(),
            sent.estimated(),
            sent.estimatedSum());
  }

  private static byte[] frame(FrameWriter frames, Aggregate one) {
    frames.add(
        one.zone(),
        one.position(),
        one.revision(),
        one.count(),
        one.sum(),
        one.min(),
        one.max(),
        one.estimated(),
        one.estimatedSum());
    return frames.encode(
        one.city(),
        one.layer(),
        one.property(),
        one.windowStart().toEpochMilli(),
        one.windowEnd().toEpochMilli());
  }

  /** Records, each behind its length. */
  private static String file(Path path, Stream<byte[]> records) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (var record : records.toList()) {
        out.writeInt(record.length);
        out.write(record);
      }
    }
    return Files.write(path, bytes.toByteArray()).toString();
  }

  private static void archive(Path lake, Path checkpoints) throws Exception {
    var environment = Engine.environment(checkpoints, Duration.ofMillis(150));
    ArchiveJob.wire(
        Engine.numbered(
            environment,
            "observations",
            n -> twin(Samples.observation(n)),
            Stamped.class,
            5_000,
            5_000),
        Engine.numbered(environment, "aggregates", Samples::aggregate, Aggregate.class, 100, 100),
        Engine.numbered(environment, "alerts", Samples::alert, Alert.class, 30, 30),
        Engine.numbered(environment, "rejected", Samples::rejected, RejectedRecord.class, 40, 40),
        Engine.numbered(environment, "late", Samples::stamped, Stamped.class, 50, 50),
        Engine.numbered(environment, "clocks", Samples::clock, ToldClock.class, 20, 20),
        lake.toString(),
        Samples.ZONES);
    environment.execute("archive");
  }

  private static Stamped twin(Observation o) {
    var twin =
        new Observation(
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
    return new Stamped(twin, Stamp.NONE);
  }

  /** An interpreter with the packages of notebooks/; empty when there is none, which is said. */
  public static String python() throws IOException, InterruptedException {
    var given = System.getenv(PYTHON);
    return given != null ? given : python(HOME, REQUIREMENTS);
  }

  /** An interpreter with these packages; empty when there is none, which is said. */
  static String python(Path home, List<Path> requirements)
      throws IOException, InterruptedException {
    Files.createDirectories(home);
    // Another JVM of tests may be at it; closing gives the lock back.
    try (var turn =
        FileChannel.open(home.resolveSibling(home.getFileName() + ".lock"), CREATE, WRITE)) {
      turn.lock();
      return made(home, requirements);
    }
  }

  private static String made(Path home, List<Path> requirements)
      throws IOException, InterruptedException {
    var bin = home.resolve("bin").resolve("python").toAbsolutePath();
    var made = home.resolve("requirements");
    var wanted = new StringBuilder();
    for (var file : requirements) {
      wanted.append(Files.readString(file));
    }
    if (Files.exists(made) && Files.readString(made).contentEquals(wanted)) {
      return bin.toString();
    }
    try {
      var venv = run("python3", "-m", "venv", "--clear", home.toString());
      var command = new ArrayList<>(List.of(bin.toString(), "-m", "pip", "install", "-q"));
      command.add("--no-compile");
      requirements.forEach(file -> command.addAll(List.of("-r", file.toString())));
      var install = venv.exit() != 0 ? venv : run(command.toArray(String[]::new));
      if (install.exit() == 0) {
        Files.writeString(made, wanted);
        return bin.toString();
      }
      return skipped(install.text());
    } catch (IOException e) {
      return skipped(String.valueOf(e.getMessage()));
    }
  }

  private static String skipped(String why) {
    System.err.println("SKIPPED: reading the lake with packages of Python: " + why.strip());
    return "";
  }

  public static Answer run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }
}
