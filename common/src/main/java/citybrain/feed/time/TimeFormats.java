package citybrain.feed.time;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways to write a time that a city file can name, and the art of guessing the one meant. */
public final class TimeFormats {

  /** The name of the format of ISO 8601. */
  public static final String ISO = "iso";

  /** Those with a name; all others are patterns. */
  private static final Map<String, TimeFormat> NAMED = new LinkedHashMap<>();

  /** What is tried when a time cannot be read as declared. */
  private static final Map<String, TimeFormat> USUAL = new LinkedHashMap<>();

  private static final long FROM = LocalTimes.of(1990, 1, 1, 0, 0, 0);
  private static final long UNTIL = LocalTimes.of(2100, 1, 1, 0, 0, 0);

  static {
    NAMED.put(ISO, new IsoTime());
    NAMED.put(
        "epoch-seconds", new EpochTime(LocalTimes.MICROS, "seconds since 1970, as 1406872200"));
    NAMED.put(
        "epoch-milliseconds", new EpochTime(1_000, "milliseconds since 1970, as 1406872200000"));
    USUAL.putAll(NAMED);
    for (var date : List.of("d.M.yyyy", "d/M/yyyy", "M/d/yyyy", "d-M-yyyy", "yyyy/M/d")) {
      for (var time : List.of(" H:mm", " H:mm:ss", "")) {
        USUAL.put(date + time, PatternTime.of(date + time));
      }
    }
    for (var pattern : List.of("yyyyMMddHHmm", "yyyyMMddHHmmss", "yyyyMMdd")) {
      USUAL.put(pattern, PatternTime.of(pattern));
    }
  }

  private TimeFormats() {}

  /** The names of the formats that are no patterns. */
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /**
   * The format of this name or pattern.
   *
   * @throws IllegalArgumentException when it is neither, or does not say year, month and day
   */
  public static TimeFormat of(String nameOrPattern) {
    var named = NAMED.get(nameOrPattern);
    return named == null ? PatternTime.of(nameOrPattern) : named;
  }

  /**
   * ISO 8601 with intervals.
   *
   * @param begin true when the begin of an interval counts, else its end
   */
  public static TimeFormat ofInterval(boolean begin) {
    return new IsoInterval(begin);
  }

  /**
   * The pattern somebody meant who mixed up the letters: {@code DD.MM.YYYY hh:mm} is {@code
   * dd.MM.yyyy HH:mm}.
   */
  public static Optional<String> correct(String pattern) {
    var letters = new StringBuilder(pattern.replace('D', 'd').replace('Y', 'y'));
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (letter == 'h' && pattern.indexOf('a') < 0) {
        letters.setCharAt(i, 'H');
      } else if (letter == 'm' || letter == 'M') {
        letters.setCharAt(i, isMinute(letters, i) ? 'm' : 'M');
      } else if (letter == 'S' && pattern.indexOf('s') < 0) {
        letters.setCharAt(i, 's');
      }
    }
    try {
      PatternTime.of(letters.toString());
      return Optional.of(letters.toString()).filter(corrected -> !corrected.equals(pattern));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** True when the last other letter before this place is one of hours. */
  private static boolean isMinute(CharSequence pattern, int place) {
    for (int i = place - 1; i >= 0; i--) {
      char letter = pattern.charAt(i);
      if (Character.isLetter(letter) && letter != 'm' && letter != 'M') {
        return letter == 'H' || letter == 'h';
      }
    }
    return false;
  }

  /** The usual format in which this text is a time of our days. */
  public static Optional<String> guess(byte[] text, int from, int to) {
    for (var format : USUAL.entrySet()) {
      long time = format.getValue().read(text, from, to);
      if (time >= FROM && time < UNTIL) {
        return Optional.of(format.getKey());
      }
    }
    return Optional.empty();
  }
}
