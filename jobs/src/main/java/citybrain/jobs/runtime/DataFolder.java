package citybrain.jobs.runtime;

import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Reads reference data below one folder and from nowhere else. */
public final class DataFolder implements ReferenceFiles {

  private final Path root;

  DataFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * Several folders, comma separated: a file is read from the first that has it. A synthetic city
   * brings its own folder.
   */
  public static ReferenceFiles among(String folders) {
    var all =
        Arrays.stream(folders.split(",", -1))
            .map(folder -> new DataFolder(Path.of(folder.strip())))
            .toList();
    return path ->
        all.stream().filter(folder -> folder.has(path)).findFirst().orElse(all.get(0)).read(path);
  }

  private boolean has(String path) {
    var file = root.resolve(path).normalize();
    return file.startsWith(root) && Files.isRegularFile(file);
  }

  @Override
  public byte[] read(String path) {
    var file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw new SettingException("reference file '" + path + "' leaves the data folder");
    }
    if (!Files.isRegularFile(file)) {
      throw new SettingException("reference file '" + path + "' is missing: expected at " + file);
    }
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      return path.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    } catch (IOException e) {
      throw new SettingException("reference file '" + file + "' cannot be read: " + e.getMessage());
    }
  }
}
