package citybrain.jobs.lake.geoparquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.geo.Position;
import citybrain.jobs.lake.Duck;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.flink.core.fs.local.LocalDataOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written comes back, read by DuckDB, whatever values repeat and whichever are missing, and
 * what files say of their pages is true. The oracle is the list of rows.
 */
class RowGroupsTest {

  private static final long SMALL = 256 << 10;

  private final Path folder;

  RowGroupsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** One row of a table of all kinds of columns. */
  private record Line(
      String name,
      String remark,
      long time,
      int step,
      long count,
      double value,
      @Nullable Double before,
      @Nullable Position place) {

    @Override
    public String toString() {
      var x = place == null ? null : place.longitude();
      var y = place == null ? null : place.latitude();
      return "%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s"
          .formatted(name, remark, time, step, count, value, before, x, y, x, y);
    }
  }

  private static final class Lines implements RowFormat<Line> {

    private static final long serialVersionUID = 1L;

    @Override
    public String dataset() {
      return "lines";
    }

    @Override
    public MessageType schema() {
      return new ColumnTypes()
          .string("name")
          .string("remark")
          .time("time")
          .int32("step")
          .int64("count")
          .number("value")
          .optionalNumber("before")
          .geometry()
          .named(dataset());
    }

    @Override
    public void write(Line line, Row row) {
      row.string(line.name)
          .string(line.remark)
          .time(Instant.ofEpochMilli(line.time))
          .int32(line.step)
          .int64(line.count)
          .number(line.value)
          .optionalNumber(line.before)
          .geometry(line.place);
    }

    @Override
    public String city(Line line) {
      return "";
    }

    @Override
    public String domain(Line line) {
      return NO_DOMAIN;
    }

    @Override
    public Instant time(Line line) {
      return Instant.EPOCH;
    }
  }

  private Path write(List<Line> lines, long bytes) throws IOException {
    var file = folder.resolve("lines.parquet");
    var format = new Lines();
    try (var out = new LocalDataOutputStream(file.toFile());
        var groups = new RowGroups(new FlinkOutputFile(out), format.schema(), bytes)) {
      for (var line : lines) {
        groups.write(line, format);
      }
      groups.finish(Map.of("citybrain.dataset", "lines"));
    }
    return file;
  }

  private static List<String> read(Path file, String where) throws SQLException {
    try (var duck = new Duck()) {
      return duck.rows(
          "select name, remark, epoch_ms(time), step, count, value, before, bbox.xmin, bbox.ymin,"
              + " bbox.xmax, bbox.ymax from read_parquet('"
              + file
              + "') "
              + where);
    }
  }

  /** Values of few kinds, of many, and in between; missing never, now and then, and always. */
  private static List<Line> lines(long seed, int rows) {
    var random = new Random(seed);
    int names = 1 + random.nextInt(1 << random.nextInt(14));
    int values = 1 + random.nextInt(1 << random.nextInt(14));
    double missing = random.nextInt(4) / 3.0;
    var lines = new ArrayList<Line>();
    for (int i = 0; i < rows; i++) {
      double value = random.nextInt(values) / 8.0 - (values == 1 ? 0 : 7);
      boolean isMissing = random.nextDouble() < missing;
      lines.add(
          new Line(
              "straße-" + random.nextInt(names),
              random.nextInt(50) == 0 ? "x".repeat(random.nextInt(3_000)) : "",
              1_400_000_000_000L + (seed % 2 == 0 ? i / 100 * 60_000L : random.nextLong(1L << 40)),
              -i,
              random.nextLong(),
              value,
              isMissing ? null : value + 1,
              isMissing ? null : new Position(value, random.nextInt(names) / 100.0)));
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 499, 500, 501, 3_999, 4_000, 4_001, 9_000, 30_000})
  void whatIsWrittenIsRead(int rows) throws Exception {
    for (long seed = rows; seed < rows + 6; seed++) {
      var lines = lines(seed, rows);
      var file = write(lines, seed % 3 == 0 ? SMALL : 4 << 20);

      assertThat(read(file, "")).isEqualTo(lines.stream().map(Line::toString).toList());
    }
  }

  /** DuckDB leaves out row groups by what the footer says of them. */
  @Test
  void whatIsSaidOfRowGroupsIsTrue() throws Exception {
    var random = new Random(5);
    var lines =
        IntStream.range(0, 30_000)
            .mapToObj(
                i ->
                    new Line(
                        "straße-" + i / 2_000,
                        "",
                        i,
                        i,
                        random.nextLong(),
                        random.nextDouble(),
                        i % 3 == 0 ? null : i - 0.5,
                        i < 9_000 ? null : new Position(i / 1e3, -i / 2e3)))
            .toList();
    var file = write(lines, SMALL);
    try (var reader = open(file)) {
      assertThat(reader.getRowGroups()).hasSizeGreaterThan(3);
      assertThat(
              reader.getRowGroups().stream()
                  .flatMap(group -> group.getColumns().stream())
                  .map(chunk -> chunk.getStatistics().isEmpty()))
          .containsOnly(false);
    }
    var conditions =
        Map.<String, Predicate<Line>>of(
            "step between 20000 and 20100",
            line -> line.step >= 20_000 && line.step <= 20_100,
            "bbox.xmin between 15 and 15.1 and bbox.ymax > -8",
            line -> line.place != null && line.step >= 15_000 && line.step <= 15_100,
            "name = 'straße-7'",
            line -> line.name.equals("straße-7"),
            "bbox is null",
            line -> line.place == null,
            "\"before\" < 2",
            line -> line.before != null && line.before < 2);
    for (var condition : conditions.entrySet()) {
      assertThat(read(file, "where " + condition.getKey()))
          .as(condition.getKey())
          .isEqualTo(lines.stream().filter(condition.getValue()).map(Line::toString).toList())
          .isNotEmpty();
    }
  }

