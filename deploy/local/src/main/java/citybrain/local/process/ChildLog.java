package citybrain.local.process;

import citybrain.feed.PlainText;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The file of all that a child says, written by the readers of both its streams: no line of it
 * moves a cursor or begins another, whatever data it quotes.
 */
final class ChildLog implements AutoCloseable {

  private final LogFile out;
  private final UnaryOperator<String> wording;
  private final Consumer<String> remember;
  private int readers = 2;

  /**
   * Begins a new file.
   *
   * @param wording of every line
   * @param remember gets every line as it was written
   */
  ChildLog(Path file, UnaryOperator<String> wording, Consumer<String> remember) {
    this.out = new LogFile(file);
    this.wording = wording;
    this.remember = remember;
  }

  /** A line that cannot be written, on a full disk, is no reason to stop listening. */
  synchronized void write(String line) {
    var worded = wording.apply(PlainText.tabbed(line));
    out.write(worded).ifPresent(remember);
    remember.accept(worded);
  }

  /** To be called by each reader. */
  @Override
  public synchronized void close() {
    readers--;
    if (readers == 0) {
      out.close();
    }
  }
}
