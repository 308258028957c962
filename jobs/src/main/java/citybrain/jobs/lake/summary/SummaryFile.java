package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.GeoParquet;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Writes a file that is complete or absent: under a hidden name first, then renamed over what was
 * there before. Where a file system cannot rename over a file, the old one goes just before.
 */
public final class SummaryFile {

  private SummaryFile() {}

  public static <T> void write(Path target, RowFormat<T> format, List<T> rows) throws IOException {
    var files = target.getFileSystem();
    files.mkdirs(target.getParent());
    var hidden =
        new Path(target.getParent(), "." + target.getName() + ".inprogress." + UUID.randomUUID());
    try {
      try (var out = files.create(hidden, FileSystem.WriteMode.NO_OVERWRITE)) {
        var writer = GeoParquet.of(format).create(out);
        for (var row : rows) {
          writer.addElement(row);
        }
        writer.finish();
      }
      publish(files, hidden, target);
    } finally {
      if (files.exists(hidden)) {
        files.delete(hidden, false);
      }
    }
  }

  private static void publish(FileSystem files, Path hidden, Path target) throws IOException {
    if (files.rename(hidden, target)) {
      return;
    }
    files.delete(target, false);
    if (!files.rename(hidden, target)) {
      throw new IOException("cannot rename " + hidden + " to " + target);
    }
  }
}
