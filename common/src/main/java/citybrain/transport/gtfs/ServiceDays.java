package citybrain.transport.gtfs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Turns the times of a timetable into instants. They count from noon minus twelve hours of the
 * service day: that is midnight but on the two days on which the clocks change, and goes beyond
 * 24:00 for trips that began the day before.
 *
 * @param zone of the agency
 */
public record ServiceDays(ZoneId zone) {

  /** Stands for a stop whose time the timetable leaves open. */
  public static final int NO_TIME = -1;

  /** Stands for a text that is no time. */
  public static final int UNREADABLE = -2;

  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  /** The instant at which the times of this day begin. */
  public Instant start(LocalDate day) {
    return day.atTime(LocalTime.NOON).atZone(zone).toInstant().minus(HALF_A_DAY);
  }

  /** The instant that lies this many seconds into the service day. */
  public Instant at(LocalDate day, int seconds) {
    return start(day).plusSeconds(seconds);
  }

  /**
   * Seconds of {@code H:MM:SS}; {@link #NO_TIME} for nothing at all, {@link #UNREADABLE} for what
   * is no time.
   */
  public static int seconds(String text) {
    if (text.isEmpty()) {
      return NO_TIME;
    }
    int length = text.length();
    if (length < 7
        || length > 9
        || text.charAt(length - 3) != ':'
        || text.charAt(length - 6) != ':') {
      return UNREADABLE;
    }
    int hours = number(text, 0, length - 6);
    int minutes = number(text, length - 5, length - 3);
    int seconds = number(text, length - 2, length);
    return hours < 0 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59
        ? UNREADABLE
        : hours * 3600 + minutes * 60 + seconds;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
