package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.geo.Position;
import citybrain.jobs.lake.care.Said;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import citybrain.jobs.lake.summary.SummarisedCities;
import citybrain.jobs.lake.summary.SummarySettings;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Summaries that have hours of districts alone, beside those of all layers and windows. */
class SummaryOfBeforeTest {

  private static final String OLD = "daily-summary/city=demo/date=2025-03-11/summary.parquet";

  private static final String NOTEBOOK =
      """
      import pathlib, sys
      sys.path.insert(0, sys.argv[1])
      import citylake
      for city in ("demo", "twin"):
          lake = citylake.Lake(pathlib.Path(sys.argv[2]), city)
          names = ", ".join(lake.districts.name)
          hours = lake.sql(f"select sum(count)::int as n from {lake.summary('PT1H')}").n.iloc[0]
          print(lake.card["name"], lake.day.date(), names, hours)
      """;

  private final Path home;
  private final Path lake;

  SummaryOfBeforeTest(@TempDir Path home) {
    this.home = home;
    this.lake = home.resolve("lake");
  }

  @BeforeEach
  void lakeOfTwoVersions() throws Exception {
    LakeViewsTest.copyOld(lake);
    var time = Instant.parse("2025-03-11T12:00:00Z");
    var reading =
        new Observation(
            "twin",
            "f",
            "s",
            ObservedProperty.PM10,
            time,
            time,
            7,
            new Position(10.5, 56.5),
            "",
            "p",
            Quality.GOOD);
    LakeFilesByHand.write(lake, List.of(reading), "Asia/Kolkata");
    var city = DailySummaryJobTest.writeCity(home);
    DailySummaryJob.run(
        new SummarySettings(
            lake.toString(), new SummarisedCities(city.toString(), home.toString()), ""),
        new Configuration());
  }

  @Test
  void viewsKnowWhatTheyAreOf() throws Exception {
    LakeViews.write(lake.toString());
    try (var duck = new Duck()) {
      duck.run("set variable lake = '" + lake + "'; set timezone = 'UTC'");
      duck.run(Files.readString(lake.resolve(LakeViews.FILE)));
      assertThat(
              duck.rows(
                  "select city, layer, \"window\", sum(count)::int, sum(count) filter (p50 is null)"
                      + " from daily_summary group by all order by all"))
          .containsExactly(
              "demo|district|PT1H|3|3",
              "twin|district|P1D|1|null",
              "twin|district|PT1H|1|null",
              "twin|h3|P1D|1|null",
              "twin|h3|PT1H|1|null");
    }
  }

  @Test
  void theCareOfTheLakeLeavesThemAsTheyAre() throws Exception {
    var before = Files.readAllBytes(lake.resolve(OLD));
    assertThat(Said.of("compact", lake.toString(), "--closed-for=PT0S").outcome()).isZero();
    assertThat(Said.of("verify", lake.toString()).outcome()).isZero();
    assertThat(Said.of("ls", lake.toString()).text()).contains("daily-summary");
    assertThat(Files.readAllBytes(lake.resolve(OLD))).isEqualTo(before);
  }

  @Test
  void notebooksReadBoth() throws Exception {
    var python = PythonReadersTest.python();
    assumeTrue(!python.isEmpty(), "SKIPPED: python3 with the packages of notebooks/");
    var notebooks = Path.of("../notebooks").toAbsolutePath().toString();
    var answer = PythonReadersTest.run(python, "-c", NOTEBOOK, notebooks, lake.toString());
    assertThat(answer.exit()).as(answer.text()).isZero();
    assertThat(answer.text().lines())
        .containsExactly("Demo 2025-03-11 West 3", "Twin 2025-03-11 West 1");
  }
}
