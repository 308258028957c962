package citybrain.jobs.lake.history;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.jobs.lake.rows.AlertRows;
import citybrain.jobs.lake.rows.ClockRows;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.wire.AlertJson;
import citybrain.wire.ClockMark;
import citybrain.wire.ToldClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a replay, and of what cannot be judged. */
class LakeReplayTest {

  private static final String CITY =
      """
      city: demo
      name: Demo
      time-zone: UTC
      bounding-box: [10, 52, 11, 53]
      zones:
        h3: {resolution: 9}
      feeds:
        air:
          kind: table
          feature: {column: station}
          time: {column: at, format: iso}
          position: {longitude: x, latitude: y}
          values:
            value: {property: PM10, unit: ug/m3}
      rules:
        threshold:
          smoky: {property: PM10, above: 100}
      """;

  private static final Instant MIDNIGHT = Instant.parse("2025-03-10T00:00:00Z");
  private static final String BEFORE =
      "lake-of-before/observations/city=demo/domain=environment/date=2025-03-11/part-0.parquet";

  private final Path home;
  private final Path lake;

  LakeReplayTest(@TempDir Path home) {
    this.home = home;
    this.lake = home.resolve("lake");
  }

  @BeforeEach
  void archive() throws IOException {
    Files.writeString(home.resolve("demo.yaml"), CITY);
    LakeFilesByHand.write(lake, List.of(air(10, 10), air(20, 150), air(30, 20)), "UTC");
    var clock = ClockMark.ofFeed(MIDNIGHT.plusSeconds(7_200).toEpochMilli());
    write(
        "clocks/city=demo/domain=environment/date=2025-03-10/part.parquet",
        new ClockRows(),
        List.of(new ToldClock("demo", "air", Domain.ENVIRONMENT, clock)));
  }

  private static Observation air(int minute, double value) {
    var time = MIDNIGHT.plusSeconds(60L * minute);
    return new Observation(
        "demo", "air", "s", ObservedProperty.PM10, time, time, value, null, "", "p", Quality.GOOD);
  }

  private <T> void write(String file, RowFormat<T> format, List<T> rows) throws IOException {
    SummaryFile.write(new org.apache.flink.core.fs.Path(lake.resolve(file).toUri()), format, rows);
  }

  private String replay(String... more) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "--lake=" + lake.toUri(),
                "--cities=" + home.resolve("demo.yaml"),
                "--data=" + home,
                "--rules=environment.threshold-*"));
    arguments.addAll(List.of(more));
    var out = System.out;
    var caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      LakeReplayMain.main(arguments.toArray(String[]::new));
    } finally {
      System.setOut(out);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }

  private static String line(String name, String then, String now, String same) {
    return String.format(Locale.ROOT, "%-36s %9s %9s %9s%n", name, then, now, same);
  }

  @Test
  void whatWasSaidLiveIsHeldAgainstWhatIsSaidNow() throws IOException {
    var alerts = home.resolve("alerts");

    assertThat(replay("--alerts=" + alerts))
        .startsWith("demo, 2025-03-10 to 2025-03-10: 3 readings of 1 days")
        .contains(line("environment.threshold-smoky", "0", "2", "0"));

    var codec = new AlertJson();
    var told =
        Files.readAllLines(alerts.resolve("demo.jsonl")).stream()
            .map(one -> codec.decode(one.getBytes(StandardCharsets.UTF_8)))
            .toList();
    var folder = "alerts/city=demo/domain=environment/date=2025-03-10/";
    write(folder + "part-0.parquet", new AlertRows(), told.subList(0, 1));
    assertThat(replay()).contains(line("environment.threshold-smoky", "1", "2", "1"));
    write(folder + "part-1.parquet", new AlertRows(), told.subList(1, 2));
    assertThat(replay()).contains(line("environment.threshold-smoky", "2", "2", "all"));
  }

  @Test
  void whatIsDamagedOrOfBeforeIsNamedAndTheRestIsJudged() throws IOException {
    var folder = lake.resolve("observations/city=demo/domain=environment");
    Files.writeString(folder.resolve("date=2025-03-10/part-9.parquet"), "no Parquet");
    var before = folder.resolve("date=2025-03-11/part-0.parquet");
    Files.createDirectories(before.getParent());
    Files.copy(Path.of("src/test/resources/citybrain/jobs").resolve(BEFORE), before);
    Files.createDirectories(folder.resolve("date=today"));

    assertThat(replay())
        .contains(line("environment.threshold-smoky", "0", "2", "0"))
        .containsPattern("left out: .*date=2025-03-10/part-9.parquet: .*not a Parquet file")
        .containsPattern("left out: .*date=2025-03-11/part-0.parquet: has no column 'clock'")
        .containsPattern("left out: .*date=today: is no folder date=YYYY-MM-DD");
  }

  @Test
  void whatIsAskedForWronglyIsSaidInALine() throws IOException {
    assertThat(replay("--rules=nonsense")).startsWith("problem=").contains("nonsense");
    assertThat(replay("--from=2030-01-01"))
        .isEqualToIgnoringNewLines(
            "problem=the lake " + lake.toUri() + " has nothing of demo in this time");
    assertThat(replay("--to=tomorrow"))
        .isEqualToIgnoringNewLines(
            "problem=setting 'to' is 'tomorrow': expected a day such as 2025-03-10");
  }
}
