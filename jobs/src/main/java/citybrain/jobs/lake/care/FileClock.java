package citybrain.jobs.lake.care;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * What time it is where files get their times: ours may be another. Asked by writing a file that is
 * gone at once.
 */
final class FileClock {

  private FileClock() {}

  /** Milliseconds since 1970. */
  static long now(String lake) throws IOException {
    var file = new Path(lake, ".clock." + UUID.randomUUID());
    var files = file.getFileSystem();
    try {
      files.create(file, FileSystem.WriteMode.NO_OVERWRITE).close();
      return files.getFileStatus(file).getModificationTime();
    } finally {
      files.delete(file, false);
    }
  }

  /** What was last written before that is left alone by everybody. */
  static long before(String lake, Duration age) throws IOException {
    return now(lake) - age.toMillis();
  }
}
