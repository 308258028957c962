package citybrain.local.process;

import citybrain.local.files.PrivateFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A log for its owner only, line by line; one that cannot be written says so once. */
final class LogFile implements AutoCloseable {

  private final Path file;
  private @Nullable BufferedWriter out;
  private Optional<String> trouble = Optional.empty();

  LogFile(Path file) {
    this.file = file;
    try {
      out = PrivateFiles.writer(file);
    } catch (IOException e) {
      lost(e);
    }
  }

  private void lost(IOException e) {
    out = null;
    trouble = Optional.of("the log %s cannot be written: %s".formatted(file, e.getMessage()));
  }

  /** Writes one line; what is wrong, the first time it is. */
  Optional<String> write(String line) {
    try {
      if (out != null) {
        out.write(line);
        out.newLine();
        out.flush();
      }
    } catch (IOException e) {
      lost(e);
    }
    var said = trouble;
    trouble = Optional.empty();
    return said;
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      lost(e); // nobody asks any more
    }
  }
}
