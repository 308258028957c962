package citybrain.jobs.lake.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.geo.HexGrid;
import citybrain.geo.Position;
import citybrain.jobs.lake.Duck;
import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.runtime.Config;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers, windows, shares and statistics of the summary, as DuckDB reads them. */
class SummaryLayersTest {

  private static final Position WEST = new Position(10.5, 56.5);
  private static final Position EAST = new Position(11.5, 56.2);

  /** Midnight in Kolkata. */
  private static final Instant MIDNIGHT = Instant.parse("2014-09-01T18:30:00Z");

  private final Path home;
  private final Path lake;
  private final List<Observation> archived = new ArrayList<>();

  SummaryLayersTest(@TempDir Path home) {
    this.home = home;
    this.lake = home.resolve("lake");
  }

  @BeforeEach
  void city() throws IOException {
    var file = DailySummaryJobTest.writeCity(home);
    Files.copy(home.resolve("districts.geojson"), home.resolve("wards.geojson"));
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "feeds:",
                """
                  ward:
                    file: wards.geojson
                    id-property: id
                    name-property: name
                    crs: EPSG:4326
                  h3:
                    resolution: 6
                feeds:"""));
  }

  private static Observation observation(
      String feature, double result, Duration after, Position where, Quality quality) {
    var time = MIDNIGHT.plus(after);
    return new Observation(
        "twin",
        "f",
        feature,
        ObservedProperty.PM10,
        time,
        time.plusSeconds(1),
        result,
        where,
        "",
        "p",
        quality);
  }

  private void observe(String feature, double result, Duration after, Position where) {
    archived.add(observation(feature, result, after, where, Quality.GOOD));
  }

  private void summarise(String from, String to) throws Exception {
    LakeFilesByHand.write(lake, archived, "Asia/Kolkata");
    var cities = new SummarisedCities(home.resolve("twin.yaml").toString(), home.toString());
    DailySummaryJob.run(
        new SummarySettings(lake.toUri().toString(), cities, from, to), new Configuration());
  }

  private List<String> rows(String columns, String where) throws Exception {
    try (var duck = new Duck()) {
      return duck.rows(
          "select %s from %s where %s order by all"
              .formatted(columns, Duck.table(lake, "daily-summary"), where));
    }
  }

  @Test
  void everyLayerHasEveryReadingInHoursAndInTheDay() throws Exception {
    observe("a", 1, Duration.ofMinutes(1), WEST);
    observe("b", 3, Duration.ofMinutes(59), WEST);
    observe("a", 5, Duration.ofMinutes(60), WEST);
    observe("c", 7, Duration.ofMinutes(2), EAST);
    summarise("", "");

    var west = HexGrid.text(new HexGrid(6).cell(10.5, 56.5));
    var east = HexGrid.text(new HexGrid(6).cell(11.5, 56.2));
    for (var layer : List.of("district", "ward", "h3")) {
      boolean isGrid = layer.equals("h3");
      assertThat(
              rows(
                  "zone, zone_name, \"window\", local_hour, count, sum, mean, min, max, p50,"
                      + " features, geometry is null",
                  "layer = '" + layer + "'"))
          .containsExactlyInAnyOrder(
              (isGrid ? west + "|" : "west|West") + "|P1D|0|3|9.0|3.0|1.0|5.0|3.0|2|false",
              (isGrid ? west + "|" : "west|West") + "|PT1H|0|2|4.0|2.0|1.0|3.0|1.0|2|false",
              (isGrid ? west + "|" : "west|West") + "|PT1H|1|1|5.0|5.0|5.0|5.0|5.0|1|false",
              (isGrid ? east + "|" : "east|East") + "|P1D|0|1|7.0|7.0|7.0|7.0|7.0|1|false",
              (isGrid ? east + "|" : "east|East") + "|PT1H|0|1|7.0|7.0|7.0|7.0|7.0|1|false");
    }
    assertThat(rows("distinct epoch(hour_start)::bigint", "\"window\" = 'P1D'"))
        .containsExactly(Long.toString(MIDNIGHT.getEpochSecond()));
  }

  @Test
  void statisticsAreOfWhatWasMeasuredAndSharesSayTheRest() throws Exception {
    for (int i = 1; i <= 20; i++) {
      observe("s" + i % 4, i, Duration.ofMinutes(i), WEST);
    }
    archived.add(observation("s9", 30, Duration.ofMinutes(30), WEST, Quality.SUSPECT));
    archived.add(observation("s8", 1_000, Duration.ofMinutes(31), WEST, Quality.ESTIMATED));
    summarise("", "");
    assertThat(
            rows(
                "count, suspect, late, estimated_count, estimated_sum, sum, round(stddev, 6), p05,"
                    + " p25, p50, p75, p95, features",
                "layer = 'district' and \"window\" = 'PT1H'"))
        .containsExactly("21|1|0|1|1000.0|240.0|7.16639|2.0|6.0|11.0|16.0|20.0|5");
  }

  @Test
  void whatOnlyWasEstimatedHasNoStatistics() throws Exception {
    archived.add(observation("s", 5, Duration.ofMinutes(1), WEST, Quality.ESTIMATED));
    summarise("", "");
    assertThat(
            rows(
                "count, estimated_count, sum, mean, stddev, p50, features, quantiles_sketch,"
                    + " features_sketch",
                "layer = 'district'"))
        .containsOnly("0|1|0.0|null|null|null|0|null|null")
        .hasSize(2);
  }

  /** A late reading is in observations as well, where its correction takes it back. */
  @Test
  void lateReadingsAreTruthAndCountedOnceEach() throws Exception {
    var first = observation("a", 1, Duration.ofMinutes(1), WEST, Quality.GOOD);
    var second = observation("a", 3, Duration.ofMinutes(2), WEST, Quality.GOOD);
    var estimate = observation("a", 9, Duration.ofMinutes(3), WEST, Quality.ESTIMATED);
    archived.addAll(List.of(first, second, estimate));
    observe("a", 5, Duration.ofMinutes(4), WEST);
    archived.add(corrected(second, 4));
    // Too late for a window, and too late for a rule.
    var late = List.of(first, first, second, estimate);
    LakeFilesByHand.write(lake, new ObservationRows(ObservationRows.LATE), late, "Asia/Kolkata", 0);
    summarise("", "");
    assertThat(
            rows("count, late, sum, estimated_count", "layer = 'district' and \"window\" = 'P1D'"))
        .containsExactly("3|2|10.0|1");
  }

  private static Observation corrected(Observation of, double result) {
    return new Observation(
            of.city(),
            of.feed(),
            of.feature(),
            of.property(),
            of.phenomenonTime(),
            of.resultTime().plusSeconds(60),
            result,
            of.position(),
            of.zone(),
            of.procedure(),
            of.quality())
        .inPlaceOf(new Replaced(of.result(), of.quality()));
  }

  @Test
  void aDamagedFileOfLateReadingsTakesNothingFromTheSummary() throws Exception {
    observe("a", 1, Duration.ofMinutes(1), WEST);
    var folder = lake.resolve("late/city=twin/domain=environment/date=2014-09-02");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("part-0.parquet"), "PAR1");
    summarise("", "");
    assertThat(rows("count, late", "layer = 'district'")).containsExactly("1|0", "1|0");
  }

  @Test
  void onlyTheDaysThatWereAskedFor() throws Exception {
    for (int day = 0; day < 4; day++) {
      observe("a", day, Duration.ofDays(day).plusMinutes(1), WEST);
    }
    summarise("2014-09-03", "2014-09-04");
    assertThat(rows("distinct date", "true")).containsExactly("2014-09-03", "2014-09-04");
    summarise("2014-09-05", "");
    assertThat(rows("distinct date", "true"))
        .containsExactly("2014-09-03", "2014-09-04", "2014-09-05");
  }

  private static SummarySettings settings(String... arguments) {
    return SummarySettings.from(Config.from(arguments));
  }

  @Test
  void daysThatAreNoneAreNamed() {
    assertThat(settings("--date=2014-09-02").to()).isEqualTo("2014-09-02");
    assertThat(settings("--from=2014-09-02").to()).isEmpty();
    assertWrong("setting 'from' is 'may'", "--from=may");
    assertWrong("setting 'to' is '2014-01-01'", "--from=2014-01-02", "--to=2014-01-01");
    assertWrong("setting 'date' is '2014-01-02'", "--date=2014-01-02", "--to=2014-01-03");
  }

  private static void assertWrong(String said, String... arguments) {
    assertThatThrownBy(() -> settings(arguments))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(said);
  }
}
