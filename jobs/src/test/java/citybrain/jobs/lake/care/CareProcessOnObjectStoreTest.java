package citybrain.jobs.lake.care;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.LakeReport;
import citybrain.jobs.lake.LakeViews;
import citybrain.jobs.lake.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process behind {@code ./citybrain lake} finds an object store by itself: by the folder of
 * plugins in its environment and the engine's settings, in a JVM that nobody has prepared.
 */
class CareProcessOnObjectStoreTest {

  private static final String ROOT = "s3://cared-for-by-process/lake";

  @Test
  void aLakeOnAnObjectStoreIsLookedAfter(@TempDir Path home) throws Exception {
    try (var store = ObjectStore.start(home, "cared-for-by-process")) {
      var lake = new SampleLake(ROOT);
      lake.observe(10_000, 7);
      lake.aggregate(1_000, 3);

      assertThat(said(store, "compact", "--closed-for=PT0S"))
          .contains("7 files are 1", "3 files are 1", "500 rows that were")
          .endsWith(CareMain.OUTCOME + "0");
      var views = new org.apache.flink.core.fs.Path(ROOT, LakeViews.FILE);
      try (var in = views.getFileSystem().open(views)) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .contains("CREATE OR REPLACE TEMP VIEW observations");
      }
      assertThat(said(store, "verify"))
          .contains("2 files, 10,500 rows read back: all sound")
          .endsWith(CareMain.OUTCOME + "0");
      assertThat(said(store, "expire", "--before=2025-04-01", "--closed-for=PT0S"))
          .endsWith(CareMain.OUTCOME + "0");
      var report = LakeReport.of(ROOT);
      assertThat(report.dataset("observations").gone()).isEqualTo(10_000);
      assertThat(report.dataset("aggregates").gone()).isEqualTo(1_000);
      assertThat(report.total().rows()).isZero();
    }
  }

  private static String said(ObjectStore store, String what, String... settings)
      throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(CareMain.class.getName(), "--do=" + what, "--lake=" + ROOT));
    store.client().forEach((key, value) -> command.add("--flink." + key + "=" + value));
    command.addAll(List.of(settings));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FLINK_PLUGINS_DIR", ObjectStore.plugins().toString());
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.strip();
  }
}
