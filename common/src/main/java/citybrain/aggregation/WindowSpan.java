package citybrain.aggregation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a window of aggregates is: each of these lies whole within the next. A day is one of the
 * city's calendar, which may have 23 or 25 hours.
 */
public enum WindowSpan {
  MINUTE(Duration.ofMinutes(1)),
  QUARTER(Duration.ofMinutes(15)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  /** Sums are made for each minute, and windows of them. */
  public static final long MINUTE_MILLIS = 60_000;

  private static final long QUARTER_MILLIS = 15 * MINUTE_MILLIS;

  private final Duration usual;

  WindowSpan(Duration usual) {
    this.usual = usual;
  }

  /**
   * Those that fit readings that come so far apart: none shorter, for it would hold one reading or
   * none; of readings rarer than days, days.
   */
  public static List<WindowSpan> fitting(Duration interval) {
    return Stream.of(values())
        .filter(span -> span == DAY || span.usual.compareTo(interval) >= 0)
        .toList();
  }

  /**
   * The start of the window around this time, epoch milliseconds.
   *
   * @param zone of the city
   */
  public long startOf(long time, ZoneId zone) {
    if (this != DAY) {
      // No city's clock is off the quarters of an hour, but some are off the hours.
      long offset = this == HOUR ? offset(time, zone) : 0;
      return startOf(time + offset, usual.toMillis()) - offset;
    }
    var date = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** The end of the window that starts then, exclusive. */
  public long endOf(long start, ZoneId zone) {
    if (this != DAY) {
      return start + usual.toMillis();
    }
    var date = Instant.ofEpochMilli(start).atZone(zone).toLocalDate();
    return date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static long offset(long time, ZoneId zone) {
    return zone.getRules().getOffset(Instant.ofEpochMilli(time)).getTotalSeconds() * 1_000L;
  }

  /** The start of the stretch of this length around a time; stretches begin with 1970. */
  public static long startOf(long time, long length) {
    return Math.floorDiv(time, length) * length;
  }

  /** The end of the quarter of an hour around this time: by it readings are judged too late. */
  public static long endOfQuarter(long time) {
    return startOf(time, QUARTER_MILLIS) + QUARTER_MILLIS;
  }

  /** The start of the quarter of an hour that ends then. */
  public static long startOfQuarter(long end) {
    return end - QUARTER_MILLIS;
  }

  /** Whether the clock had passed the quarter of an hour around this time by the retention. */
  public static boolean isTooLate(long time, long now, long retention) {
    return now != Long.MIN_VALUE && endOfQuarter(time) + retention <= now;
  }
}
