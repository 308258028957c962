package citybrain.local.recording;

import citybrain.feed.CountedStream;
import citybrain.feed.LimitedStream;
import citybrain.feed.Limits;
import citybrain.feed.SettingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;

/**
 * The folder that holds all that a city file names, and nothing else may be read: links are
 * followed, but not out of it. Only regular files, for a pipe would be waited for.
 */
record DataRoot(Path folder) {

  private static final int UNZIP_BUFFER = 32 * 1024;

  /** The real place of something in the folder. */
  Path real(Path file) throws IOException {
    var real = file.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw new SettingException(
          "%s leads out of the data folder, to %s; expected something below %s"
              .formatted(file, real, folder.toAbsolutePath()));
    }
    return real;
  }

  /** The real place of a file in the folder. */
  Path regular(Path file) throws IOException {
    var real = real(file);
    if (!Files.isRegularFile(real)) {
      throw new SettingException(
          "%s is no regular file; expected one, not a %s".formatted(file, kind(real)));
    }
    return real;
  }

  private static String kind(Path file) {
    return Files.isDirectory(file) ? "folder" : "pipe or device";
  }

  /** Unpacks a gzip that may not become far more than it is. */
  static InputStream unpacked(InputStream stored, String name) throws IOException {
    var packed = new CountedStream(new BufferedInputStream(stored, UNZIP_BUFFER));
    return guarded(new GZIPInputStream(packed, UNZIP_BUFFER), name, packed::bytes, Limits.RATIO);
  }

  /** The same of what another library unpacks. */
  static InputStream guarded(InputStream in, String name, LongSupplier packed, int ratio) {
    return LimitedStream.unpacked(in, name, packed, ratio);
  }
}
