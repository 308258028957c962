package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeFilesTest {

  private static final int LOOKS = 3_000;

  /**
   * Compaction asks what time it is by a file in the root that is gone at once, and the archive's
   * unfinished files come and go: for whoever listed one of them the whole lake was empty.
   */
  @Test
  void whatComesAndGoesBesideThemHidesNothing(@TempDir java.nio.file.Path folder) throws Exception {
    for (int i = 0; i < 10; i++) {
      Files.createFile(Files.createDirectory(folder.resolve("dataset-" + i)).resolve("a.parquet"));
      Files.createFile(folder.resolve("file-" + i + ".parquet"));
    }
    var isOver = new AtomicBoolean();
    var threads = Executors.newSingleThreadExecutor();
    var passing =
        threads.submit(
            () -> {
              long gone = 0;
              while (!isOver.get()) {
                var file = Files.createFile(folder.resolve(".clock." + gone++));
                Files.delete(file);
              }
              return gone;
            });
    try {
      for (int i = 0; i < LOOKS; i++) {
        requireAll(new Path(folder.toUri()));
      }
    } finally {
      isOver.set(true);
      threads.shutdown();
    }
    assertThat(passing.get()).isGreaterThan(LOOKS / 10);
  }

  private static void requireAll(Path lake) throws IOException {
    assertThat(LakeFiles.folders(lake)).hasSize(10);
    assertThat(LakeFiles.in(lake)).hasSize(10);
  }

  @Test
  void whereThereIsNoFolderThereIsNothing(@TempDir java.nio.file.Path folder) throws IOException {
    var missing = new Path(folder.resolve("missing").toUri());
    assertThat(LakeFiles.folders(missing)).isEmpty();
    assertThat(LakeFiles.below(missing)).isEmpty();
  }
}
