package citybrain.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

  private final Path home;

  RecoveryTest(@TempDir Path home) {
    this.home = home;
  }

  private Path left(String folder, int second, String metadata) throws IOException {
    var path = Files.createDirectories(home.resolve(folder));
    var file = Files.writeString(path.resolve("_metadata"), metadata);
    Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000L));
    return path;
  }

  @Test
  void aFreshHomeHasNothingToResumeFrom() {
    assertThat(Recovery.newest(home, "ingest")).isEmpty();
  }

  @Test
  void theNewestOfSavepointsAndCheckpointsIsTaken() throws IOException {
    left("checkpoints/ingest/0a1b/chk-7", 100, "x");
    var newest = left("checkpoints/ingest/0a1b/chk-8", 300, "x");
    left("savepoints/ingest/savepoint-0a1b-1", 200, "x");
    assertThat(Recovery.newest(home, "ingest")).contains(newest);

    var savepoint = left("savepoints/ingest/savepoint-0a1b-2", 400, "x");
    assertThat(Recovery.newest(home, "ingest")).contains(savepoint);
  }

  @Test
  void whatIsNotCompleteIsPassedOver() throws IOException {
    var complete = left("checkpoints/ingest/0a1b/chk-7", 100, "x");
    left("checkpoints/ingest/0a1b/chk-8", 200, "");
    Files.createDirectories(home.resolve("checkpoints/ingest/0a1b/chk-9"));

    assertThat(Recovery.newest(home, "ingest")).contains(complete);
  }

  @Test
  void whatOtherJobsLeftIsNotTaken() throws IOException {
    left("checkpoints/archive/0a1b/chk-7", 100, "x");
    left("savepoints/ingest-bench/savepoint-1", 100, "x");

    assertThat(Recovery.newest(home, "ingest")).isEmpty();
  }
}
