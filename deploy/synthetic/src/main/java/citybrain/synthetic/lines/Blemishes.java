package citybrain.synthetic.lines;

/** The small faults of real lines: lost, late, sent twice, or spoilt. One draw decides per line. */
final class Blemishes {

  private static final int LOST = 130;
  private static final int TWICE = LOST + 66;
  private static final int SPOILT = TWICE + 33;

  private Blemishes() {}

  /** 0.2 % of the lines. */
  static boolean isLost(long lot) {
    return (lot & 0xFFFF) < LOST;
  }

  /** 0.1 %. */
  static boolean isTwice(long lot) {
    return (lot & 0xFFFF) >= LOST && (lot & 0xFFFF) < TWICE;
  }

  /** 0.05 %. */
  static boolean isSpoilt(long lot) {
    return (lot & 0xFFFF) >= TWICE && (lot & 0xFFFF) < SPOILT;
  }

  /** 2 % of the lines of a message that loses some on the way. */
  static boolean isLate(long lot) {
    return (lot >>> 16 & 0xFF) < 5;
  }

  /** Spoils the line that begins at {@code start} and is not yet ended. */
  static void spoil(Text text, int start, char separator, char decimalSign, long lot) {
    switch ((int) (lot >>> 24 & 7)) {
      case 0 -> {
        // Not a blank line: blank lines are no records, so nobody could account for them.
        text.cutTo(start);
        text.put(separator);
      }
      case 1, 2 -> text.put(separator).put('?');
      case 3, 4 -> text.cutTo(last(text, start, separator));
      case 5, 6 -> text.replace(beginOfThird(text, start, separator), 'x');
      default -> {
        int sign = last(text, start, decimalSign);
        if (sign < text.size()) {
          text.replace(sign, decimalSign == '.' ? ',' : '.');
        } else {
          text.put(separator);
        }
      }
    }
  }

  private static int beginOfThird(Text text, int start, char separator) {
    int seen = 0;
    for (int i = start; i < text.size() - 1; i++) {
      if (text.byteAt(i) == separator && ++seen == 2) {
        return i + 1;
      }
    }
    return start;
  }

  private static int last(Text text, int start, char wanted) {
    for (int i = text.size() - 1; i >= start; i--) {
      if (text.byteAt(i) == wanted) {
        return i;
      }
    }
    return text.size();
  }
}
