package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeReportTest {

  @Test
  void countsFinishedFilesOnly(@TempDir Path lake) throws Exception {
    var observations = LongStream.range(0, 100).mapToObj(Samples::observation).toList();
    LakeFilesByHand.write(lake, observations, "UTC");
    var finished = LakeFiles.below(new org.apache.flink.core.fs.Path(lake.toUri()));
    var first = Path.of(finished.get(0).getPath().toUri().getPath());
    Files.copy(first, first.resolveSibling(".part-1.parquet.inprogress.1234"));
    Files.copy(first, Files.createDirectory(lake.resolve("_tmp")).resolve("part.parquet"));

    var report = LakeReport.of(lake.toString());
    assertThat(report.total().rows()).isEqualTo(100);
    assertThat(report.total().files()).isEqualTo(finished.size());
    assertThat(report.datasets().keySet()).containsExactly("observations");
  }

  @Test
  void aLakeThatIsNotThereIsEmpty(@TempDir Path home) throws Exception {
    assertThat(LakeReport.of(home.resolve("none").toString()).json())
        .isEqualTo(
            "{\"datasets\":{},\"files\":0,\"rows\":0,\"bytes\":0,\"gone\":0,\"unreadable\":[]}");
  }

  @Test
  void aFinishedFileThatIsHalfIsNamed(@TempDir Path lake) throws Exception {
    LakeFilesByHand.write(lake, List.of(Samples.observation(1)), "UTC");
    var broken = Files.createDirectory(lake.resolve("alerts")).resolve("part-9.parquet");
    Files.write(broken, "PAR1 and no more".getBytes(StandardCharsets.UTF_8));
    var report = LakeReport.of(lake.toString());
    assertThat(report.total().rows()).isEqualTo(1);
    assertThat(report.unreadable())
        .singleElement()
        .asString()
        .contains("part-9.parquet", "not a Parquet file");
  }

  @Test
  void aLakeFullOfBrokenFilesStillFitsALine() {
    var report = new LakeReport(new TreeMap<>(), Collections.nCopies(10_000, "x".repeat(10_000)));
    assertThat(report.json()).hasSizeLessThan(32 * 1024).contains("... and 9950 more");
  }

  /** What a library prints is no report, whatever it looks like. */
  @Test
  void nothingButTheReportIsOnStandardOutput(@TempDir Path lake) throws Exception {
    var out = System.out;
    var caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      LakeReportMain.main(new String[] {"--lake=" + lake.toUri()});
      System.out.println("{\"datasets\":{}}");
    } finally {
      System.setOut(out);
    }
    assertThat(caught.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void theMainPrintsOneLineOfJson(@TempDir Path lake) throws Exception {
    LakeFilesByHand.write(lake, List.of(Samples.observation(1)), "UTC");
    var out = System.out;
    var caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      LakeReportMain.main(new String[] {"--lake=" + lake.toUri()});
    } finally {
      System.setOut(out);
    }
    assertThat(caught.toString(StandardCharsets.UTF_8))
        .startsWith("{\"datasets\":{\"observations\":{\"files\":1,\"rows\":1,\"bytes\":");
  }

  @Test
  void theMainWritesTheSameToAFile(@TempDir Path lake) throws Exception {
    LakeFilesByHand.write(lake, List.of(Samples.observation(1)), "UTC");
    var file = lake.resolve("report.json");
    LakeReportMain.main(new String[] {"--lake=" + lake.toUri(), "--to=" + file});
    assertThat(file).hasContent(LakeReport.of(lake.toString()).json());
  }
}
