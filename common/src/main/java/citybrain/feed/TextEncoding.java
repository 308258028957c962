package citybrain.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an origin writes letters: UTF-8 unless its city file says otherwise. Bytes that are not of
 * that encoding are never read as something near: two ids would become one.
 */
public final class TextEncoding {

  private static final String ENCODING = "encoding";

  /** The key every feed of text understands, with help text. */
  public static final Map<String, String> OPTIONS =
      Map.of(
          ENCODING, "how letters are written: UTF-8, windows-1252, ISO-8859-1, UTF-16 … (UTF-8)");

  /** What the key allows, for messages. */
  public static final String FORM =
      "the name of a character set that Java knows, such as UTF-8, windows-1252, ISO-8859-1";

  /** Stands where bytes could not be read (Unicode, chapter 23.8). */
  private static final char ERROR_MARK = '\uFFFD';

  /** As much of a file says how all of it is written. */
  private static final int SAMPLE = 4096;

  private final Charset charset;

  private TextEncoding(Charset charset) {
    this.charset = charset;
  }

  /** That of a feed that is being opened. */
  public static TextEncoding of(FeedSetup setup) {
    var name = setup.option(ENCODING);
    try {
      return new TextEncoding(name.map(TextEncoding::charset).orElse(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          "feed '%s' of city '%s': encoding is '%s', expected %s"
              .formatted(setup.feed(), setup.city(), name.orElse(""), FORM));
    }
  }

  /** Refuses a wrong name, with file and line. */
  public static void check(Declaration feed) {
    feed.find(ENCODING, TextEncoding::charset, FORM);
  }

  private static Charset charset(String name) {
    var charset = Charset.forName(name);
    if (!charset.canEncode() || !(isWide(charset) || hasAscii(charset))) {
      throw new IllegalArgumentException(name); // it only guesses, or has other line ends
    }
    return charset;
  }

  /** True when separators, quotes and line ends are the bytes that they are in ASCII. */
  private static boolean hasAscii(Charset charset) {
    var ascii = new StringBuilder("\t\n\r");
    for (char c = ' '; c <= '~'; c++) {
      ascii.append(c);
    }
    var text = ascii.toString();
    return Arrays.equals(text.getBytes(charset), text.getBytes(StandardCharsets.US_ASCII));
  }

  public Charset charset() {
    return charset;
  }

  /**
   * The same text in UTF-8. Bytes that are none of this encoding become a mark that {@link
   * #isBroken} finds; in UTF-8 they stay, and become it when they are read.
   */
  public byte[] utf8(byte[] body) {
    if (charset.equals(StandardCharsets.UTF_8) || startsWithUtf8Mark(body)) {
      return body;
    }
    if (isWide(charset) && !hasZero(body, 0, body.length)) {
      return body; // a sender that cut it into lines has converted it
    }
    var text = new String(body, charset);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
  }

  /** True when a line end is not one byte there, so that lines are cut from converted text. */
  public static boolean isWide(Charset charset) {
    var name = charset.name().toUpperCase(Locale.ROOT);
    return name.contains("UTF-16") || name.contains("UTF-32");
  }

  /** True when some of it could not be read. */
  public static boolean isBroken(String text) {
    return text.indexOf(ERROR_MARK) >= 0;
  }

  /** Why these bytes are not UTF-8, in words; empty when they are. */
  public static Optional<String> fault(byte[] bytes) {
    return fault(bytes, 0, bytes.length);
  }

  private static Optional<String> fault(byte[] bytes, int from, int to) {
    if (hasZero(bytes, from, Math.min(to, from + SAMPLE))) {
      return Optional.of("UTF-16 or UTF-32, expected UTF-8: say which by 'encoding'");
    }
    return isAll(StandardCharsets.UTF_8, bytes, from, to)
        ? Optional.empty()
        : Optional.of(
            "not UTF-8: say by 'encoding' what it is, such as windows-1252 or ISO-8859-1");
  }

  /** Why a JSON text is not UTF-8, the only way it is exchanged (RFC 8259, 8.1). */
  public static Optional<String> jsonFault(byte[] bytes) {
    return fault(bytes).map(any -> "not UTF-8, as JSON must be: convert it");
  }

  /** True when all these bytes are letters of this encoding. */
  private static boolean isAll(Charset charset, byte[] bytes, int from, int to) {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes, from, to - from);
    var out = CharBuffer.allocate(SAMPLE);
    while (true) {
      var result = decoder.decode(in, out, true);
      if (!result.isOverflow()) {
        return result.isUnderflow();
      }
      out.clear();
    }
  }

  /** What is said of a text with the mark. */
  public String complaint() {
    return charset.equals(StandardCharsets.UTF_8)
        ? "letters are not UTF-8: say by 'encoding' what they are, such as windows-1252 or"
            + " ISO-8859-1"
        : "letters are not " + charset.name() + ", which 'encoding' says";
  }

  /**
   * Reads a whole reference file: as UTF-8 if it can be that, else in this encoding.
   *
   * @param where the file, for messages
   * @throws SettingException when it is neither, naming the line
   */
  public Reader reader(byte[] file, String where) {
    int start = startsWithUtf8Mark(file) ? 3 : 0;
    var fault = fault(file, start, file.length);
    if (fault.isPresent()) {
      if (charset.equals(StandardCharsets.UTF_8)) {
        throw new SettingException(where + " line " + brokenLine(file) + ": " + fault.get());
      }
      if (!isAll(charset, file, 0, file.length)) {
        throw new SettingException(where + ": " + complaint());
      }
    }
    return new InputStreamReader(
        new ByteArrayInputStream(file, start, file.length - start),
        fault.isPresent() ? charset : StandardCharsets.UTF_8);
  }

  /** All of such a file as one text. */
  public String text(byte[] file, String where) {
    var text = new StringBuilder(file.length);
    var some = new char[SAMPLE];
    try (var reader = reader(file, where)) {
      for (int read = reader.read(some); read >= 0; read = reader.read(some)) {
        text.append(some, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The encoding of files beside which nothing is said of theirs. */
  public static TextEncoding utf8() {
    return new TextEncoding(StandardCharsets.UTF_8);
  }

  /** The first line that is not UTF-8 by itself. */
  private static long brokenLine(byte[] file) {
    long line = 1;
    int from = 0;
    for (int at = 0; at <= file.length; at++) {
      if (at == file.length || file[at] == '\n') {
        if (fault(file, from, at).isPresent()) {
          return line;
        }
        line++;
        from = at + 1;
      }
    }
    return 1;
  }

  private static boolean startsWithUtf8Mark(byte[] body) {
    return body.length >= 3
        && body[0] == (byte) 0xEF
        && body[1] == (byte) 0xBB
        && body[2] == (byte) 0xBF;
  }

  private static boolean hasZero(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == 0) {
        return true;
      }
    }
    return false;
  }
}
