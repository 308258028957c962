package citybrain.transport.gtfs;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * The bytes of a table, which must be UTF-8 (GTFS Schedule, File requirements). A decoder would put
 * the same mark for every byte that is not, and make one id of two; so what is not stops the start.
 */
final class GtfsText extends InputStream {

  private static final int FIRST_CONTINUATION = 0x80;
  private static final int LAST_CONTINUATION = 0xBF;

  private final String file;
  private final InputStream in;
  private long place;
  private long line = 1;
  private boolean afterReturn;
  private int previous;
  private int more;
  private int least = FIRST_CONTINUATION;
  private int most = LAST_CONTINUATION;

  /**
   * @param file for messages
   */
  GtfsText(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    for (int i = offset; i < offset + count; i++) {
      check(buffer[i] & 0xFF);
    }
    if (count < 0 && more > 0) {
      throw wrong("ends in the middle of a character");
    }
    return count;
  }

  /** Table 3-7 of the Unicode Standard: which bytes may follow which. */
  private void check(int b) {
    place++;
    if (more > 0) {
      if (b < least || b > most) {
        throw wrong("has the byte 0x" + hex(previous) + " before 0x" + hex(b));
      }
      more--;
      least = FIRST_CONTINUATION;
      most = LAST_CONTINUATION;
    } else if (b < FIRST_CONTINUATION) {
      if (b == 0 && place <= 4) {
        throw wide();
      }
      countLines(b);
    } else {
      begin(b);
    }
    previous = b;
  }

  private void countLines(int b) {
    if (b == '\r' || (b == '\n' && !afterReturn)) {
      line++;
    }
    afterReturn = b == '\r';
  }

  private void begin(int b) {
    afterReturn = false;
    if (b >= 0xC2 && b <= 0xDF) {
      more = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
      more = 2;
      least = b == 0xE0 ? 0xA0 : FIRST_CONTINUATION;
      most = b == 0xED ? 0x9F : LAST_CONTINUATION;
    } else if (b >= 0xF0 && b <= 0xF4) {
      more = 3;
      least = b == 0xF0 ? 0x90 : FIRST_CONTINUATION;
      most = b == 0xF4 ? 0x8F : LAST_CONTINUATION;
    } else if (place == 1 && b >= 0xFE) {
      throw wide(); // the mark with which UTF-16 begins, in either order of bytes
    } else {
      throw wrong("has the byte 0x" + hex(b));
    }
  }

  private static String hex(int b) {
    return Integer.toHexString(b).toUpperCase(Locale.ROOT);
  }

  private SettingException wide() {
    return new SettingException(file + " line 1: is UTF-16; expected UTF-8, as GTFS demands");
  }

  private SettingException wrong(String what) {
    return new SettingException(
        file
            + " line "
            + line
            + ": is not UTF-8: it "
            + what
            + "; expected UTF-8, as GTFS demands (perhaps it is Latin-1 or Windows-1252)");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