  /** Parquet's own reader leaves out pages by their index as well. */
  @Test
  void whatIsSaidOfPagesIsTrue() throws Exception {
    var lines = lines(8, 30_000);
    var file = write(lines, 4 << 20);
    try (var reader = open(file)) {
      var block = reader.getRowGroups().get(0);
      for (var chunk : block.getColumns()) {
        assertThat(reader.readOffsetIndex(chunk).getPageCount())
            .as(chunk.getPath().toDotString())
            .isGreaterThan(5);
        assertThat(reader.readColumnIndex(chunk)).as(chunk.getPath().toDotString()).isNotNull();
      }
    }
    for (int wanted : new int[] {0, -1, -3_999, -4_000, -17_321, -29_999}) {
      var filter = FilterApi.eq(FilterApi.intColumn("step"), wanted);
      try (var rows =
          ParquetReader.builder(
                  new org.apache.parquet.hadoop.example.GroupReadSupport(),
                  new org.apache.hadoop.fs.Path(file.toUri()))
              .withFilter(FilterCompat.get(filter))
              .build()) {
        var found = rows.read();
        assertThat(found.getLong("count", 0)).isEqualTo(lines.get(-wanted).count);
        assertThat(rows.read()).isNull();
      }
    }
  }

  /** Neither equal by == nor with a place in an order. */
  @Test
  void numbersThatAreNoneAreKept() throws Exception {
    double[] odd = {Double.NaN, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1e308, -1};
    var lines =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new Line("a", "", i, i, i, odd[i % odd.length], null, null))
            .toList();

    var file = write(lines, SMALL);

    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select value, count(*) from read_parquet('"
                      + file
                      + "') group by value::varchar, value order by min(step)"))
          .containsExactly(
              "NaN|715",
              "-0.0|715",
              "0.0|714",
              "Infinity|714",
              "4.9E-324|714",
              "1.0E308|714",
              "-1.0|714");
    }
  }

  /** A file of constants is small, one of noise not larger than the noise. */
  @Test
  void dictionariesAreKeptWhereTheySave() throws Exception {
    var random = new Random(1);
    var same = new Line("dma/A", "", 5, 5, 5, 5, 5.0, new Position(5, 5));
    var file = write(IntStream.range(0, 20_000).mapToObj(i -> same).toList(), 4 << 20);
    assertThat(file.toFile().length()).isLessThan(20_000);

    var noise =
        IntStream.range(0, 20_000)
            .mapToObj(
                i -> new Line("a", "", i, i, random.nextLong(), random.nextDouble(), null, null))
            .toList();
    file = write(noise, 4 << 20);
    assertThat(file.toFile().length()).isLessThan(20_000 * (8 + 8 + 4 + 3));
    try (var reader = open(file)) {
      assertThat(reader.getRowGroups()).hasSize(1);
      assertThat(
              reader.getRowGroups().get(0).getColumns().stream()
                  .filter(chunk -> chunk.hasDictionaryPage())
                  .map(chunk -> chunk.getPath().toDotString()))
          .containsExactly("name", "remark");
    }
  }

  @Test
  void longTextsEndAPageEarly() throws Exception {
    var lines =
        IntStream.range(0, 3_000)
            .mapToObj(i -> new Line("a", i + "x".repeat(10_000), i, i, i, i, null, null))
            .toList();

    var file = write(lines, 4 << 20);

    assertThat(read(file, "")).isEqualTo(lines.stream().map(Line::toString).toList());
    try (var reader = open(file)) {
      assertThat(reader.readOffsetIndex(reader.getRowGroups().get(0).getColumns().get(0)))
          .satisfies(index -> assertThat(index.getPageCount()).isGreaterThan(20));
    }
  }

  @Test
  void aRowMustHaveEachColumnOnce() {
    var schema = new ColumnTypes().string("a").number("b").named("pairs");
    assertThatThrownBy(() -> row(schema).string("x").end()).hasMessageContaining("before column b");
    assertThatThrownBy(() -> row(schema).string("x").int64(5))
        .hasMessageContaining("column b is DOUBLE, not INT64");
    assertThatThrownBy(() -> row(schema).string("x").optionalNumber(null))
        .hasMessageContaining("column b must have a value");
  }

  private static Row row(MessageType schema) {
    return new Row(schema.getColumns().stream().map(PageColumn::of).toList(), new GeoFooter());
  }

  private static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        FlinkInputFile.of(new org.apache.flink.core.fs.Path(file.toUri())),
        org.apache.parquet.ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
  }
}
