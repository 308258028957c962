package citybrain.local.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits bytes into lines without decoding them, so that what is sent is what the origin wrote. A
 * line beyond {@link #LONGEST} keeps its first bytes and its true length: memory stays bounded
 * whatever the source holds.
 */
final class LineReader implements EntryLines {

  /** What is kept of a longer line is enough to see what it was; it will be refused. */
  static final int LONGEST = 1_000_000;

  static final int KEPT_OF_LONGER = 64 * 1024;

  private static final int BUFFER = 32 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream carried = new ByteArrayOutputStream();
  private int at;
  private int filled;
  private byte[] line = {};
  private long bytes;
  private long number;
  private final byte[] header;

  /**
   * @param hasHeader the first line is no record
   */
  LineReader(InputStream in, boolean hasHeader) throws IOException {
    this.in = in;
    header = hasHeader && read() ? withoutReturn(line) : new byte[0];
  }

  private static byte[] withoutReturn(byte[] line) {
    int end = line.length;
    return end > 0 && line[end - 1] == '\r' ? Arrays.copyOf(line, end - 1) : line;
  }

  @Override
  public byte[] header() {
    return header;
  }

  @Override
  public boolean next() throws IOException {
    while (read()) {
      if (!isBlank()) {
        return true;
      }
    }
    return false;
  }

  private boolean isBlank() {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private boolean read() throws IOException {
    carried.reset();
    bytes = 0;
    while (true) {
      if (at == filled && !fill()) {
        return bytes > 0 && finish();
      }
      int start = at;
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      keep(start, at - start);
      if (at < filled) {
        at++;
        return finish();
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  private void keep(int start, int length) {
    bytes += length;
    carried.write(buffer, start, Math.min(length, Math.max(0, LONGEST - carried.size())));
  }

  private boolean finish() {
    number++;
    line = carried.toByteArray();
    if (bytes > LONGEST) {
      line = Arrays.copyOf(line, KEPT_OF_LONGER);
    }
    return true;
  }

  @Override
  public byte[] line() {
    return line;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
