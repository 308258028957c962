package citybrain.jobs.runtime;

import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads reference data below one folder and from nowhere else. */
final class DataFolder implements ReferenceFiles {

  private final Path root;

  DataFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
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
