package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.aggregates.AggregatesJob;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.ingest.IngestJob;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.lake.summary.SummarisedCities;
import citybrain.jobs.lake.summary.SummarySettings;
import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.observation.Stamped;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of the last 24 hours that is fetched each hour, and corrects some of what it told before:
 * each reading once, and as it was told last, in the stream, in aggregates, in the lake and in its
 * summaries. The oracle is a map by hour of what the tables say.
 */
class OverlapTest {

  private static final int HOURS = 24;
  private static final LocalDateTime FIRST = LocalDateTime.parse("2025-03-10T01:00:00");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Path home;

  /** What stands by what was told last. */
  private final TreeMap<LocalDateTime, Double> standing = new TreeMap<>();

  OverlapTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void town() throws Exception {
    var town = Path.of("src/test/resources/citybrain/jobs/town");
    try (var files = Files.list(town)) {
      for (var file : files.toList()) {
        Files.copy(file, home.resolve(file.getFileName()));
      }
    }
    var yaml = home.resolve("town.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace(
                "kind: transformer-totals",
                "kind: transformer-totals\n    overlap: PT25H\n    interval: PT1H"));
  }

  private Cities cities() {
    return Cities.of(home.resolve("town.yaml").toString(), home.toString());
  }

  /** The table as it is at the end of so many hours. */
  private Outgoing table(int hours, Map<Integer, Double> corrected) {
    var lines = new StringBuilder("transformer_id,ts_local,kwh\n");
    for (int hour = hours - HOURS; hour < hours; hour++) {
      var time = FIRST.plusHours(hour);
      double value = corrected.getOrDefault(hour, hour == 3 ? 1.0 : 10.0 + hour);
      standing.put(time, value);
      lines.append("T1,").append(TIME.format(time)).append(',').append(value).append('\n');
    }
    return new Outgoing(
        Topics.RAW,
        "town/transformers".getBytes(StandardCharsets.UTF_8),
        lines.toString().getBytes(StandardCharsets.UTF_8),
        FIRST.plusHours(hours).toInstant(ZoneOffset.UTC).toEpochMilli(),
        new String[] {
          "city",
          "town",
          "feed",
          "transformers",
          "source",
          "table.csv",
          "line",
          "2",
          "records",
          Integer.toString(HOURS)
        });
  }

  private static List<Outgoing> observationRecords(JobRun run) {
    return Arrays.stream(Domain.values())
        .flatMap(domain -> run.records(Topics.observations(domain)).stream())
        .toList();
  }

  /** Rows as they were before there were corrections: files of then lie in lakes. */
  private static final class BeforeCorrections implements RowFormat<Stamped> {

    private final ObservationRows now = new ObservationRows();

    @Override
    public String dataset() {
      return now.dataset();
    }

    @Override
    public MessageType schema() {
      var columns = now.schema().getFields();
      return new MessageType(dataset(), columns.subList(0, columns.size() - 7));
    }

    @Override
    public void write(Stamped stamped, Row row) {
      var value = stamped.observation();
      row.string(value.feed())
          .string(value.feature())
          .string(value.property().name())
          .string(value.property().unit())
          .time(value.phenomenonTime())
          .time(value.resultTime())
          .number(value.result())
          .string(value.quality().name())
          .string(value.zone())
          .string(value.procedure())
          .geometry(value.position());
    }

    @Override
    public String city(Stamped value) {
      return now.city(value);
    }

    @Override
    public String domain(Stamped value) {
      return now.domain(value);
    }

    @Override
    public Instant time(Stamped value) {
      return now.time(value);
    }
  }

  private JobRun ingest(Outgoing... tables) throws Exception {
    return JobRun.of(new IngestJob()::wire, cities(), JobRun.config(), List.of(tables));
  }

  private static Aggregate last(List<Aggregate> all, LocalDateTime start, Duration length) {
    var from = start.toInstant(ZoneOffset.UTC);
    return all.stream()
        .filter(one -> one.layer().equals("district"))
        .filter(one -> one.windowStart().equals(from))
        .filter(one -> one.windowEnd().equals(from.plus(length)))
        .max(Comparator.comparingInt(Aggregate::revision))
        .orElseThrow();
  }

  @Test
  void eachReadingCountsOnceAndAsItWasToldLast() throws Exception {
    // The least of the day is taken back, and then the value that took its place.
    var run =
        ingest(
            table(24, Map.of()),
            table(25, Map.of(3, 99.0)),
            table(26, Map.of(3, 12.5, 5, 3.0)),
            table(26, Map.of(3, 12.5, 5, 3.0)));

    var told = run.observations();
    assertThat(told.stream().filter(one -> one.replaces() == null)).hasSize(26);
    assertThat(told.stream().filter(one -> one.replaces() != null))
        .extracting(one -> one.result() + " for " + Objects.requireNonNull(one.replaces()).result())
        .containsExactlyInAnyOrder("99.0 for 1.0", "12.5 for 99.0", "3.0 for 15.0");
    assertThat(run.headers(Topics.REJECTED, "reason"))
        .hasSize(4 * HOURS - 26 - 3)
        .containsOnly("duplicate");

    assertAggregates(run);
    assertLake(told);
  }

  private void assertAggregates(JobRun run) throws Exception {
    var aggregates =
        JobRun.of(new AggregatesJob()::wire, cities(), JobRun.config(), observationRecords(run))
            .aggregates();

    standing.forEach(
        (time, value) ->
            assertThat(last(aggregates, time, Duration.ofHours(1)))
                .as("the hour of " + time)
                .extracting(Aggregate::count, Aggregate::sum, Aggregate::min, Aggregate::max)
                .containsExactly(1L, value, value, value));
    var day = FIRST.toLocalDate().atStartOfDay();
    var ofDay = standing.subMap(day, day.plusDays(1)).values();
    var values = ofDay.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    var sums = last(aggregates, day, Duration.ofDays(1));
    assertThat(sums)
        .extracting(Aggregate::count, Aggregate::sum, Aggregate::min, Aggregate::max)
        .containsExactly(values.getCount(), values.getSum(), values.getMin(), values.getMax());
    assertThat(sums.revision()).isEqualTo((int) values.getCount() + 3);
    assertThat(aggregates)
        .as("no windows shorter than the interval")
        .allMatch(one -> !one.windowEnd().isBefore(one.windowStart().plus(Duration.ofHours(1))));
  }

  private void assertLake(List<Observation> told) throws Exception {
    var lake = home.resolve("lake");
    // Files are whole and never change: a correction lies in another one than what it corrects.
    LakeFilesByHand.write(lake, new BeforeCorrections(), told.subList(0, 24), "UTC", 0);
    LakeFilesByHand.write(lake, new ObservationRows(), told.subList(24, told.size()), "UTC", 1);
    var settings =
        new SummarySettings(
            lake.toUri().toString(),
            new SummarisedCities(home.resolve("town.yaml").toString(), home.toString()),
            "");
    DailySummaryJob.run(settings, new Configuration());

    try (var duck = new Duck()) {
      var summary = Duck.table(lake, "daily-summary");
      var rows = new ArrayList<String>();
      standing.forEach(
          (time, value) ->
              rows.add(
                  time.toInstant(ZoneOffset.UTC).getEpochSecond() + "|1|" + value + "|" + value));
      assertThat(
              duck.rows(
                  "select epoch(hour_start)::bigint, count, mean, min from "
                      + summary
                      + " where layer = 'district' and \"window\" = 'PT1H' order by 1"))
          .containsExactlyElementsOf(rows);
      assertThat(
              duck.one(
                  "select count(*), count(replaces), sum(result - coalesce(replaces, 0)) from "
                      + Duck.table(lake, "observations")
                          .replace("true)", "true, union_by_name=true)")))
          .as("every row is there, and sums can be had without knowing which stand")
          .isEqualTo("29|3|" + standing.values().stream().mapToDouble(v -> v).sum());
    }
  }

  /**
   * The value is the same, and it is a measurement now: neither of the two rows is counted twice.
   */
  @Test
  void anEstimateThatIsConfirmedCountsOnceAsMeasured() throws Exception {
    var first = ingest(table(24, Map.of())).observations().get(0);
    var told = withQuality(first, Quality.ESTIMATED, Duration.ZERO);
    var confirmed =
        withQuality(first, Quality.GOOD, Duration.ofHours(1))
            .inPlaceOf(new Replaced(first.result(), Quality.ESTIMATED));
    var lake = home.resolve("lake");
    LakeFilesByHand.write(lake, new ObservationRows(), List.of(told, confirmed), "UTC", 0);
    DailySummaryJob.run(
        new SummarySettings(
            lake.toUri().toString(),
            new SummarisedCities(home.resolve("town.yaml").toString(), home.toString()),
            ""),
        new Configuration());

    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select count, mean, estimated_count, measured_share from "
                      + Duck.table(lake, "daily-summary")
                      + " where layer = 'district' and \"window\" = 'PT1H'"))
          .containsExactly("1|" + first.result() + "|0|1.0");
      assertThat(
              duck.rows(
                  "select quality, replaces, replaces_quality from "
                      + Duck.table(lake, "observations")
                      + " where replaces is not null"))
          .containsExactly("GOOD|" + first.result() + "|ESTIMATED");
    }
  }

  private static Observation withQuality(Observation one, Quality quality, Duration later) {
    return new Observation(
        one.city(),
        one.feed(),
        one.feature(),
        one.property(),
        one.phenomenonTime(),
        one.resultTime().plus(later),
        one.result(),
        one.position(),
        one.zone(),
        one.procedure(),
        quality);
  }

  @Test
  void withoutADeclaredOverlapTheFirstStandsAndTheOtherIsRefused() throws Exception {
    Files.writeString(
        home.resolve("town.yaml"),
        Files.readString(home.resolve("town.yaml")).replace("    overlap: PT25H\n", ""));
    // Within the quarter of an hour that is remembered all the same.
    var run = ingest(table(24, Map.of()), table(24, Map.of(23, 1.0)));

    assertThat(run.observations()).hasSize(24).allMatch(one -> one.replaces() == null);
    assertThat(run.headers(Topics.REJECTED, "reason")).contains("correction");
    assertThat(run.headers(Topics.REJECTED, "detail")).anyMatch(one -> one.contains("'overlap'"));
  }

  @Test
  void whatIsOlderThanTheOverlapIsRefusedAndSaysSo() throws Exception {
    var run = ingest(table(24, Map.of()), table(60, Map.of()), table(24, Map.of(0, 1.0)));

    assertThat(run.observations()).hasSize(48).allMatch(one -> one.replaces() == null);
    assertThat(run.headers(Topics.REJECTED, "reason")).hasSize(24).containsOnly("before-overlap");
  }
}
