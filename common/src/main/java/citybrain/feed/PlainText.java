package citybrain.feed;

import java.util.Arrays;
import java.util.List;

/**
 * Text from outside as it may stand on a terminal or in a log: what moves a cursor, changes a
 * colour, begins a line or turns the direction of writing becomes a visible mark. Of the format
 * characters only the joiners stay, without which Persian and Hindi cannot be written.
 */
public final class PlainText {

  private static final char MARK = '\uFFFD';

  private PlainText() {}

  /** One line of text. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isOdd(text.charAt(i), text, i)) {
        return cleaned(text, false);
      }
    }
    return text;
  }

  /** One line of a log: tabs stay as well. */
  public static String tabbed(String text) {
    return text.indexOf('\t') < 0 ? of(text) : String.join("\t", parts(text));
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split("\t", -1)).map(PlainText::of).toList();
  }

  /** Several lines: line ends stay, and nothing else that is no letter, mark or blank. */
  public static String lines(String text) {
    return cleaned(text, true);
  }

  /**
   * JSON text as {@link #json} has it, on one line: white space between the parts of JSON may hold
   * line ends; within its texts there are none.
   */
  public static String jsonLine(String json) {
    return json(json).replaceAll("[\\r\\n\\t]+", " ");
  }

  /**
   * JSON text that means the same: characters are written as escapes. Control characters proper
   * cannot stand in it, but those of ISO 6429 and of the direction of writing can.
   */
  public static String json(String json) {
    var safe = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isOdd(c, json, i) && c != '\n' && c != '\r' && c != '\t') {
        safe.append("\\u")
            .append(hex(c >> 12))
            .append(hex(c >> 8))
            .append(hex(c >> 4))
            .append(hex(c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  private static char hex(int nibble) {
    return Character.forDigit(nibble & 0xF, 16);
  }

  private static String cleaned(String text, boolean keepLineEnds) {
    var clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean stays = keepLineEnds && (c == '\n' || c == '\t');
      clean.append(!stays && isOdd(c, text, i) ? MARK : c);
    }
    return clean.toString();
  }

  private static boolean isOdd(char c, String text, int at) {
    if (c < 0x7F) {
      return c < 0x20;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> c != '\u200C' && c != '\u200D';
      case Character.SURROGATE -> isOddPair(c, text, at);
      default -> false;
    };
  }

  /** Tags (U+E0001 to U+E007F) are invisible text; half a pair is none. */
  private static boolean isOddPair(char c, String text, int at) {
    if (Character.isHighSurrogate(c)) {
      return at + 1 >= text.length()
          || !Character.isLowSurrogate(text.charAt(at + 1))
          || Character.getType(text.codePointAt(at)) == Character.FORMAT;
    }
    return at == 0
        || !Character.isHighSurrogate(text.charAt(at - 1))
        || Character.getType(text.codePointAt(at - 1)) == Character.FORMAT;
  }
}
