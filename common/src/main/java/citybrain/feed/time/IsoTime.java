package citybrain.feed.time;

/**
 * ISO 8601: {@code 2014-08-01T07:50:00}, with a space instead of the T, without seconds, as a date
 * alone, and with {@code Z} or an offset, which makes it an instant.
 */
final class IsoTime implements TimeFormat {

  private static final int DATE = 10;
  private static final byte[] MIDNIGHT = {'T', '0', '0', ':', '0', '0'};

  @Override
  public long read(byte[] text, int from, int to) {
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

  /** Where {@code Z} or the sign of an offset stands, or the end. */
  private static int offsetStart(byte[] text, int from, int to) {
    for (int at = from + DATE; at < to; at++) {
      if (text[at] == 'Z' || text[at] == '+' || text[at] == '-') {
        return at;
      }
    }
    return to;
  }

  /** Reads Z, +hh, +hhmm and +hh:mm into microseconds. */
  private static long offset(byte[] text, int at, int to) {
    if (text[at] == 'Z') {
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
}
