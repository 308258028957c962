package citybrain.local.recording;

import citybrain.feed.LimitedStream;
import citybrain.feed.Limits;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reference data below a data folder, each file whole in memory; secrets are those of the
 * environment.
 */
public record ReferenceFolder(Path root) implements ReferenceFiles {

  @Override
  public Optional<String> secret(String variable) {
    return Optional.ofNullable(System.getenv(variable));
  }

  @Override
  public byte[] read(String path) {
    Path file = root.resolve(path);
    if (!Files.exists(file)) {
      throw new SettingException("there is no file " + path + " in " + root.toAbsolutePath());
    }
    try {
      var real = new DataRoot(root).regular(file);
      Limits.requireWhole(file, Files.size(real));
      try (var stored = Files.newInputStream(real);
          var in = path.endsWith(".gz") ? DataRoot.unpacked(stored, path) : stored) {
        return LimitedStream.whole(in, path);
      }
    } catch (IOException e) {
      throw new SettingException("cannot read " + file + ": " + e.getMessage());
    }
  }
}
