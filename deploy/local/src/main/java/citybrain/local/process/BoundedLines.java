package citybrain.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lines of a stream, each kept up to some length only: a stream without line ends fills nothing.
 */
final class BoundedLines implements AutoCloseable {

  private final Reader reader;
  private final int longest;
  private final String mark;

  /**
   * @param mark said at the end of what was cut
   */
  BoundedLines(InputStream stream, int longest, String mark) {
    this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    this.longest = longest;
    this.mark = mark;
  }

  /** The next one without its end; empty when there is no more. */
  Optional<String> next() throws IOException {
    var line = new StringBuilder();
    boolean isCut = false;
    int read = reader.read();
    if (read < 0) {
      return Optional.empty();
    }
    while (read >= 0 && read != '\n') {
      if (line.length() < longest) {
        line.append((char) read);
      } else {
        isCut = true;
      }
      read = reader.read();
    }
    if (isCut) {
      return Optional.of(line + mark);
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return Optional.of(line.toString());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
