package citybrain.local.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** The file of all that a child says, written by the readers of both its streams. */
final class ChildLog implements AutoCloseable {

  private final Writer out;
  private final Function<String, String> wording;
  private int readers = 2;

  /**
   * Begins a new file.
   *
   * @param wording of every line
   */
  ChildLog(Path file, Function<String, String> wording) throws IOException {
    this.out =
        Files.newBufferedWriter(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    this.wording = wording;
  }

  /** A line that cannot be written, on a full disk, is no reason to stop listening. */
  synchronized void write(String line) {
    var worded = wording.apply(line);
    try {
      out.write(worded);
      out.write(System.lineSeparator());
      out.flush();
    } catch (IOException e) {
      // The next one may find room again.
    }
  }

  /** To be called by each reader. */
  @Override
  public synchronized void close() throws IOException {
    readers--;
    if (readers == 0) {
      out.close();
    }
  }
}
