package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.lake.rows.AggregateRows;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables that DuckDB sees through views.sql. */
class LakeViewsTest {

  /** Written by the version before there were windows, dictionaries and versions. */
  private static final Path OF_BEFORE = Path.of("src/test/resources/citybrain/jobs/lake-of-before");

  private static final Instant NOON = Instant.parse("2014-09-02T12:00:00Z");

  private final Path home;
  private final Path lake;

  LakeViewsTest(@TempDir Path home) {
    this.home = home;
    this.lake = home.resolve("lake");
  }

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(lake);
    assertThat(LakeViews.write(lake.toUri().toString())).isTrue();
    assertThat(LakeViews.write(lake.toUri().toString())).isFalse();
  }

  private Duck open() throws SQLException, IOException {
    var duck = new Duck();
    duck.run("set variable lake = '" + lake + "'; set timezone = 'UTC'");
    duck.run(Files.readString(lake.resolve(LakeViews.FILE)));
    return duck;
  }

  @Test
  void aLakeWithoutFilesHasAllTables() throws Exception {
    try (var duck = open()) {
      for (var view :
          List.of(
              "observations",
              "observations_all",
              "aggregates",
              "aggregates_all_revisions",
              "alerts",
              "late",
              "rejected",
              "zones",
              "clocks",
              "daily_summary")) {
        assertThat(duck.one("select count(*), count(city) from " + view)).as(view).isEqualTo("0|0");
      }
      assertThat(duck.rows("select \"window\", zone_name, date from aggregates")).isEmpty();
    }
  }

  private static Aggregate aggregate(String zone, int seconds, int revision, long count) {
    return new Aggregate(
        "twin",
        "district",
        zone,
        ObservedProperty.PM10,
        NOON,
        NOON.plusSeconds(seconds),
        revision,
        count,
        count * 10.0,
        1,
        20,
        null);
  }

  private void archive(Aggregate... aggregates) throws IOException {
    var folder = "aggregates/city=twin/domain=environment/date=2014-09-02/part-0.parquet";
    SummaryFile.write(
        new org.apache.flink.core.fs.Path(lake.resolve(folder).toUri()),
        new AggregateRows(),
        List.of(aggregates));
  }

  @Test
  void onlyTheLastRevisionHoldsAndWindowsAreToldApart() throws Exception {
    archive(
        aggregate("west", 3600, 0, 5),
        aggregate("west", 3600, 2, 7),
        aggregate("west", 3600, 1, 6),
        aggregate("west", 900, 0, 2),
        aggregate("east", 3600, 0, 1));
    var city = DailySummaryJobTest.writeCity(home);
    var cities = Cities.of(city.toString(), home.toString());
    LakeZones.write(lake.toUri().toString(), cities.zones(), cities.timeZones());
    try (var duck = open()) {
      assertThat(
              duck.rows(
                  "select zone, zone_name, \"window\", revision, count from aggregates order by all"))
          .containsExactly("east|East|PT1H|0|1", "west|West|PT15M|0|2", "west|West|PT1H|2|7");
      assertThat(duck.one("select count(*) from aggregates_all_revisions")).isEqualTo("5");
      assertThat(
              duck.one(
                  "select count(*) from aggregates where city = 'twin' and date = '2014-09-02'"
                      + " and \"window\" = 'PT1H'"))
          .isEqualTo("2");
    }
  }

  private static Observation observation(
      int second, double result, int told, @Nullable Replaced replaces) {
    return new Observation(
        "twin",
        "f",
        "s",
        ObservedProperty.PM10,
        NOON.plusSeconds(second),
        NOON.plusSeconds(told),
        result,
        null,
        "",
        "p",
        Quality.GOOD,
        replaces);
  }

  @Test
  void whatWasTakenBackIsNotSeen() throws Exception {
    LakeFilesByHand.write(
        lake,
        List.of(
            observation(0, 5, 60, null),
            observation(1, 5, 60, null),
            observation(0, 7, 120, new Replaced(5, Quality.GOOD)),
            // Back to what it was: the first is taken back, this is not.
            observation(1, 6, 120, new Replaced(5, Quality.GOOD)),
            observation(1, 5, 180, new Replaced(6, Quality.GOOD))),
        "UTC");
    try (var duck = open()) {
      assertThat(
              duck.rows(
                  "select epoch(phenomenon_time - timestamptz '2014-09-02 12:00:00+00')::int, result,"
                      + " epoch(result_time - timestamptz '2014-09-02 12:00:00+00')::int"
                      + " from observations order by all"))
          .containsExactly("0|7.0|120", "1|5.0|180");
      assertThat(duck.one("select count(*) from observations_all")).isEqualTo("5");
    }
  }

  @Test
  void filesOfBeforeAreReadBesideNewOnes() throws Exception {
    copyOld(lake);
    archive(aggregate("west", 86_400, 0, 5));
    try (var duck = open()) {
      assertThat(
              duck.rows(
                  "select city, \"window\", count(*) from aggregates group by all order by all"))
          .containsExactly("demo|PT1H|2", "twin|P1D|1");
      assertThat(duck.one("select count(*), count(replaces) from observations")).isEqualTo("3|0");
    }
  }

  static void copyOld(Path lake) throws IOException {
    try (var files = Files.walk(OF_BEFORE)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = lake.resolve(OF_BEFORE.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
