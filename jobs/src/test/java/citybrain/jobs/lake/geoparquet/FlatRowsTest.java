package citybrain.jobs.lake.geoparquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.geo.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of column comes back, whether its values are of a dictionary or plain. */
class FlatRowsTest {

  private static final int ROWS = 20_000;

  /** Some columns repeat, and are of a dictionary; others do not. */
  private static final class Numbered implements RowFormat<Integer> {

    private static final long serialVersionUID = 1L;

    @Override
    public String dataset() {
      return "numbered";
    }

    @Override
    public MessageType schema() {
      return new ColumnTypes()
          .string("name")
          .string("word")
          .time("at")
          .int32("few")
          .int64("many")
          .number("value")
          .optionalNumber("perhaps")
          .optionalString("said")
          .geometry()
          .named(dataset());
    }

    @Override
    public void write(Integer n, Row row) {
      row.string("name-" + n)
          .string("word-" + n % 7)
          .time(1_000L * n)
          .int32(n % 3)
          .int64(1L << 40 | n)
          .number(n / 8.0)
          .optionalNumber(n % 2 == 0 ? null : (double) n)
          .optionalString(n % 5 == 0 ? "five" : null)
          .geometry(n % 4 == 0 ? null : new Position(n / 1e4, -n / 1e3));
    }

    @Override
    public String city(Integer n) {
      return "town";
    }

    @Override
    public String domain(Integer n) {
      return NO_DOMAIN;
    }

    @Override
    public Instant time(Integer n) {
      return Instant.EPOCH;
    }
  }

  private static org.apache.flink.core.fs.Path written(Path folder) throws IOException {
    var file = new org.apache.flink.core.fs.Path(folder.resolve("a.parquet").toUri());
    try (var out = file.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
      var writer = GeoParquet.of(new Numbered()).create(out);
      for (int n = 0; n < ROWS; n++) {
        writer.addElement(n);
      }
      writer.finish();
    }
    return file;
  }

  @Test
  void everyValueComesBack(@TempDir Path folder) throws IOException {
    var columns =
        List.of(
            "said", "value", "name", "word", "at", "few", "many", "perhaps", "bbox.ymin", "none");
    int n = 0;
    try (var rows = FlatRows.open(written(folder), columns)) {
      for (; rows.next(); n++) {
        assertThat(rows.text(0)).isEqualTo(n % 5 == 0 ? "five" : "");
        assertThat(rows.isNull(0)).isEqualTo(n % 5 != 0);
        assertThat(rows.number(1)).isEqualTo(n / 8.0);
        assertThat(rows.text(2)).isEqualTo("name-" + n);
        assertThat(rows.text(3)).isEqualTo("word-" + n % 7);
        assertThat(rows.whole(4)).isEqualTo(1_000L * n);
        assertThat(rows.whole(5)).isEqualTo(n % 3);
        assertThat(rows.whole(6)).isEqualTo(1L << 40 | n);
        assertThat(rows.isNull(7)).isEqualTo(n % 2 == 0);
        assertThat(rows.isNull(8)).isEqualTo(n % 4 == 0);
        if (n % 4 != 0) {
          assertThat(rows.number(8)).isEqualTo(-n / 1e3);
        }
        assertThat(rows.isNull(9)).as("a column that the file lacks").isTrue();
      }
    }
    assertThat(n).isEqualTo(ROWS);
  }

  @Test
  void whatHasNoValueIsAskedForInVain(@TempDir Path folder) throws IOException {
    try (var rows = FlatRows.open(written(folder), List.of("perhaps"))) {
      assertThatThrownBy(() -> rows.number(0)).hasMessage("no row");
      assertThat(rows.next()).isTrue();
      assertThatThrownBy(() -> rows.number(0)).hasMessageContaining("'perhaps' has no value");
    }
  }

  @Test
  void aFileThatIsCutShortSaysSo(@TempDir Path folder) throws IOException {
    var path = folder.resolve("a.parquet");
    written(folder);
    Files.write(path, java.util.Arrays.copyOf(Files.readAllBytes(path), 900));
    var file = new org.apache.flink.core.fs.Path(path.toUri());

    assertThatThrownBy(
            () -> {
              try (var rows = FlatRows.open(file, List.of("name"))) {
                rows.next();
              }
            })
        .isInstanceOfAny(IOException.class, RuntimeException.class);
  }
}
