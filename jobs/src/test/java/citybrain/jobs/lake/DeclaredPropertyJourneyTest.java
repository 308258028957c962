package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.alerting.Severity;
import citybrain.feed.SettingException;
import citybrain.jobs.aggregates.AggregatesJob;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.ingest.IngestJob;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.lake.summary.SummarisedCities;
import citybrain.jobs.lake.summary.SummarySettings;
import citybrain.jobs.rules.RulesJob;
import citybrain.jobs.runtime.JobRun;
import citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Properties that only a city file knows, from a line of CSV to windows, alerts, lake and readers
 * in other languages.
 */
class DeclaredPropertyJourneyTest {

  private static final String CITY =
      """
      city: plaza
      name: Plaza
      time-zone: Europe/Copenhagen
      bounding-box: [10.0, 56.0, 10.4, 56.3]
      observed-properties:
        SOUND_PRESSURE_LEVEL:
          unit: "dB[SPL]"
          domain: environment
          range: [0, 150]
          interval: PT5M
          description: LAeq of five minutes
        PEOPLE_COUNT:
          unit: "1"
          domain: transport
          range: [0, 10000]
      rules:
        threshold:
          loud:
            property: SOUND_PRESSURE_LEVEL
            above: 85
            for: PT10M
            clear: 5
            severity: severe
          louder:
            property: SOUND_PRESSURE_LEVEL
            above: 90
          crowd:
            property: PEOPLE_COUNT
            above: 400
      feeds:
        noise:
          kind: table
          features: mics.csv
          feature: {column: mic}
          time: {column: time, format: iso}
          max-age: P5000D
          values:
            laeq: {property: SOUND_PRESSURE_LEVEL, unit: dB}
            people: {property: PEOPLE_COUNT, unit: "1"}
      """;

  private static final Instant START = Instant.parse("2025-03-10T08:00:00Z");
  private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_INSTANT;

  private static Path home;
  private static Path lake;
  private static Cities cities;
  private static JobRun ingested;
  private static JobRun summed;
  private static JobRun judged;

  /** Two hours in steps of five minutes: loud from 9:00 to 9:30, crowded at 9:15. */
  private static String csv() {
    var lines = new StringBuilder("mic,time,laeq,people\n");
    for (int n = 0; n < 24; n++) {
      boolean loud = n >= 12 && n < 18;
      lines
          .append("m1,")
          .append(ISO.format(START.plusSeconds(300L * n).atOffset(ZoneOffset.UTC)))
          .append(loud ? ",91.5," : ",60,")
          .append(n == 15 ? 500 : 20)
          .append('\n');
    }
    // A broken device.
    return lines.append("m2,2025-03-10T08:00:00Z,400,20\n").toString();
  }

  private static Outgoing raw() {
    return new Outgoing(
        Topics.RAW,
        "plaza/noise".getBytes(StandardCharsets.UTF_8),
        csv().getBytes(StandardCharsets.UTF_8),
        START.plusSeconds(8_000).toEpochMilli(),
        new String[] {
          "city", "plaza", "feed", "noise", "source", "noise.csv", "line", "2", "records", "25"
        });
  }

  @BeforeAll
  static void run(@TempDir Path folder) throws Exception {
    home = folder;
    lake = folder.resolve("lake");
    Files.writeString(
        folder.resolve("mics.csv"), "mic,longitude,latitude\nm1,10.2,56.15\nm2,10.3,56.2\n");
    var file = Files.writeString(folder.resolve("plaza.yaml"), CITY).toString();
    cities = Cities.of(file, folder.toString());
    var config = JobRun.config("--lake=" + lake);
    ingested = JobRun.of(new IngestJob()::wire, cities, config, List.of(raw()));
    summed = JobRun.of(new AggregatesJob()::wire, cities, config, ingested.records());
    judged = JobRun.of(new RulesJob()::wire, cities, config, ingested.records());
    var all = new ArrayList<>(ingested.records());
    all.addAll(summed.records());
    all.addAll(judged.records());
    all.removeIf(record -> record.topic().equals(Topics.TALLY));
    JobRun.of(new ArchiveJob()::wire, cities, config, all);
    DailySummaryJob.run(
        new SummarySettings(lake.toString(), new SummarisedCities(file, home.toString()), ""),
        new Configuration());
  }

