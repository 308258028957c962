package citybrain.local.player;

import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reference data below a data folder. */
record ReferenceFolder(Path root) implements ReferenceFiles {

  @Override
  public byte[] read(String path) {
    Path file = root.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new SettingException("there is no file " + path + " in " + root.toAbsolutePath());
    }
    try (var stored = Files.newInputStream(file);
        var in = path.endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
