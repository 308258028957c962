package citybrain.feed.lines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as they stand there. They end with a line feed; in a file that begins without
 * any, but with carriage returns, as Macintoshes once wrote them, with those.
 */
public final class PhysicalLines implements AutoCloseable {

  private static final int BUFFER = 32 * 1024;

  private final InputStream in;
  private final int longest;
  private final int keptOfLonger;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream carried = new ByteArrayOutputStream();
  private int at;
  private int filled;
  private byte end = '\n';
  private boolean begun;
  private long number;

  PhysicalLines(InputStream in, int longest, int keptOfLonger) {
    this.in = in;
    this.longest = longest;
    this.keptOfLonger = keptOfLonger;
  }

  /** The next line; null behind the last. */
  @Nullable PhysicalLine next() throws IOException {
    carried.reset();
    long bytes = 0;
    while (true) {
      if (at == filled && !fill()) {
        return bytes > 0 ? line(bytes) : null;
      }
      int start = at;
      while (at < filled && buffer[at] != end) {
        at++;
      }
      bytes += at - start;
      carried.write(buffer, start, Math.min(at - start, Math.max(0, longest - carried.size())));
      if (at < filled) {
        at++;
        return line(bytes);
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = begun ? Math.max(0, in.read(buffer, 0, buffer.length)) : begin();
    return filled > 0;
  }

  private int begin() throws IOException {
    begun = true;
    int read = in.readNBytes(buffer, 0, buffer.length);
    end = lineEnd(buffer, read);
    return read;
  }

  /** How lines end in a text that begins so. */
  public static byte lineEnd(byte[] text, int length) {
    boolean returns = false;
    for (int i = 0; i < Math.min(length, BUFFER); i++) {
      if (text[i] == '\n') {
        return '\n';
      }
      returns |= text[i] == '\r';
    }
    return (byte) (returns ? '\r' : '\n');
  }

  private PhysicalLine line(long bytes) {
    number++;
    var line = carried.toByteArray();
    return new PhysicalLine(
        bytes > longest ? Arrays.copyOf(line, keptOfLonger) : line, bytes, number);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
