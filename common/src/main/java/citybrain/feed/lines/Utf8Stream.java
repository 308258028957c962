package citybrain.feed.lines;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text of an encoding whose line ends are no single bytes (UTF-16, UTF-32), in UTF-8, so that it
 * can be cut into lines. What cannot be read becomes U+FFFD, which feeds refuse.
 */
final class Utf8Stream extends InputStream {

  private static final int CHARACTERS = 8 * 1024;

  private final Reader reader;
  private final char[] characters = new char[CHARACTERS];
  private byte[] bytes = {};
  private int at;
  private boolean begun;

  Utf8Stream(InputStream in, Charset charset) {
    reader = new InputStreamReader(in, charset);
  }

  private boolean fill() throws IOException {
    while (at == bytes.length) {
      int read = reader.read(characters, 0, CHARACTERS - 1);
      if (read < 0) {
        return false;
      }
      if (read > 0 && Character.isHighSurrogate(characters[read - 1])) {
        int low = reader.read();
        if (low >= 0) {
          characters[read++] = (char) low;
        }
      }
      var text = new String(characters, 0, read);
      bytes = (begun ? text : withoutMark(text)).getBytes(StandardCharsets.UTF_8);
      begun = true;
      at = 0;
    }
    return true;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
