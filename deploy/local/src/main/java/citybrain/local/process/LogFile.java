package citybrain.local.process;

import citybrain.local.PrivateFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A log for its owner only, line by line; one that cannot be written says so once. */
final class LogFile implements AutoCloseable {

  private final Path file;
  private @Nullable BufferedWriter out;
  private boolean isLost;

  LogFile(Path file) {
    this.file = file;
  }

  /** Writes one line; what is wrong, the first time it is. */
  Optional<String> write(String line) {
    if (isLost) {
      return Optional.empty();
    }
    try {
      if (out == null) {
        out = PrivateFiles.writer(file);
      }
      out.write(line);
      out.newLine();
      out.flush();
      return Optional.empty();
    } catch (IOException e) {
      isLost = true;
      return Optional.of("the log %s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      isLost = true; // the last line could not be written, and that has been said
    }
  }
}
