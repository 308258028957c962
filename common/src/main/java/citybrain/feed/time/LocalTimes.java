package citybrain.feed.time;

/**
 * Reads wall-clock times such as {@code 2014-08-01T07:50:00} or {@code 2014-05-22 09:09:04.145}
 * into microseconds since 1970-01-01T00:00 on that same wall clock.
 */
public final class LocalTimes {

  /** Stands for a time that cannot be read. */
  public static final long UNREADABLE = Long.MIN_VALUE;

  public static final long MICROS = 1_000_000L;

  private static final int DATE_AND_MINUTE = 16;

  private LocalTimes() {}

  /** Reads {@code yyyy-MM-dd[ T]HH:mm[:ss[.fraction]]}; digits beyond microseconds are dropped. */
  public static long parse(byte[] text, int from, int to) {
    int length = to - from;
    if (length < DATE_AND_MINUTE
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || (text[from + 10] != 'T' && text[from + 10] != ' ' && text[from + 10] != 't')
        || text[from + 13] != ':') {
      return UNREADABLE;
    }
    int second = 0;
    long fraction = 0;
    if (length > DATE_AND_MINUTE) {
      if (length < 19 || text[from + 16] != ':') {
        return UNREADABLE;
      }
      second = number(text, from + 17, from + 19);
      fraction = length == 19 ? 0 : fraction(text, from + 19, to);
    }
    long whole =
        of(
            number(text, from, from + 4),
            number(text, from + 5, from + 7),
            number(text, from + 8, from + 10),
            number(text, from + 11, from + 13),
            number(text, from + 14, from + 16),
            second);
    boolean isMidnight = text[from + 11] == '2' && text[from + 12] == '4';
    return whole == UNREADABLE || fraction < 0 || (isMidnight && fraction > 0)
        ? UNREADABLE
        : whole + fraction;
  }

  /**
   * A time from its parts; a part that does not exist (month 13, negative) makes it unreadable.
   * Hour 24 is the end of the day (ISO 8601-1:2019/Amd 1:2022), so the next begins.
   */
  public static long of(int year, int month, int day, int hour, int minute, int second) {
    if (year < 0
        || year > 9999
        || month < 1
        || month > 12
        || day < 1
        || day > monthLength(year, month)
        || hour < 0
        || hour > 24
        || (hour == 24 && minute + second > 0)
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      return UNREADABLE;
    }
    return (epochDay(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second) * MICROS;
  }

  private static int monthLength(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March. */
  private static long epochDay(int year, int month, int day) {
    long shifted = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(shifted, 400L);
    long yearOfEra = shifted - era * 400;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  /** All digits, or -1. */
  static int number(byte[] text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static long fraction(byte[] text, int from, int to) {
    if ((text[from] != '.' && text[from] != ',') || to - from < 2 || to - from > 10) {
      return -1;
    }
    long micros = 0;
    long unit = MICROS;
    for (int i = from + 1; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      unit /= 10;
      micros += digit * unit;
    }
    return micros;
  }
}
