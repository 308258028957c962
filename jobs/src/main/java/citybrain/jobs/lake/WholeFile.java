package citybrain.jobs.lake;

import citybrain.jobs.lake.geoparquet.GeoParquet;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Writes a file that is complete or absent: under a hidden name first, then renamed over what was
 * there before. Where a file system cannot rename over a file, the old one goes just before.
 */
public final class WholeFile {

  /** What is written. */
  @FunctionalInterface
  public interface Content {
    void write(FSDataOutputStream out) throws IOException;
  }

  private WholeFile() {}

  /** Rows of one file, in their order. */
  public static <T> void write(
      Path target, RowFormat<T> format, Map<String, ZoneId> timeZones, Iterable<T> rows)
      throws IOException {
    write(
        target,
        out -> {
          var writer = GeoParquet.of(format, timeZones).create(out);
          for (var row : rows) {
            writer.addElement(row);
          }
          writer.finish();
        });
  }

  /** A text, if the file does not have it already; true when it was written. */
  public static boolean write(Path target, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var files = target.getFileSystem();
    if (files.exists(target) && files.getFileStatus(target).getLen() == bytes.length) {
      try (var in = files.open(target)) {
        if (new String(in.readAllBytes(), StandardCharsets.UTF_8).equals(text)) {
          return false;
        }
      }
    }
    write(target, out -> out.write(bytes));
    return true;
  }

  /** Anything. */
  public static void write(Path target, Content content) throws IOException {
    var files = target.getFileSystem();
    files.mkdirs(target.getParent());
    var hidden =
        new Path(target.getParent(), "." + target.getName() + ".inprogress." + UUID.randomUUID());
    try {
      try (var out = files.create(hidden, FileSystem.WriteMode.NO_OVERWRITE)) {
        content.write(out);
      }
      publish(files, hidden, target);
    } finally {
      if (files.exists(hidden)) {
        files.delete(hidden, false);
      }
    }
  }

  private static void publish(FileSystem files, Path hidden, Path target) throws IOException {
    if (isRenamed(files, hidden, target)) {
      return;
    }
    files.delete(target, false);
    if (!files.rename(hidden, target)) {
      throw new IOException("cannot rename " + hidden + " to " + target);
    }
  }

  /** Some file systems say by an error that they do not rename over a file. */
  private static boolean isRenamed(FileSystem files, Path hidden, Path target) throws IOException {
    try {
      return files.rename(hidden, target);
    } catch (IOException e) {
      if (files.exists(target)) {
        return false;
      }
      throw e;
    }
  }
}
