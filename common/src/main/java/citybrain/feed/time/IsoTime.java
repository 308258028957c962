package citybrain.feed.time;

/**
 * ISO 8601: {@code 2014-08-01T07:50:00}, with a space instead of the T, without seconds, as a date
 * alone, and with {@code Z} or an offset, which makes it an instant; also in the basic format
 * ({@code 20140801T075000Z}), and with small letters (RFC 3339, 5.6).
 */
final class IsoTime implements TimeFormat {

  private static final int DATE = 10;
  private static final int BASIC_DATE = 8;

  /** Of the longest in the basic format, nanoseconds and offset included. */
  private static final int LONGEST_BASIC = 32;

  private static final byte[] MIDNIGHT = {'T', '0', '0', ':', '0', '0'};

  @Override
  public long read(byte[] text, int from, int to) {
    if (isBasic(text, from, to)) {
      return basic(text, from, to);
    }
    if (to - from == DATE) {
      var whole = new byte[DATE + MIDNIGHT.length];
      System.arraycopy(text, from, whole, 0, DATE);
      System.arraycopy(MIDNIGHT, 0, whole, DATE, MIDNIGHT.length);
      return LocalTimes.parse(whole, 0, whole.length);
    }
    int end = offsetStart(text, from, to);
    long local = LocalTimes.parse(text, from, end);
    if (end == to || local == LocalTimes.UNREADABLE) {
      return local;
    }
    long offset = offset(text, end, to);
    return offset == LocalTimes.UNREADABLE ? LocalTimes.UNREADABLE : local - offset;
  }

  @Override
  public boolean isInstant(byte[] text, int from, int to) {
    return offsetStart(text, from, to) < to;
  }

  /** Eight digits, and behind them nothing or the T. */
  private static boolean isBasic(byte[] text, int from, int to) {
    int length = to - from;
    return length >= BASIC_DATE
        && length <= LONGEST_BASIC
        && isDigit(text[from + 4])
        && isDigit(text[from + 7])
        && (length == BASIC_DATE || isT(text[from + BASIC_DATE]));
  }

  private static boolean isDigit(byte letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isT(byte letter) {
    return letter == 'T' || letter == 't';
  }

  /** Reads {@code yyyyMMdd[THHmm[ss[.fraction]]][Z|+hhmm]} by writing it in the extended format. */
  private long basic(byte[] text, int from, int to) {
    int end = to - from == BASIC_DATE ? to : offsetStart(text, from, to);
    var extended = new byte[to - from + 4];
    int at = copy(text, from, 4, extended, 0);
    extended[at++] = '-';
    at = copy(text, from + 4, 2, extended, at);
    extended[at++] = '-';
    at = copy(text, from + 6, 2, extended, at);
    int time = from + BASIC_DATE;
    if (end > time) {
      if (end - time < 5) {
        return LocalTimes.UNREADABLE;
      }
      at = copy(text, time, 3, extended, at);
      extended[at++] = ':';
      at = copy(text, time + 3, 2, extended, at);
      if (end - time > 5) {
        extended[at++] = ':';
        at = copy(text, time + 5, end - time - 5, extended, at);
      }
    }
    at = copy(text, end, to - end, extended, at);
    return read(extended, 0, at);
  }

  private static int copy(byte[] text, int from, int length, byte[] into, int at) {
    System.arraycopy(text, from, into, at, length);
    return at + length;
  }

  /** Where {@code Z} or the sign of an offset stands, or the end. */
  private static int offsetStart(byte[] text, int from, int to) {
    for (int at = from + BASIC_DATE; at < to; at++) {
      byte letter = text[at];
      if (letter == 'Z' || letter == 'z' || letter == '+' || (letter == '-' && at > from + DATE)) {
        return at;
      }
    }
    return to;
  }

  /** Reads Z, +hh, +hhmm and +hh:mm into microseconds. */
  private static long offset(byte[] text, int at, int to) {
    if (text[at] == 'Z' || text[at] == 'z') {
      return to - at == 1 ? 0 : LocalTimes.UNREADABLE;
    }
    int length = to - at;
    boolean colon = length == 6 && text[at + 3] == ':';
    if (length != 3 && length != 5 && !colon) {
      return LocalTimes.UNREADABLE;
    }
    int hours = LocalTimes.number(text, at + 1, at + 3);
    int minutes = length == 3 ? 0 : LocalTimes.number(text, to - 2, to);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return LocalTimes.UNREADABLE;
    }
    long micros = (hours * 60L + minutes) * 60 * LocalTimes.MICROS;
    return text[at] == '-' ? -micros : micros;
  }

  @Override
  public String expected() {
    return "an ISO 8601 time such as 2014-08-01T07:50:00 or 2014-08-01T07:50:00+02:00";
  }

  @Override
  public String hint(byte[] text, int from, int to) {
    return IsoInterval.solidus(text, from, to) < 0
        ? ""
        : "; this is an interval: say by 'of-interval: begin' or 'of-interval: end' what counts";
  }

  /** True when the text is a duration, which begins with P. */
  static boolean isDuration(byte[] text, int from, int to) {
    return from < to && (text[from] == 'P' || text[from] == 'p');
  }
}