  @Test
  void linesBecomeReadingsOfBothDomains() {
    assertThat(ingested.observations())
        .hasSize(49)
        .filteredOn(one -> one.property().name().equals("SOUND_PRESSURE_LEVEL"))
        .hasSize(24)
        .allSatisfy(one -> assertThat(one.property().unit()).isEqualTo("dB[SPL]"));
    assertThat(ingested.headers(Topics.REJECTED, "field")).containsExactly("laeq");
    assertThat(ingested.headers(Topics.REJECTED, "detail")).hasSize(1);
  }

  @Test
  void windowsAreNoShorterThanTheIntervalOfTheProperty() {
    var windows =
        summed.aggregates().stream()
            .filter(one -> one.property().name().equals("SOUND_PRESSURE_LEVEL"))
            .toList();

    assertThat(windows)
        .allSatisfy(
            one ->
                assertThat(one.windowEnd())
                    .isAfterOrEqualTo(one.windowStart().plusSeconds(15 * 60)));
    assertThat(windows)
        .filteredOn(one -> one.windowEnd().equals(one.windowStart().plusSeconds(3600)))
        .filteredOn(one -> one.windowStart().equals(START.plusSeconds(3600)))
        .extracting(Aggregate::count, Aggregate::min, Aggregate::max, Aggregate::mean)
        .contains(tuple(12L, 60.0, 91.5, 75.75));
  }

  @Test
  void eachThresholdOpensAndCloses() {
    var alerts = judged.alerts();

    assertThat(alerts)
        .extracting(one -> one.rule() + " " + one.status() + " " + one.time())
        .containsExactlyInAnyOrder(
            "environment.threshold-loud OPEN 2025-03-10T09:10:00Z",
            "environment.threshold-loud CLOSED 2025-03-10T09:30:00Z",
            "environment.threshold-louder OPEN 2025-03-10T09:00:00Z",
            "environment.threshold-louder CLOSED 2025-03-10T09:30:00Z",
            "transport.threshold-crowd OPEN 2025-03-10T09:15:00Z",
            "transport.threshold-crowd CLOSED 2025-03-10T09:20:00Z");
    assertThat(alerts.stream().map(Alert::id).distinct()).hasSize(3);
    assertThat(alerts)
        .filteredOn(one -> one.rule().equals("environment.threshold-loud"))
        .first()
        .satisfies(
            one -> {
              assertThat(one.property()).isEqualTo("SOUND_PRESSURE_LEVEL");
              assertThat(one.unit()).isEqualTo("dB[SPL]");
              assertThat(one.domain()).isEqualTo("environment");
              assertThat(one.severity()).isEqualTo(Severity.SEVERE);
              assertThat(one.reason())
                  .isEqualTo(
                      "loud: SOUND_PRESSURE_LEVEL of 91.5 dB[SPL] is above 85 dB[SPL] since"
                          + " Mon 10 Mar 10:00, for 10 min");
            });
  }

