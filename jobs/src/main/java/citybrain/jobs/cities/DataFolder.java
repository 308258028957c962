package citybrain.jobs.cities;

import citybrain.feed.CountedStream;
import citybrain.feed.LimitedStream;
import citybrain.feed.Limits;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads reference data below one folder and from nowhere else: links are followed, but not out of
 * it. Only regular files, for a pipe would be waited for; none that is too large for memory.
 */
public final class DataFolder implements ReferenceFiles {

  private final Path root;

  DataFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * Several folders, comma separated: a file is read from the first that has it. A synthetic city
   * brings its own folder. Secrets are those of the environment of this process.
   */
  public static ReferenceFiles among(String folders) {
    var all =
        Arrays.stream(folders.split(",", -1))
            .map(folder -> new DataFolder(Path.of(folder.strip())))
            .toList();
    return new ReferenceFiles() {
      @Override
      public byte[] read(String path) {
        return all.stream()
            .filter(folder -> folder.has(path))
            .findFirst()
            .orElse(all.get(0))
            .read(path);
      }

      @Override
      public Optional<String> secret(String variable) {
        return Optional.ofNullable(System.getenv(variable));
      }
    };
  }

  /** The text of a city file, when it is not too long to be one. */
  public static String cityFile(Path file) throws IOException {
    Limits.requireCityFile(file, Files.size(file));
    return Files.readString(file);
  }

  private boolean has(String path) {
    var file = root.resolve(path).normalize();
    return file.startsWith(root) && Files.exists(file) && !Files.isDirectory(file);
  }

  @Override
  public byte[] read(String path) {
    var file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw new SettingException("reference file '" + path + "' leaves the data folder");
    }
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new SettingException("reference file '" + path + "' is missing: expected at " + file);
    }
    try {
      return whole(path, real(path, file));
    } catch (IOException e) {
      throw new SettingException("reference file '" + file + "' cannot be read: " + e.getMessage());
    }
  }

  /** Where it really lies. */
  private Path real(String path, Path file) throws IOException {
    var real = file.toRealPath();
    if (!real.startsWith(root.toRealPath())) {
      throw new SettingException(
          "reference file '%s' leaves the data folder: it leads to %s; expected a file below %s"
              .formatted(path, real, root));
    }
    if (!Files.isRegularFile(real)) {
      throw new SettingException(
          "reference file '%s' is no regular file; expected one at %s".formatted(path, file));
    }
    return real;
  }

  private static byte[] whole(String path, Path file) throws IOException {
    boolean packed = path.endsWith(".gz");
    Limits.requireWhole("reference file '" + path + "'", Files.size(file));
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      return LimitedStream.whole(packed ? unpacked(in, path) : in, path);
    }
  }

  @SuppressWarnings("resource") // closed with the file
  private static InputStream unpacked(InputStream stored, String path) throws IOException {
    var packed = new CountedStream(stored);
    return LimitedStream.unpacked(new GZIPInputStream(packed), path, packed::bytes, Limits.RATIO);
  }
}
