package citybrain.jobs.lake.care;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.LakeReport;
import citybrain.jobs.lake.rows.ObservationRows;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a file can be wrong is found and named. */
class VerifyTest {

  private final SampleLake lake;

  VerifyTest(@TempDir Path folder) {
    this.lake = new SampleLake(folder.toUri().toString());
  }

  @BeforeEach
  void archive() throws Exception {
    lake.observe(4_000, 4);
    lake.aggregate(100, 1);
  }

  private Path file(int part) {
    return Path.of(lake.day("observations").toUri()).resolve("part-" + part + ".parquet");
  }

  private Said verify(String... settings) throws Exception {
    return Said.of("verify", lake.root(), settings);
  }

  private void assertDamaged(String file, String reason) throws Exception {
    var said = verify();
    assertThat(said.outcome()).isEqualTo(1);
    assertThat(said.text().lines().filter(line -> line.startsWith("DAMAGED")))
        .singleElement()
        .asString()
        .contains(file, reason);
  }

  @Test
  void aSoundLakeIsSound() throws Exception {
    var said = verify();
    assertThat(said.outcome()).isZero();
    assertThat(said.text())
        .contains(
            "5 files, 4,100 rows read back: all sound", "Not compared with what lies on Kafka");
  }

  @Test
  void halfAFile() throws Exception {
    var bytes = Files.readAllBytes(file(2));
    Files.write(file(2), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertDamaged("date=2025-03-10/part-2.parquet: ", "");
  }

  /** The footer is sound; only who reads the pages notices. */
  @Test
  void aBitThatFlippedInAPage() throws Exception {
    var bytes = Files.readAllBytes(file(1));
    bytes[300] ^= 1;
    Files.write(file(1), bytes);
    assertThat(LakeReport.of(lake.root()).unreadable()).isEmpty();
    assertDamaged("part-1.parquet", "");
  }

  @Test
  void rowsOfAnotherDay() throws Exception {
    var strange = SampleLake.observation(345_601);
    lake.add(
        new ObservationRows(),
        "domain=environment/date=2025-03-10",
        "part-x",
        List.of(SampleLake.observation(1), strange));
    // Without a clock, half a day more is a date that somebody has.
    assertThat(verify().outcome()).isZero();
    lake.add(
        new ObservationRows(),
        "domain=environment/date=2025-03-08",
        "part-y",
        List.of(SampleLake.observation(1), strange));
    assertDamaged("date=2025-03-08/part-y.parquet", "is not in folder date=2025-03-08");
  }

  @Test
  void aFolderWithoutADate() throws Exception {
    lake.add(
        new ObservationRows(), "domain=environment", "part-x", List.of(SampleLake.observation(1)));
    assertDamaged("domain=environment/part-x.parquet", "lies in no folder date=YYYY-MM-DD");
  }

  @Test
  void aFileOfAnotherDataset() throws Exception {
    var from = Path.of(lake.day("aggregates").toUri()).resolve("part-0.parquet");
    Files.copy(from, file(9));
    assertDamaged("part-9.parquet", "has no column feed");
  }

  @Test
  void aStrangersFile() throws Exception {
    Files.writeString(file(1).resolveSibling("notes.txt"), "hello");
    assertDamaged("notes.txt", "is no file of the lake");
  }

  @Test
  void whatIsDamagedGoesAsideAndTheRestIsSound() throws Exception {
    Files.writeString(file(3), "PAR1");
    var said = verify("--set-aside=true", "--json=true");
    assertThat(said.outcome()).isEqualTo(1);
    var json = new ObjectMapper().readTree(said.text());
    assertThat(json.at("/damaged/0/set_aside").asBoolean()).isTrue();
    assertThat(json.at("/files").asLong()).isEqualTo(5);
    assertThat(json.at("/rows").asLong()).isEqualTo(3_100);
    assertThat(file(3)).doesNotExist();
    assertThat(
            Path.of(java.net.URI.create(lake.root()))
                .resolve(
                    "_damaged/observations/city=demo/domain=environment/date=2025-03-10/part-3.parquet"))
        .hasContent("PAR1");
    assertThat(verify().outcome()).isZero();
    assertThat(LakeReport.of(lake.root()).datasets())
        .containsOnlyKeys("observations", "aggregates");
  }
}
