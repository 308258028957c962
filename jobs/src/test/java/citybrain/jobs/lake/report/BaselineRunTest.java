package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.jobs.lake.Duck;
import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.jobs.lake.care.Said;
import citybrain.jobs.lake.rows.BaselineColumns;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import citybrain.jobs.runtime.Config;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineRunTest {

  /** Midnight in Kolkata, half an hour off the hours of UTC; a Tuesday begins. */
  private static final Instant MIDNIGHT = Instant.parse("2014-09-01T18:30:00Z");

  private final Path home;
  private final Path lake;
  private final List<Observation> archived = new ArrayList<>();

  BaselineRunTest(@TempDir Path home) {
    this.home = home;
    this.lake = home.resolve("lake");
  }

  @BeforeEach
  void city() throws IOException {
    DailySummaryJobTest.writeCity(home);
  }

  private void read(
      ObservedProperty property, String feature, int hour, double value, Quality quality) {
    var time = MIDNIGHT.plusSeconds(3600L * hour + 60);
    archived.add(
        new Observation(
            "twin", "f", feature, property, time, time, value, null, "dma/D1", "p", quality));
  }

  /** Three days of two readings, the same of a flow and a pressure. */
  private void threeDays() {
    double[][] days = {{1, 3}, {10, 20}, {4, 5}};
    for (int day = 0; day < days.length; day++) {
      for (int hour = 0; hour < 2; hour++) {
        read(ObservedProperty.WATER_FLOW, "in", 24 * day + 9, days[day][hour], Quality.GOOD);
      }
      read(ObservedProperty.WATER_PRESSURE, "s/1", 24 * day + 9, 40 + day, Quality.GOOD);
      read(ObservedProperty.TRAFFIC_SPEED, "l", 24 * day + 9, 50, Quality.GOOD);
    }
  }

  private List<String> make(String from, String to, String appliesFrom) throws Exception {
    LakeFilesByHand.write(lake, archived, "Asia/Kolkata");
    var settings =
        new BaselineSettings(
            lake.toUri().toString(),
            home.resolve("twin.yaml").toString(),
            home.toString(),
            from.isEmpty() ? LocalDate.MIN : LocalDate.parse(from),
            to.isEmpty() ? LocalDate.MAX : LocalDate.parse(to),
            appliesFrom,
            Instant.MIN);
    return BaselineRun.of(settings, new Configuration());
  }

  private List<String> rows() throws Exception {
    try (var duck = new Duck()) {
      return duck.rows(
          "select city, domain, version, feed, feature, property, unit, zone, day_kind, local_time,"
              + " median, mad, p05, p95, days, readings, first_day, learned_from, learned_to from "
              + Duck.table(lake, "baselines")
              + " order by all");
    }
  }

  private static JsonNode json(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }

  @Test
  void aFileOfEachDomainThatOthersCanRead() throws Exception {
    threeDays();
    var lines = make("", "", "");
    assertThat(rows())
        .containsExactly(
            "twin|transport|20140904T183000Z|f|l|TRAFFIC_SPEED|km/h|dma/D1|working|09:00|50.0|0.0|50.0|50.0|3|3|2014-09-02|2014-09-02|2014-09-04",
            "twin|water|20140904T183000Z|f|in|WATER_FLOW|L/s|dma/D1|working|09:00|4.5|1.5|1.0|20.0|3|6|2014-09-02|2014-09-02|2014-09-04",
            "twin|water|20140904T183000Z|f|s/1|WATER_PRESSURE|m[H2O]|dma/D1|working|09:00|41.0|1.0|40.0|42.0|3|3|2014-09-02|2014-09-02|2014-09-04");
    assertThat(lines).hasSize(2);
    var head = json(lines.get(1));
    assertThat(head.path("domain").asText()).isEqualTo("water");
    assertThat(head.path("series").asInt()).isEqualTo(2);
    assertThat(head.path("applies_from").asText()).isEqualTo("2014-09-04T18:30:00Z");
    assertThat(head.path("file").asText())
        .endsWith("/baselines/city=twin/domain=water/version=20140904T183000Z/baselines.parquet");
  }

  @Test
  void theFooterSaysTheMethodAndTheDictionaryKnowsTheColumns() throws Exception {
    threeDays();
    make("", "", "");
    try (var duck = new Duck()) {
      var said =
          duck.one(
              "select distinct decode(value) from parquet_kv_metadata('"
                  + lake
                  + "/baselines/city=twin/domain=water/*/*.parquet') where decode(key) ="
                  + " 'citybrain.baselines'");
      assertThat(json(said).path("method").asText()).contains("median of its readings");
      assertThat(json(said).path("to").asText()).isEqualTo("2014-09-04");
    }
    var verified = Said.of("verify", lake.toUri().toString(), "--dataset=baselines");
    assertThat(verified.outcome()).as(verified.text()).isZero();
  }

  @Test
  void whatNobodyMeasuredAndWhatIsInDoubtTeachesNothing() throws Exception {
    threeDays();
    make("", "", "");
    var before = rows();
    for (int day = 0; day < 3; day++) {
      read(ObservedProperty.WATER_FLOW, "in", 24 * day + 9, 1000, Quality.ESTIMATED);
      read(ObservedProperty.WATER_FLOW, "in", 24 * day + 9, 1000, Quality.SUSPECT);
      read(ObservedProperty.WATER_FLOW, "in", 24 * day + 11, Double.NaN, Quality.GOOD);
    }
    make("", "", "");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aVersionIsReplacedAndAnotherLiesBeside() throws Exception {
    threeDays();
    make("", "2014-09-03", "2014-09-10");
    make("", "2014-09-04", "2014-09-10");
    make("", "", "2014-09-11T06:00");
    assertThat(rows())
        .filteredOn(row -> row.contains("WATER_FLOW"))
        .extracting(row -> row.replaceAll("^.*?water\\|(.*?)\\|.*\\|(\\d)\\|6\\|.*", "$1 $2"))
        .containsExactly("20140909T183000Z 3", "20140911T003000Z 3");
    try (var files = Files.walk(lake.resolve("baselines"))) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .allMatch(name -> name.equals("baselines.parquet") || name.endsWith(".crc"));
    }
  }

  @Test
  void whereThereIsNothingItIsSaidWhatThereIs() throws Exception {
    assertThat(make("", "", "").toString()).contains("problem", "there is: nothing");
    read(ObservedProperty.WATER_FLOW, "in", 9, 1, Quality.GOOD);
    assertThat(make("", "", "").toString())
        .contains("1 files of water were read", "half hours of 2 days and more");
    assertThat(Files.exists(lake.resolve("baselines"))).isFalse();
  }

  /** As many as a reader takes are taken, and not one more. */
  @Test
  void moreSeriesThanAReaderTakesAreRefused() throws Exception {
    var one = new LearnedSeries("f", "s", "WATER_FLOW", "", 1, 2, 0, new byte[0]);
    var learned = new ArrayList<>(Collections.nCopies(BaselineColumns.MOST_SERIES - 1, one));
    BaselineRun.take(ReportLine.of(one), learned, new ArrayList<>());
    assertThat(learned).hasSize(200_000);
    assertThatThrownBy(() -> BaselineRun.take(ReportLine.of(one), learned, new ArrayList<>()))
        .hasMessageContaining("more than 200000 series in one domain")
        .hasMessageContaining("a city file of their own");
  }

  @Test
  void aCityThatLivesBeyondTheLastDayHasTheTimeBeforeIt() {
    var last = LocalDate.parse("2024-02-01");
    var zone = ZoneId.of("Europe/Copenhagen");
    var midnight = Instant.parse("2024-02-01T23:00:00Z");
    assertThat(applies(last, zone)).isEqualTo(midnight);
    assertThat(applies(last, zone, "--not-before=2024-02-01T20:30:00Z")).isEqualTo(midnight);
    assertThat(applies(last, zone, "--not-before=2024-02-02T04:30:00Z"))
        .isEqualTo("2024-02-02T04:30:00Z");
    assertThat(
            applies(last, zone, "--not-before=2024-02-02T04:30:00Z", "--applies-from=2024-02-02"))
        .isEqualTo(midnight);
  }

  private static Instant applies(LocalDate last, ZoneId zone, String... settings) {
    return BaselineSettings.from(Config.from(settings)).appliesFrom(last, zone);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> BaselineSettings.from(Config.from("--applies-from=soon")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'applies-from' is 'soon': expected a day such as 2024-02-01");
    assertThatThrownBy(() -> BaselineSettings.from(Config.from("--not-before=2024-02-01")))
        .hasMessageContaining("'not-before' is '2024-02-01': expected a time such as");
    assertThatThrownBy(
            () -> BaselineSettings.from(Config.from("--from=2024-02-01", "--to=2024-01-01")))
        .hasMessageContaining("a day not before 2024-02-01");
  }
}
