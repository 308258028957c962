package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.feed.RejectedRecord;
import citybrain.observation.Stamped;
import citybrain.wire.ToldClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ArchiveJobTest {

  private static final long OBSERVATIONS = 20_000;
  private static final long AGGREGATES = 400;
  private static final long ALERTS = 90;
  private static final long REJECTED = 300;
  private static final long LATE = 200;
  private static final long CLOCKS = 30;

  static Path lake;

  /** Dies once in the middle, as a task manager may. */
  private static final class DiesOnce implements MapFunction<Stamped, Stamped> {

    private static final AtomicBoolean DIED = new AtomicBoolean();

    @Override
    public Stamped map(Stamped value) {
      if (value.observation().result() == OBSERVATIONS / 2 && DIED.compareAndSet(false, true)) {
        throw new IllegalStateException("dies once on purpose");
      }
      return value;
    }
  }

  @BeforeAll
  static void archive(@TempDir Path home) throws Exception {
    lake = home.resolve("lake");
    var environment = Engine.environment(home.resolve("checkpoints"), Duration.ofMillis(150));
    var observations =
        Engine.numbered(
                environment, "observations", Samples::stamped, Stamped.class, OBSERVATIONS, 2_500)
            .map(new DiesOnce(), Engine.type(Stamped.class))
            .uid("dies-once");
    var aggregates =
        Engine.numbered(
            environment, "aggregates", Samples::aggregate, Aggregate.class, AGGREGATES, 100);
    var alerts = Engine.numbered(environment, "alerts", Samples::alert, Alert.class, ALERTS, 20);
    var rejected =
        Engine.numbered(
            environment, "rejected", Samples::rejected, RejectedRecord.class, REJECTED, 100);
    var late = Engine.numbered(environment, "late", Samples::stamped, Stamped.class, LATE, 100);
    var clocks =
        Engine.numbered(environment, "clocks", Samples::clock, ToldClock.class, CLOCKS, 10);
    ArchiveJob.wire(
        observations,
        aggregates,
        alerts,
        rejected,
        late,
        clocks,
        lake.toUri().toString(),
        Samples.ZONES);
    environment.execute("archive");
    assertThat(DiesOnce.DIED).isTrue();
  }

  @Test
  void everyObservationLiesThereOnce() throws Exception {
    try (var duck = new Duck()) {
      var table = Duck.table(lake, "observations");
      assertThat(duck.one("select count(*), count(distinct result), sum(result) from " + table))
          .isEqualTo("20000|20000|1.9999E8");
      assertThat(
              duck.one(
                  "select city, domain, feed, feature, property, unit, result, quality, zone,"
                      + " procedure, epoch_ms(phenomenon_time), epoch_ms(result_time)"
                      + " from "
                      + table
                      + " where result = 17"))
          .isEqualTo(
              "aarhus|water|feed-water|sensor-17|WATER_PRESSURE|m[H2O]|17.0|GOOD||Straße \"1\"|"
                  + (Samples.START.toEpochMilli() + 17_000)
                  + "|"
                  + (Samples.START.toEpochMilli() + 17_250));
    }
  }

  @Test
  void theDateIsThatOfTheCity() throws Exception {
    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select city, date, min(result)::int, max(result)::int from "
                      + Duck.table(lake, "observations")
                      + " group by all order by all"))
          .containsExactly(
              // 21:30 UTC is 23:30 in Copenhagen and 03:00 of the next day in Kolkata.
              "aarhus|2014-09-01|1|1799",
              "aarhus|2014-09-02|1801|19999",
              "demo|2014-09-02|0|19998");
    }
  }

  @Test
  void pointsAndBoxesAgree() throws Exception {
    try (var duck = new Duck()) {
      var table = Duck.table(lake, "observations");
      assertThat(
              duck.one(
                  "select count(geometry), count(bbox), count(*) filter (where bbox.xmin = bbox.xmax"
                      + " and bbox.xmin between 10.1 and 10.15) from "
                      + table))
          .isEqualTo("18000|18000|18000");
    }
  }

  @Test
  void everyFileSaysItIsGeoParquet() throws Exception {
    try (var duck = new Duck()) {
      var keys =
          duck.rows(
              "select distinct decode(value) as geo from parquet_kv_metadata('"
                  + lake
                  + "/observations/city=demo/**/*.parquet') where decode(key) = 'geo' and geo not like '%[],%'");
      assertThat(keys)
          .isNotEmpty()
          .allSatisfy(
              geo ->
                  assertThat(geo)
                      .contains("\"version\":\"1.1.0\"", "\"encoding\":\"WKB\"", "\"Point\"")
                      .contains("\"bbox\":[10.1", "\"covering\"")
                      .doesNotContain("crs"));
    }
  }

  @Test
  void timesAreUtcAndTextIsText() throws Exception {
    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select distinct name, coalesce(logical_type, type) from parquet_schema('"
                      + lake
                      + "/observations/**/*.parquet') where name in"
                      + " ('phenomenon_time', 'property', 'result') order by 1"))
          .hasSize(3)
          .anySatisfy(row -> assertThat(row).contains("isAdjustedToUTC=1", "MILLIS"))
          .anySatisfy(row -> assertThat(row).startsWith("property|String"))
          .contains("result|DOUBLE");
    }
  }

  @Test
  void aggregatesKeepTheirRevisions() throws Exception {
    try (var duck = new Duck()) {
      assertThat(
              duck.one(
                  "select count(*), sum(count), sum(revision), min(mean), max(unit) from "
                      + Duck.table(lake, "aggregates")))
          .isEqualTo("400|1600|200|2.5|ug/m3");
    }
  }

  @Test
  void anAlertChangeThatComesTwiceLiesThereOnce() throws Exception {
    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select status, count(*), count(distinct id) from "
                      + Duck.table(lake, "alerts")
                      + " group by 1 order by 1"))
          .containsExactly("CLOSED|30|30", "OPEN|30|30");
    }
  }

  @Test
  void whatWasRefusedLiesThereWithItsReason() throws Exception {
    try (var duck = new Duck()) {
      var table = Duck.table(lake, "rejected");
      assertThat(
              duck.rows(
                  "select city, date, feed, field, reason, count(*), count(distinct line) from "
                      + table
                      + " where city = 'unknown' group by all order by all"))
          .containsExactly(
              "unknown|2014-09-01|feed-0|flow|not-a-number|50|50",
              "unknown|2014-09-01|feed-1||malformed|50|50");
      assertThat(
              duck.one(
                  "select city, source, detail, epoch_ms(arrival) - "
                      + Samples.START.toEpochMilli()
                      + " from "
                      + table
                      + " where line = 299"))
          .isEqualTo("aarhus|day.csv|expected a \"number\", ø|299000");
      assertThat(duck.one("select count(*), sum(line) from " + table)).isEqualTo("300|44850");
      assertThat(
              duck.rows(
                  "select distinct decode(key) from parquet_kv_metadata('"
                      + lake
                      + "/rejected/**/*.parquet')"))
          .contains("citybrain.dataset")
          .doesNotContain("geo");
    }
  }

  @Test
  void whatCameTooLateLiesThereBesideAllObservations() throws Exception {
    try (var duck = new Duck()) {
      assertThat(
              duck.one(
                  "select count(*), sum(result), count(distinct domain), count(geometry) from "
                      + Duck.table(lake, "late")))
          .isEqualTo("200|19900.0|4|180");
    }
  }

  /** A file says by itself what is in it: the same as the data dictionary. */
  @Test
  void everyFileSaysWhatItsColumnsMean() throws Exception {
    try (var duck = new Duck()) {
      var said =
          duck.rows(
              "select distinct decode(key), decode(value) from parquet_kv_metadata('"
                  + lake
                  + "/aggregates/**/*.parquet') where decode(key) like 'citybrain.%' order by 1");
      assertThat(said)
          .anySatisfy(
              row ->
                  assertThat(row)
                      .startsWith("citybrain.columns|{")
                      .contains("\"window\":{\"meaning\":\"how long the window is"))
          .anySatisfy(row -> assertThat(row).startsWith("citybrain.revision|late data publish"))
          .contains(
              "citybrain.dataset|aggregates",
              "citybrain.version|1",
              "citybrain.time_zone|Europe/Copenhagen",
              "citybrain.date|of window_start, on the city's calendar");
    }
  }

  @Test
  void aWindowSaysHowLongItIs() throws Exception {
    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select \"window\", count(*) from "
                      + Duck.table(lake, "aggregates")
                      + " group by 1"))
          .containsExactly("PT1M|400");
    }
  }

  @Test
  void unfinishedFilesAreHidden() throws IOException {
    assertThat(names(lake))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name.startsWith(".") || name.endsWith(".parquet")).isTrue());
  }

  public static List<String> names(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }
}
