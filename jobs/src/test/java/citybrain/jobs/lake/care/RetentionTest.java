package citybrain.jobs.lake.care;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.LakeReport;
import citybrain.jobs.lake.rows.ObservationRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private final Path folder;
  private final SampleLake lake;

  RetentionTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new SampleLake(folder.toUri().toString());
  }

  @BeforeEach
  void archive() throws Exception {
    lake.observe(1_000, 4);
    lake.aggregate(100, 2);
    lake.add(
        new ObservationRows(),
        "domain=environment/date=2025-03-09",
        "part-0",
        List.of(SampleLake.observation(1), SampleLake.observation(2)));
    assertThat(
            Said.of("compact", lake.root(), "--closed-for=PT0S", "--dataset=aggregates").outcome())
        .isZero();
  }

  private Said expire(String before, String... settings) throws Exception {
    var all = new java.util.ArrayList<>(List.of("--before=" + before, "--closed-for=PT0S"));
    all.addAll(List.of(settings));
    return Said.of("expire", lake.root(), all.toArray(String[]::new));
  }

  @Test
  void oldDaysGoAndAreCounted() throws Exception {
    assertThat(expire("2025-03-10").text())
        .contains("observations/city=demo/domain=environment/date=2025-03-09: is gone, 1 files")
        .doesNotContain("date=2025-03-10");
    assertThat(Path.of(lake.day("observations").toUri()).resolveSibling("date=2025-03-09"))
        .doesNotExist();
    assertThat(expire("2025-03-11").outcome()).isZero();
    var report = LakeReport.of(lake.root());
    assertThat(report.total().files()).isZero();
    assertThat(report.dataset("observations").gone()).isEqualTo(1_002);
    // Those that were superseded before it expired are counted with them, once.
    assertThat(report.dataset("aggregates").gone()).isEqualTo(100);
  }

  @Test
  void aTrialOnlySaysWhatWouldGo() throws Exception {
    var before = LakeReport.of(lake.root());
    assertThat(expire("2026-01-01", "--dry-run=true", "--dataset=observations").text())
        .contains("date=2025-03-09: would go", "date=2025-03-10: would go")
        .doesNotContain("aggregates");
    assertThat(LakeReport.of(lake.root())).isEqualTo(before);
  }

  @Test
  void aDayThatSomebodyWritesToStays() throws Exception {
    var said = Said.of("expire", lake.root(), "--before=2026-01-01");
    assertThat(said.text()).contains("is not closed: was written to less than PT1H ago");
    assertThat(LakeReport.of(lake.root()).total().files()).isEqualTo(6);
  }

  @Test
  void aDateThatIsNoneIsRefused() throws Exception {
    var said = expire("yesterday");
    assertThat(said.outcome()).isEqualTo(1);
    assertThat(said.text())
        .isEqualTo("setting 'before' is 'yesterday': expected a date such as 2025-01-31");
  }

  /** As when the machine fails between the one and the other. */
  @Test
  void whatWasBegunIsEndedWithTheNext() throws Exception {
    var aside = folder.resolve("_expired").resolve("5f0c");
    Files.createDirectories(aside.getParent());
    Files.move(Path.of(lake.day("observations").toUri()).resolveSibling("date=2025-03-09"), aside);
    Files.writeString(
        aside.resolveSibling(".5f0c.json"),
        "{\"dataset\":\"observations\",\"folder\":\"x\",\"files\":0,\"rows\":0}");
    assertThat(expire("2000-01-01").outcome()).isZero();
    assertThat(aside).doesNotExist();
    assertThat(LakeReport.of(lake.root()).dataset("observations"))
        .extracting(LakeReport.Size::rows, LakeReport.Size::gone)
        .containsExactly(1_000L, 2L);
  }
}
