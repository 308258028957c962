package citybrain.feed.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time pattern made of digits and signs only, such as {@code dd.MM.yyyy HH:mm}, read without
 * making objects: most files are written so, and the formatter of the JDK takes ten times as long.
 */
final class DigitPattern {

  private static final String FIELDS = "yMdHms";

  /** The field of hours, which k counts from 1 to 24. */
  private static final int HOUR = 3;

  /**
   * A part of the pattern.
   *
   * @param field place in {@link #FIELDS}, {@link #FRACTION} or {@link #SIGN}
   * @param width digits, 0 for one or two; of a sign the character
   */
  private record Part(int field, int width) {}

  private static final int FRACTION = 6;
  private static final int SIGN = 7;

  private final List<Part> parts;

  private DigitPattern(List<Part> parts) {
    this.parts = parts;
  }

  /** Null when the pattern needs more than digits; it has been found sound before. */
  static @Nullable DigitPattern find(String pattern) {
    var parts = new ArrayList<Part>();
    boolean quoted = false;
    for (int at = 0; at < pattern.length(); at++) {
      char letter = pattern.charAt(at);
      if (letter == '\'') {
        if (pattern.startsWith("''", at)) {
          return null;
        }
        quoted = !quoted;
      } else if (quoted || !Character.isLetter(letter)) {
        if (letter > 127 || "[]{}#".indexOf(letter) >= 0) {
          return null;
        }
        parts.add(new Part(SIGN, letter));
      } else {
        int end = at;
        while (end < pattern.length() && pattern.charAt(end) == letter) {
          end++;
        }
        var part = field(plain(letter), end - at);
        if (part == null) {
          return null;
        }
        parts.add(part);
        at = end - 1;
      }
    }
    return new DigitPattern(List.copyOf(parts));
  }

  private static char plain(char letter) {
    return switch (letter) {
      case 'u' -> 'y';
      case 'k' -> 'H';
      default -> letter;
    };
  }

  private static @Nullable Part field(char letter, int count) {
    if (letter == 'S') {
      return count <= 9 ? new Part(FRACTION, count) : null;
    }
    int field = FIELDS.indexOf(letter);
    if (field == 0) {
      return count == 1 || count == 4 ? new Part(0, 4) : null;
    }
    return field > 0 && count <= 2 ? new Part(field, count == 1 ? 0 : 2) : null;
  }

  long read(byte[] text, int from, int to) {
    // Year, month, day, hour, minute, second; a pattern without hours means midnight.
    var fields = new int[6];
    long fraction = 0;
    int at = from;
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (part.field == SIGN) {
        if (at >= to || text[at] != part.width) {
          return LocalTimes.UNREADABLE;
        }
        at++;
        continue;
      }
      int end = part.width > 0 ? at + part.width : oneOrTwo(text, at, to);
      int number = end > to || end == at ? -1 : LocalTimes.number(text, at, end);
      if (number < 0) {
        return LocalTimes.UNREADABLE;
      }
      if (part.field == FRACTION) {
        fraction = micros(number, part.width);
      } else {
        fields[part.field] = number;
      }
      at = end;
    }
    long whole = LocalTimes.of(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    boolean isMidnight = fields[HOUR] == 24;
    return at != to || whole == LocalTimes.UNREADABLE || (isMidnight && fraction > 0)
        ? LocalTimes.UNREADABLE
        : whole + fraction;
  }

  private static int oneOrTwo(byte[] text, int from, int to) {
    int end = from;
    while (end < to && end < from + 2 && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    return end;
  }

  private static long micros(int number, int digits) {
    long micros = number;
    for (int i = digits; i < 6; i++) {
      micros *= 10;
    }
    for (int i = digits; i > 6; i--) {
      micros /= 10;
    }
    return micros;
  }
}