  @Test
  void duckDbReadsThemInTheLake() throws Exception {
    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select domain, property, unit, count(*), max(result) from "
                      + Duck.table(lake, "observations")
                      + " group by all order by all"))
          .containsExactly(
              "environment|SOUND_PRESSURE_LEVEL|dB[SPL]|24|91.5",
              "transport|PEOPLE_COUNT|1|25|500.0");
      assertThat(
              duck.rows(
                  "select distinct property, unit from "
                      + Duck.table(lake, "aggregates")
                      + " order by all"))
          .containsExactly("PEOPLE_COUNT|1", "SOUND_PRESSURE_LEVEL|dB[SPL]");
      assertThat(
              duck.rows(
                  "select rule, property, unit, count(*) from "
                      + Duck.table(lake, "alerts")
                      + " group by all order by all"))
          .containsExactly(
              "environment.threshold-loud|SOUND_PRESSURE_LEVEL|dB[SPL]|2",
              "environment.threshold-louder|SOUND_PRESSURE_LEVEL|dB[SPL]|2",
              "transport.threshold-crowd|PEOPLE_COUNT|1|2");
      assertThat(
              duck.rows(
                  "select domain, property, unit, local_hour, count, mean, max from "
                      + Duck.table(lake, "daily-summary")
                      + " where property = 'SOUND_PRESSURE_LEVEL' and layer = 'district'"
                      + " and \"window\" = 'PT1H' order by all"))
          .containsExactly(
              "environment|SOUND_PRESSURE_LEVEL|dB[SPL]|9|12|60.0|60.0",
              "environment|SOUND_PRESSURE_LEVEL|dB[SPL]|10|12|75.75|91.5");
    }
  }

  @Test
  void pyarrowReadsThemInTheLake() throws Exception {
    var python = PythonReadersTest.python();
    assumeTrue(!python.isEmpty(), "SKIPPED: python3 with the packages of notebooks/");
    var program =
        """
        import sys, pyarrow.dataset as d
        t = d.dataset(sys.argv[1], partitioning='hive').to_table()
        g = t.group_by(['property', 'unit']).aggregate([('result', 'max')]).sort_by('property')
        print(g.to_pylist())
        """;

    var answer =
        PythonReadersTest.run(
            python, "-c", program, lake.resolve("observations").toAbsolutePath().toString());

    assertThat(answer.exit()).as(answer.text()).isZero();
    assertThat(answer.text())
        .contains("'PEOPLE_COUNT', 'unit': '1'", "'SOUND_PRESSURE_LEVEL', 'unit': 'dB[SPL]'");
  }

  /** Without the declaration they are counted and set aside, and nothing fails. */
  @Test
  void whatNoCityDeclaresIsSetAside() throws Exception {
    var without =
        CITY.replaceAll("(?s)observed-properties:.*feeds:", "feeds:")
            .replace("SOUND_PRESSURE_LEVEL, unit: dB", "AIR_PRESSURE, unit: hPa")
            .replace("PEOPLE_COUNT", "TRAFFIC_VEHICLE_COUNT");
    var file = Files.writeString(home.resolve("without.yaml"), without).toString();
    var bare = Cities.of(file, home.toString());

    var run = JobRun.of(new AggregatesJob()::wire, bare, JobRun.config(), ingested.records());

    assertThat(run.aggregates()).isEmpty();
    assertThat(run.headers(Topics.REJECTED, "reason"))
        .isNotEmpty()
        .containsOnly("unknown-property");
  }

  /** What a rule derives is read by no rule, so that nobody's clock would tell when it is due. */
  @Test
  void aThresholdOnWhatNoFeedBringsDoesNotStart() throws IOException {
    var other = CITY.replace("property: PEOPLE_COUNT\n", "property: HEADWAY\n");
    var file = Files.writeString(home.resolve("headway.yaml"), other).toString();

    assertThatThrownBy(() -> Cities.of(file, home.toString()))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            file
                + ":27: rules.threshold.crowd.property is 'HEADWAY'; expected one that a feed of"
                + " this city brings: PEOPLE_COUNT, SOUND_PRESSURE_LEVEL");
  }

  @Test
  void twoCitiesThatMeanOtherThingsByANameDoNotStart() throws IOException {
    var other =
        CITY.replace("city: plaza", "city: market").replace("range: [0, 150]", "range: [0, 140]");
    var one = home.resolve("plaza.yaml").toString();
    var two = Files.writeString(home.resolve("market.yaml"), other).toString();

    assertThatThrownBy(() -> Cities.of(one + "," + two, home.toString()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(two + ":6: observed-properties.SOUND_PRESSURE_LEVEL is declared")
        .hasMessageContaining("at " + one + ":6; expected");
  }
}
