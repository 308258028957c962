package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.geo.Position;
import citybrain.jobs.lake.Duck;
import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.jobs.lake.care.Said;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import citybrain.jobs.runtime.Config;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportRunTest {

  /** Midnight in Kolkata, half an hour off the hours of UTC. */
  private static final Instant MIDNIGHT = Instant.parse("2014-09-01T18:30:00Z");

  private static final Position WEST = new Position(10.5, 56.5);

  private final Path home;
  private final Path lake;
  private final List<Observation> archived = new ArrayList<>();

  ReportRunTest(@TempDir Path home) {
    this.home = home;
    this.lake = home.resolve("lake");
  }

  @BeforeEach
  void city() throws IOException {
    DailySummaryJobTest.writeCity(home);
  }

  private Observation energy(String meter, int hour, double kwh, Quality quality) {
    var time = MIDNIGHT.plusSeconds(3600L * hour);
    boolean isTransformer = meter.startsWith("T");
    return new Observation(
        "twin",
        "f",
        meter,
        isTransformer ? ObservedProperty.TRANSFORMER_ENERGY : ObservedProperty.ELECTRIC_ENERGY,
        time,
        time,
        kwh,
        WEST,
        "transformer/T1",
        "p",
        quality);
  }

  /** Two meters and their transformer, two hours on each of two days. */
  private void twoDays() {
    for (int day = 0; day < 2; day++) {
      for (int hour = 24 * day; hour < 24 * day + 2; hour++) {
        archived.add(energy("a", hour, 1 + hour, Quality.GOOD));
        archived.add(energy("b", hour, 2, Quality.GOOD));
        archived.add(energy("T1", hour, 4 + hour, Quality.GOOD));
      }
    }
  }

  private ReportSettings settings(String from, String to) {
    return new ReportSettings(
        "energy-report",
        lake.toUri().toString(),
        home.resolve("twin.yaml").toString(),
        home.toString(),
        from.isEmpty() ? LocalDate.MIN : LocalDate.parse(from),
        to.isEmpty() ? LocalDate.MAX : LocalDate.parse(to));
  }

  private ReportMade make(String from, String to) throws Exception {
    LakeFilesByHand.write(lake, archived, "Asia/Kolkata");
    return ReportRun.of(settings(from, to), new Configuration());
  }

  private ReportMade changed(String day) throws Exception {
    return ReportRun.of(
        new ReportSettings(
            "traffic-report",
            lake.toUri().toString(),
            home.resolve("twin.yaml").toString(),
            home.toString(),
            LocalDate.MIN,
            LocalDate.MAX,
            LocalDate.parse(day)),
        new Configuration());
  }

  /** Where the lake has no day before, none behind it, or too few, that is said. */
  @Test
  void aChangeNeedsDaysOnEitherSide() throws Exception {
    for (int hour : new int[] {0, 24}) {
      var time = MIDNIGHT.plusSeconds(3600L * hour);
      archived.add(
          new Observation(
              "twin",
              "f",
              "link",
              ObservedProperty.TRAFFIC_SPEED,
              time,
              time,
              50,
              WEST,
              "",
              "p",
              Quality.GOOD));
    }
    LakeFilesByHand.write(lake, archived, "Asia/Kolkata");
    assertThat(changed("2014-10-01").problem())
        .contains("2014-10-01")
        .contains("2014-09-02 to 2014-09-03");
    assertThat(changed("2014-09-02").problem()).contains("no before");
    var tooFew = changed("2014-09-03");
    assertThat(tooFew.rows()).isNotEmpty();
    assertThat(tooFew.problem()).contains("2014-09-03").contains("too few days are known");
  }

  private List<String> rows(String where) throws Exception {
    try (var duck = new Duck()) {
      return duck.rows(
          "select city, period, layer, zone, zone_name, local_date, about, measure, unit,"
              + " round(value, 4), \"count\", geometry is null from "
              + Duck.table(lake, "reports/energy-report")
              + " where "
              + where
              + " order by all");
    }
  }

  @Test
  void oneFileOfAllGroupsThatOthersCanRead() throws Exception {
    twoDays();
    var made = make("", "");
    assertThat(made.problem()).isNull();
    assertThat(made.setAside()).isEmpty();
    assertThat(rows("measure in ('energy', 'peak-load', 'loss') and span = 'month'"))
        .containsExactly(
            "twin|2014-09-02_2014-09-03|district|west|West|2014-09-01|meters|energy|kW.h|62.0|4|false",
            "twin|2014-09-02_2014-09-03|district|west|West|2014-09-01|meters|peak-load|kW|28.0|4|false",
            "twin|2014-09-02_2014-09-03|district|west|West|2014-09-01|transformers|energy|kW.h|66.0|4|false",
            "twin|2014-09-02_2014-09-03|district|west|West|2014-09-01|transformers|peak-load|kW|29.0|4|false",
            "twin|2014-09-02_2014-09-03|transformer|T1||2014-09-01|meters|energy|kW.h|62.0|4|true",
            "twin|2014-09-02_2014-09-03|transformer|T1||2014-09-01|meters|peak-load|kW|28.0|4|true",
            "twin|2014-09-02_2014-09-03|transformer|T1||2014-09-01|transformers|energy|kW.h|66.0|4|true",
            "twin|2014-09-02_2014-09-03|transformer|T1||2014-09-01|transformers|loss|kW.h|4.0|4|true",
            "twin|2014-09-02_2014-09-03|transformer|T1||2014-09-01|transformers|peak-load|kW|29.0|4|true");
  }

  @Test
  void theFooterSaysTheMethod() throws Exception {
    twoDays();
    make("", "");
    try (var duck = new Duck()) {
      var said =
          duck.one(
              "select decode(value) from parquet_kv_metadata('"
                  + lake
                  + "/reports/**/*.parquet') where decode(key) = 'citybrain.report'");
      var json = new ObjectMapper().readTree(said);
      assertThat(json.at("/measures/load-factor/formula").asText()).contains("mean of X(h)");
      assertThat(json.at("/source").asText()).contains("Gönen");
      assertThat(json.at("/from").asText()).isEqualTo("2014-09-02");
    }
    // As the data dictionary has it, which knows every column.
    var verified = Said.of("verify", lake.toUri().toString(), "--dataset=reports");
    assertThat(verified.outcome()).as(verified.text()).isZero();
  }

  /** Again and with more: the file is replaced, and nothing else is left. */
  @Test
  void thePeriodIsReplaced() throws Exception {
    twoDays();
    make("2014-09-02", "2014-09-02");
    archived.add(energy("c", 0, 5, Quality.GOOD));
    archived.add(energy("c", 1, 5, Quality.GOOD));
    make("2014-09-02", "2014-09-02");
    assertThat(rows("layer = 'transformer' and span = 'day' and measure = 'energy'"))
        .containsExactly(
            "twin|2014-09-02_2014-09-02|transformer|T1||2014-09-02|meters|energy|kW.h|17.0|2|true",
            "twin|2014-09-02_2014-09-02|transformer|T1||2014-09-02|transformers|energy|kW.h|9.0|2|true");
    try (var files = Files.walk(lake.resolve("reports"))) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .allMatch(name -> name.equals("report.parquet") || name.endsWith(".crc"));
    }
  }

  @Test
  void whatWasTakenBackIsNotThereAndWhatNobodyMeasuredIsCounted() throws Exception {
    twoDays();
    var right = energy("a", 0, 100, Quality.GOOD);
    archived.add(
        new Observation(
                right.city(),
                right.feed(),
                right.feature(),
                right.property(),
                right.phenomenonTime(),
                right.resultTime().plusSeconds(60),
                right.result(),
                right.position(),
                right.zone(),
                right.procedure(),
                right.quality())
            .inPlaceOf(new Replaced(1, Quality.GOOD)));
    archived.add(energy("b", 2, 7, Quality.ESTIMATED));
    var made = make("2014-09-02", "2014-09-02");
    assertThat(made.rows())
        .filteredOn(row -> row.layer().equals("transformer") && row.span().equals("day"))
        .filteredOn(row -> row.about().equals("meters") && row.measure().equals("energy"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.value()).isEqualTo(106); // 100 + 2 and 2 + 2
              assertThat(row.estimated()).isEqualTo(1);
            });
  }

  /** Each is named and stays where it is, and the report is made of the rest. */
  @Test
  void whatIsDamagedIsSetAside() throws Exception {
    twoDays();
    make("", "");
    var before = rows("true");
    var day = lake.resolve("observations/city=twin/domain=energy/date=2014-09-02");
    var sound = Files.readAllBytes(day.resolve("part-0.parquet"));
    Files.write(day.resolve("cut.parquet"), Arrays.copyOf(sound, sound.length / 2));
    var spoilt = sound.clone();
    Arrays.fill(spoilt, 4, sound.length / 2, (byte) 0x5a); // its footer is whole
    Files.write(day.resolve("spoilt.parquet"), spoilt);
    Files.writeString(day.resolve("notes.txt"), "hello");
    Files.createDirectory(day.resolveSibling("date=someday"));

    var made = make("", "");
    assertThat(made.setAside()).hasSize(4);
    for (var name : List.of("cut.parquet", "spoilt.parquet", "notes.txt", "date=someday")) {
      assertThat(made.setAside()).anyMatch(line -> line.contains("/" + name + ": "));
    }
    assertThat(rows("true")).isEqualTo(before);
    assertThat(Files.exists(day.resolve("cut.parquet"))).isTrue();
  }

  @Test
  void whereThereIsNothingItIsSaidWhatThereIs() throws Exception {
    assertThat(make("", "").problem()).contains("city=twin", "there is: nothing");
    var time = MIDNIGHT;
    archived.add(
        new Observation(
            "twin", "f", "s", ObservedProperty.PM10, time, time, 1, WEST, "", "p", Quality.GOOD));
    assertThat(make("", "").problem()).contains("domain=energy", "there is: environment");
    archived.add(
        new Observation(
            "twin",
            "f",
            "T1",
            ObservedProperty.VOLTAGE,
            time,
            time,
            230,
            WEST,
            "",
            "p",
            Quality.GOOD));
    assertThat(make("", "").problem())
        .contains("1 files of these days were read", "ELECTRIC_ENERGY and TRANSFORMER_ENERGY");
    assertThat(make("2015-01-01", "").problem()).contains("days from 2014-09-02 to 2014-09-02");
    assertThat(Files.exists(lake.resolve("reports"))).isFalse();
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> ReportSettings.from(Config.from("--from=yesterday")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'from' is 'yesterday': expected a date such as 2024-01-31");
    assertThatThrownBy(
            () -> ReportSettings.from(Config.from("--from=2024-02-01", "--to=2024-01-01")))
        .hasMessageContaining("a day not before 2024-02-01");
    assertThatThrownBy(() -> ReportSettings.from(Config.from("--changed-on=2014-09-33")))
        .hasMessageContaining("changed-on");
    assertThatThrownBy(
            () ->
                ReportSettings.from(
                    Config.from("--report=energy-report", "--changed-on=2014-09-03")))
        .hasMessageContaining("changed-on")
        .hasMessageContaining("traffic-report");
    assertThatThrownBy(
            () ->
                ReportSettings.from(
                    Config.from(
                        "--report=traffic-report", "--from=2014-09-02", "--changed-on=2014-09-02")))
        .hasMessageContaining("a day after the first");
    assertThatThrownBy(() -> ReportSettings.from(Config.from("--report=weather")))
        .hasMessageContaining("energy-report");
  }

  @Test
  void linesAreJson() throws Exception {
    twoDays();
    var lines = make("", "").lines();
    var head = new ObjectMapper().readTree(lines.get(0));
    assertThat(head.path("file").asText())
        .endsWith("/reports/energy-report/city=twin/period=2014-09-02_2014-09-03/report.parquet");
    assertThat(lines.subList(1, lines.size()))
        .hasSize(16)
        .allSatisfy(
            line ->
                assertThat(new ObjectMapper().readTree(line).path("span").asText())
                    .isEqualTo("month"));
  }
}
