package citybrain.feed.time;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times written by a pattern of the JDK, such as {@code dd.MM.yyyy HH:mm}. */
final class PatternTime implements TimeFormat {

  private static final LocalDateTime SAMPLE = LocalDateTime.of(2014, 12, 31, 23, 50, 40);
  private static final String OFFSET_LETTERS = "XxZzVOv";
  private static final int LONGEST = 64;

  private final String pattern;
  private final DateTimeFormatter formatter;

  /** The same with hours from 1 to 24: what only this reads is the end of a day. */
  private final @Nullable DateTimeFormatter endOfDay;

  private final boolean instant;
  private final @Nullable DigitPattern digits;

  private PatternTime(String pattern) {
    this.pattern = pattern;
    // The year of the era, y, would need the era beside it; nobody writes it.
    var strict = replaceOutsideQuotes(pattern, 'y', 'u');
    formatter = formatter(replaceOutsideQuotes(strict, 'k', 'H'));
    endOfDay = hasAny(pattern, "Hk") ? formatter(replaceOutsideQuotes(strict, 'H', 'k')) : null;
    instant = hasAny(pattern, OFFSET_LETTERS);
    digits = DigitPattern.find(pattern);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * Reads the pattern.
   *
   * @throws IllegalArgumentException when it is none, or times written by it would not say year,
   *     month, day and, if it has any of these, hour and minute
   */
  static PatternTime of(String pattern) {
    var time = new PatternTime(pattern);
    try {
      var sample = time.sample().getBytes(StandardCharsets.UTF_8);
      long read = time.read(sample, 0, sample.length);
      long day = micros(SAMPLE.toLocalDate().atStartOfDay());
      boolean complete =
          !repeatsALetter(pattern)
              && (hasAny(pattern, "HkKhmsaSAnN")
                  ? read / HOUR == micros(SAMPLE) / HOUR
                  : read == day);
      if (!complete) {
        throw new IllegalArgumentException(pattern);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(pattern, e);
    }
    return time;
  }

  private static final long HOUR = 3_600 * LocalTimes.MICROS;
  private static final long DAY = 24 * HOUR;

  @Override
  public long read(byte[] text, int from, int to) {
    if (digits != null) {
      return digits.read(text, from, to);
    }
    if (to - from > LONGEST) {
      return LocalTimes.UNREADABLE;
    }
    var written = new String(text, from, to - from, StandardCharsets.UTF_8);
    try {
      return micros(formatter.parse(written), instant);
    } catch (DateTimeException e) {
      return endOfDay == null ? LocalTimes.UNREADABLE : endOfDay(endOfDay, written);
    }
  }

  /** Hour 24, the next midnight (ISO 8601-1:2019/Amd 1:2022), which the JDK takes for hour 0. */
  private long endOfDay(DateTimeFormatter clockHours, String written) {
    try {
      var parsed = clockHours.parse(written);
      var time = parsed.query(TemporalQueries.localTime());
      return LocalTime.MIDNIGHT.equals(time)
          ? micros(parsed, instant) + DAY
          : LocalTimes.UNREADABLE;
    } catch (DateTimeException e) {
      return LocalTimes.UNREADABLE;
    }
  }

  private static long micros(TemporalAccessor parsed, boolean instant) {
    if (instant) {
      return parsed.getLong(ChronoField.INSTANT_SECONDS) * LocalTimes.MICROS
          + parsed.get(ChronoField.MICRO_OF_SECOND);
    }
    var date = parsed.query(TemporalQueries.localDate());
    var time = parsed.query(TemporalQueries.localTime());
    return date == null
        ? LocalTimes.UNREADABLE
        : micros(date.atTime(time == null ? LocalTime.MIDNIGHT : time));
  }

  private static long micros(LocalDateTime local) {
    return local.toEpochSecond(ZoneOffset.UTC) * LocalTimes.MICROS
        + local.get(ChronoField.MICRO_OF_SECOND);
  }

  @Override
  public boolean isInstant(byte[] text, int from, int to) {
    return instant;
  }

  @Override
  public String expected() {
    return "a time written " + pattern + ", such as " + sample();
  }

  private String sample() {
    return formatter.format(SAMPLE.atZone(ZoneOffset.UTC));
  }

  private static boolean hasAny(String pattern, String letters) {
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char letter = pattern.charAt(i);
      quoted ^= letter == '\'';
      if (!quoted && letters.indexOf(letter) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** HH:MM is a mistake for HH:mm, and would be read as the month again. */
  private static boolean repeatsALetter(String pattern) {
    var bare = pattern.replaceAll("'[^']*'", "'").replaceAll("(.)\\1+", "$1");
    for (int i = 0; i < bare.length(); i++) {
      if (Character.isLetter(bare.charAt(i)) && bare.indexOf(bare.charAt(i), i + 1) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static String replaceOutsideQuotes(String pattern, char what, char by) {
    var replaced = new StringBuilder(pattern);
    boolean quoted = false;
    for (int i = 0; i < replaced.length(); i++) {
      quoted ^= replaced.charAt(i) == '\'';
      if (!quoted && replaced.charAt(i) == what) {
        replaced.setCharAt(i, by);
      }
    }
    return replaced.toString();
  }
}
