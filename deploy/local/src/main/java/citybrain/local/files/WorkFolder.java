package citybrain.local.files;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * A new folder for one piece of work: the one that was asked for, which stays, or a temporary one,
 * which goes with the work. That it cannot be deleted hides no failure of the work itself.
 */
public final class WorkFolder implements AutoCloseable {

  private final Path path;
  private final boolean isTemporary;

  private WorkFolder(Path path, boolean isTemporary) {
    this.path = path.toAbsolutePath();
    this.isTemporary = isTemporary;
  }

  /**
   * Makes the folder.
   *
   * @param asked the value of {@code --home}
   * @param prefix of the name of a temporary one
   * @throws SettingException when the folder that was asked for exists
   */
  public static WorkFolder of(Optional<Path> asked, String prefix) throws IOException {
    if (asked.isPresent() && Files.exists(asked.get())) {
      throw new SettingException(
          "--home %s exists; a bench needs a new folder".formatted(asked.get()));
    }
    return asked.isPresent()
        ? new WorkFolder(Files.createDirectories(asked.get()), false)
        : new WorkFolder(Files.createTempDirectory(prefix), true);
  }

  /** Absolute. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (!isTemporary) {
      return;
    }
    try (var all = Files.walk(path)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IOException("cannot delete " + path + ": " + e.getMessage(), e);
    }
  }
}
