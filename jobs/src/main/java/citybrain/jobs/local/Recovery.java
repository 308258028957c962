package citybrain.jobs.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what a job left behind: the newest savepoint or completed checkpoint under the home of a
 * city.
 */
public final class Recovery {

  private Recovery() {}

  /** The folder to resume from; a checkpoint is complete when its metadata is there. */
  public static Optional<Path> newest(Path home, String job) {
    try (var savepoints = metadata(home.resolve("savepoints").resolve(job));
        var checkpoints = metadata(home.resolve("checkpoints").resolve(job))) {
      return Stream.concat(savepoints, checkpoints)
          .max(Comparator.comparing(Recovery::modified))
          .map(Path::getParent);
    } catch (IOException e) {
      throw new UncheckedIOException("what job '" + job + "' left behind cannot be read", e);
    }
  }

  @SuppressWarnings("StreamResourceLeak") // closed by the caller
  private static Stream<Path> metadata(Path folder) throws IOException {
    return Files.isDirectory(folder)
        ? Files.find(
            folder,
            3,
            (path, attributes) ->
                path.getFileName().toString().equals("_metadata") && attributes.size() > 0)
        : Stream.empty();
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
