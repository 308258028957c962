package citybrain.jobs.lake.care;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.LakeReport;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a real HDFS, which renames and lists in ways of its own. */
class CareOnHdfsTest {

  @Test
  void aLakeOnHdfsIsLookedAfter(@TempDir Path home) throws Exception {
    var settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, home.resolve("hdfs").toString());
    try (var hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build()) {
      hdfs.waitActive();
      var lake = new SampleLake(hdfs.getURI() + "/lake");
      lake.observe(10_000, 7);
      lake.aggregate(1_000, 3);
      var city = DailySummaryJobTest.writeCity(home);

      assertThat(
              Said.of("schema", lake.root(), "--write=true", "--cities=" + city, "--data=" + home)
                  .text())
          .contains("views.sql", "zones.parquet");
      var said = Said.of("compact", lake.root(), "--closed-for=PT0S");
      assertThat(said.outcome()).as(said.text()).isZero();
      assertThat(said.text()).contains("7 files are 1", "3 files are 1", "500 rows that were");
      assertThat(Said.of("verify", lake.root()).text())
          .contains("3 files, 10,502 rows read back: all sound");
      assertThat(Said.of("ls", lake.root()).text().lines()).hasSize(4);
      assertThat(
              Said.of("expire", lake.root(), "--before=2025-04-01", "--closed-for=PT0S").outcome())
          .isZero();
      var report = LakeReport.of(lake.root());
      assertThat(report.dataset("observations").gone()).isEqualTo(10_000);
      assertThat(report.dataset("aggregates").gone()).isEqualTo(1_000);
      assertThat(report.total().rows()).isEqualTo(2);
    }
  }
}
