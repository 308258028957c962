package citybrain.feed.time;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Intervals of ISO 8601, of which one end counts: begin and end, begin and duration, or duration
 * and end, with a solidus between. So SensorThings writes the phenomenonTime of a mean (OGC 18-088,
 * 8.2.7). A time alone is itself.
 */
final class IsoInterval implements TimeFormat {

  private static final int LONGEST_DURATION = 32;

  private final IsoTime times = new IsoTime();
  private final boolean begin;

  /**
   * @param begin true when the begin of an interval counts, else its end
   */
  IsoInterval(boolean begin) {
    this.begin = begin;
  }

  /** Where the solidus stands, or -1. */
  static int solidus(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text[at] == '/') {
        return at;
      }
    }
    return -1;
  }

  @Override
  public long read(byte[] text, int from, int to) {
    int between = solidus(text, from, to);
    if (between < 0) {
      return times.read(text, from, to);
    }
    if (IsoTime.isDuration(text, from, between)) {
      long end = times.read(text, between + 1, to);
      return begin ? add(end, -1, text, from, between) : end;
    }
    long start = times.read(text, from, between);
    if (IsoTime.isDuration(text, between + 1, to)) {
      return begin ? start : add(start, 1, text, between + 1, to);
    }
    long end = times.read(text, between + 1, to);
    // An interval that ends before it begins, or with one end by another clock, is none.
    if (start == LocalTimes.UNREADABLE
        || end < start
        || times.isInstant(text, from, between) != times.isInstant(text, between + 1, to)) {
      return LocalTimes.UNREADABLE;
    }
    return begin ? start : end;
  }

  private static long add(long time, int sign, byte[] text, int from, int to) {
    if (time == LocalTimes.UNREADABLE || to - from > LONGEST_DURATION) {
      return LocalTimes.UNREADABLE;
    }
    try {
      var written = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
      long micros = Duration.parse(written.toUpperCase(Locale.ROOT)).toNanos() / 1_000;
      return micros < 0 ? LocalTimes.UNREADABLE : time + sign * micros;
    } catch (DateTimeParseException | ArithmeticException e) {
      return LocalTimes.UNREADABLE; // months and years are no fixed length
    }
  }

  @Override
  public boolean isInstant(byte[] text, int from, int to) {
    int between = solidus(text, from, to);
    if (between < 0) {
      return times.isInstant(text, from, to);
    }
    return IsoTime.isDuration(text, from, between)
        ? times.isInstant(text, between + 1, to)
        : times.isInstant(text, from, between);
  }

  @Override
  public String expected() {
    return times.expected() + ", or an interval such as 2014-08-01T07:00Z/2014-08-01T08:00Z";
  }
}
