package citybrain.feed.time;

/** Seconds or milliseconds since 1970-01-01T00:00Z, with a fraction if it must be. */
final class EpochTime implements TimeFormat {

  /** The year 9999 ends here. */
  private static final long LAST = 253_402_300_800L * LocalTimes.MICROS;

  private static final int MOST_DIGITS = 16;

  private final long unit;
  private final String expected;

  /**
   * @param unit microseconds of one
   */
  EpochTime(long unit, String expected) {
    this.unit = unit;
    this.expected = expected;
  }

  @Override
  public long read(byte[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int at = negative ? from + 1 : from;
    int first = at;
    long whole = 0;
    while (at < to && text[at] >= '0' && text[at] <= '9' && at - first < MOST_DIGITS) {
      whole = whole * 10 + text[at] - '0';
      at++;
    }
    long fraction = fraction(text, at, to);
    if (at == first || fraction < 0 || whole > LAST / unit) {
      return LocalTimes.UNREADABLE;
    }
    long micros = whole * unit + fraction;
    return negative ? -micros : micros;
  }

  /** Microseconds of what follows the whole number; finer digits are dropped. */
  private long fraction(byte[] text, int from, int to) {
    if (from == to) {
      return 0;
    }
    if (text[from] != '.' || to - from < 2 || to - from > MOST_DIGITS) {
      return -1;
    }
    long micros = 0;
    long rest = unit;
    for (int at = from + 1; at < to; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      rest /= 10;
      micros += digit * rest;
    }
    return micros;
  }

  @Override
  public boolean isInstant(byte[] text, int from, int to) {
    return true;
  }

  @Override
  public String expected() {
    return expected;
  }
}
