package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.ObservationColumns;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.observation.Stamped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake on a real HDFS: sink, report, reader and the replacing of a summary. */
class HdfsTest {

  @Test
  void theLakeMayLieOnHdfs(@TempDir Path home) throws Exception {
    var settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, home.resolve("hdfs").toString());
    try (var hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build()) {
      hdfs.waitActive();
      var lake = hdfs.getURI() + "/lake";
      var environment = Engine.environment(home.resolve("checkpoints"), Duration.ofMillis(200));
      Engine.numbered(environment, "observations", Samples::stamped, Stamped.class, 3_000, 1_000)
          .sinkTo(LakeSink.of(lake, new ObservationRows(), Samples.ZONES))
          .uid("lake");
      environment.execute("archive");
      assertReadable(lake);
      assertReplaced(lake);
    }
  }

  private static void assertReadable(String lake) throws Exception {
    var report = LakeReport.of(lake);
    assertThat(report.unreadable()).isEmpty();
    assertThat(report.total().rows()).isEqualTo(3_000);

    var sum = new DoubleAdder();
    for (var file : LakeFiles.below(new org.apache.flink.core.fs.Path(lake))) {
      try (var rows = ObservationColumns.open(FlinkInputFile.of(file.getPath()), List.of())) {
        rows.all(
            row -> {
              sum.add(row.result);
              return true;
            });
      }
    }
    assertThat(sum.sum()).isEqualTo(2_999 * 3_000 / 2.0);
  }

  /** HDFS does not rename over a file by itself. */
  private static void assertReplaced(String lake) throws Exception {
    var target = new org.apache.flink.core.fs.Path(lake + "/daily-summary/summary.parquet");
    for (int rows = 1; rows <= 2; rows++) {
      var values = List.of(Samples.stamped(1), Samples.stamped(2)).subList(0, rows);
      SummaryFile.write(target, new ObservationRows(), values);
      assertThat(LakeReport.of(lake).datasets().get("daily-summary"))
          .extracting(LakeReport.Size::files, LakeReport.Size::rows)
          .containsExactly(1L, (long) rows);
    }
  }
}
