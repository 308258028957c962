package citybrain.jobs.lake.care;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.DaySwap;
import citybrain.jobs.lake.Duck;
import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.LakeReport;
import citybrain.jobs.lake.Samples;
import citybrain.jobs.lake.rows.AlertRows;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.rows.RejectedRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compacted says the same as before, in fewer files that are quicker to search. */
class CompactionTest {

  private static final String[] AT_ONCE = {"--closed-for=PT0S", "--settle=PT0S"};

  private final Path folder;
  private final SampleLake lake;

  CompactionTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new SampleLake(folder.toUri().toString());
  }

  private Said compact() throws Exception {
    return Said.of("compact", lake.root(), AT_ONCE);
  }

  /** All rows of a dataset, whole. */
  private List<String> rows(String dataset) throws Exception {
    try (var duck = new Duck()) {
      return duck.rows("select * from " + Duck.table(folder, dataset) + " order by all");
    }
  }

  @Test
  void everyRowIsThereOnceAndAsItWas() throws Exception {
    lake.observe(20_000, 12);
    lake.add(
        new ObservationRows(ObservationRows.LATE),
        "domain=environment/date=2025-03-10",
        "part-0",
        LongStream.range(0, 30).mapToObj(SampleLake::observation).toList());
    lake.add(
        new ObservationRows(ObservationRows.LATE),
        "domain=environment/date=2025-03-10",
        "part-1",
        LongStream.range(30, 50).mapToObj(SampleLake::observation).toList());
    for (int part = 0; part < 2; part++) {
      lake.add(
          new AlertRows(),
          "domain=water/date=2014-09-01",
          "part-" + part,
          LongStream.range(part * 10L, part * 10L + 10).mapToObj(Samples::alert).toList());
      lake.add(
          new RejectedRows(),
          "date=2014-09-01",
          "part-" + part,
          LongStream.range(part * 10L, part * 10L + 10).mapToObj(Samples::rejected).toList());
    }
    var datasets = List.of("observations", "late", "alerts", "rejected");
    var before = new java.util.TreeMap<String, List<String>>();
    for (var dataset : datasets) {
      before.put(dataset, rows(dataset));
    }

    var said = compact();
    assertThat(said.outcome()).as(said.text()).isZero();
    assertThat(said.text()).contains("12 files are 1,", "4 folders");
    for (var dataset : datasets) {
      assertThat(rows(dataset)).as(dataset).isEqualTo(before.get(dataset));
    }
    var report = LakeReport.of(lake.root());
    assertThat(report.total().files()).isEqualTo(4);
    assertThat(report.total().gone()).isZero();
    assertThat(Said.of("verify", lake.root()).text()).contains("all sound");

    assertThat(compact().text()).contains("0 folders").doesNotContain("files are");
  }

  @Test
  void ofAggregatesTheLastRevisionsStayAndTheRestIsCounted() throws Exception {
    lake.aggregate(4_000, 5);
    assertThat(compact().text()).contains("5 files are 1", "2,000 rows that were superseded");
    try (var duck = new Duck()) {
      assertThat(
              duck.one(
                  "select count(*), min(revision), sum(count), sum(sum) from "
                      + Duck.table(folder, "aggregates")))
          .isEqualTo("2000|1|8000|40000.0");
    }
    assertThat(LakeReport.of(lake.root()).dataset("aggregates"))
        .extracting(LakeReport.Size::rows, LakeReport.Size::gone)
        .containsExactly(2_000L, 2_000L);

    // A revision that comes later is beside it until the day is compacted again.
    var late = SampleLake.aggregate(1);
    lake.add(
        new citybrain.jobs.lake.rows.AggregateRows(),
        "domain=environment/date=2025-03-10",
        "part-9",
        List.of(
            new citybrain.aggregation.Aggregate(
                late.city(),
                late.layer(),
                late.zone(),
                late.property(),
                late.windowStart(),
                late.windowEnd(),
                2,
                5,
                99,
                1,
                4,
                late.position())));
    assertThat(compact().outcome()).isZero();
    assertThat(LakeReport.of(lake.root()).dataset("aggregates"))
        .extracting(LakeReport.Size::files, LakeReport.Size::rows, LakeReport.Size::gone)
        .containsExactly(1L, 2_000L, 2_001L);
    try (var duck = new Duck()) {
      assertThat(
              duck.one(
                  "select sum(sum) from "
                      + Duck.table(folder, "aggregates")
                      + " where revision = 2"))
          .isEqualTo("99.0");
    }
  }

  /** One series and one place: most row groups need not be read. */
  @Test
  void questionsForOneSeriesOrOnePlaceLeaveMostRowGroupsUnread() throws Exception {
    lake.observe(340_000, 6);
    assertThat(compact().outcome()).isZero();
    var file = LakeFiles.in(lake.day("observations")).get(0).getPath().getPath();
    try (var duck = new Duck()) {
      int groups =
          Integer.parseInt(
              duck.one("select num_row_groups from parquet_file_metadata('" + file + "')"));
      assertThat(groups).isGreaterThanOrEqualTo(6);
      var name = SampleLake.observation(17).observation().feature();
      assertThat(
              duck.one(
                  "select count(*) from parquet_bloom_probe('%s', 'feature', '%s') where not bloom_filter_excludes"
                      .formatted(file, name)))
          .as("row groups that may have the series")
          .isEqualTo("1");
      assertThat(
              duck.one(
                  String.format(
                      Locale.ROOT,
                      "select count(*) from (select row_group_id,"
                          + " min(stats_min_value::double) filter (path_in_schema = 'bbox, xmin') x0,"
                          + " max(stats_max_value::double) filter (path_in_schema = 'bbox, xmax') x1,"
                          + " min(stats_min_value::double) filter (path_in_schema = 'bbox, ymin') y0,"
                          + " max(stats_max_value::double) filter (path_in_schema = 'bbox, ymax') y1"
                          + " from parquet_metadata('%s') where path_in_schema like 'bbox%%'"
                          + " group by 1) where x0 <= 10.02 and x1 >= 10.0 and y0 <= 56.02 and y1 >= 56.0",
                      file)))
          .as("row groups that may have a corner of the city")
          .isIn("1", "2");
      assertThat(
              duck.rows(
                  "select distinct compression, encodings like '%DICTIONARY%' from parquet_metadata('"
                      + file
                      + "') where path_in_schema = 'property'"))
          .containsExactly("ZSTD|true");
      assertThat(
              duck.one(
                  "select count(*), sum(result) from read_parquet('"
                      + file
                      + "') where feature = '"
                      + name
                      + "'"))
          .isEqualTo(
              duck.one(
                  "select count(*), sum(n::double) from range(0, 340000) t(n) where n % 400 = 17"));
    }
  }

  @Test
  void aDayThatSomebodyWritesToIsLeftAlone() throws Exception {
    lake.observe(100, 3);
    var said = Said.of("compact", lake.root(), "--closed-for=PT1H");
    assertThat(said.outcome()).isZero();
    assertThat(said.text()).contains("is not closed: was written to less than PT1H ago: left");
    assertThat(LakeReport.of(lake.root()).total().files()).isEqualTo(3);
  }

  /** A file that is none must not make the others go. */
  @Test
  void aDayWithADamagedFileStaysAsItIs() throws Exception {
    lake.observe(100, 3);
    var day = Path.of(lake.day("observations").toUri());
    var damaged = day.resolve("part-1.parquet");
    var bytes = Files.readAllBytes(damaged);
    // In the middle of the pages: the footer is sound.
    bytes[200] ^= 0x55;
    Files.write(damaged, bytes);
    var said = compact();
    assertThat(said.outcome()).isEqualTo(1);
    assertThat(said.text()).contains("left as it is");
    try (var files = Files.list(day)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactlyInAnyOrder("part-0.parquet", "part-1.parquet", "part-2.parquet");
    }
  }

  @Test
  void whatTheArchiveHasInProgressIsNotTouched() throws Exception {
    lake.observe(100, 3);
    var progress =
        Path.of(lake.day("observations").toUri()).resolve(".part-7.parquet.inprogress.abc");
    Files.writeString(progress, "half a file");
    assertThat(compact().outcome()).isZero();
    assertThat(progress).hasContent("half a file");
  }

  /** Files of before there were windows become one with a new one, and lack nothing. */
  @Test
  void filesOfBeforeBecomeOneWithNewOnes() throws Exception {
    var old = Path.of("src/test/resources/citybrain/jobs/lake-of-before/aggregates");
    var from = old.resolve("city=demo/domain=environment/date=2025-03-10/part-0.parquet");
    lake.aggregate(10, 1);
    Files.copy(from, Path.of(lake.day("aggregates").toUri()).resolve("part-old.parquet"));
    assertThat(compact().outcome()).isZero();
    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select \"window\", count(*) from "
                      + Duck.table(folder, "aggregates")
                      + " group by 1 order by 1"))
          .containsExactly("PT15M|5", "PT1H|2");
    }
    assertThat(Said.of("verify", lake.root()).text()).contains("all sound");
  }

  @Test
  void whatWasBegunIsEnded() throws Exception {
    lake.observe(100, 3);
    var day = lake.day("observations");
    var before = rows("observations");
    // Ended before anything came ...
    new DaySwap(List.of("part-0.parquet", "part-1.parquet"), List.of("compacted-x-0.parquet"))
        .begin(day);
    assertThat(LakeReport.of(lake.root()).total().rows()).isEqualTo(100);
    assertThat(DaySwap.repair(day)).isTrue();
    assertThat(rows("observations")).isEqualTo(before);
    // ... and when all had come and one was gone.
    var local = Path.of(day.toUri());
    Files.copy(local.resolve("part-0.parquet"), local.resolve("compacted-x-0.parquet"));
    new DaySwap(List.of("part-0.parquet", "part-9.parquet"), List.of("compacted-x-0.parquet"))
        .begin(day);
    assertThat(LakeReport.of(lake.root()).total())
        .extracting(LakeReport.Size::files, LakeReport.Size::rows)
        .containsExactly(3L, 100L);
    assertThat(DaySwap.repair(day)).isTrue();
    assertThat(rows("observations")).isEqualTo(before);
    assertThat(local.resolve("part-0.parquet")).doesNotExist();
    assertThat(DaySwap.repair(day)).isFalse();
  }
}
