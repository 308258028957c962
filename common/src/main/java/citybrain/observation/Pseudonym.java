package citybrain.observation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * How a feature is named that a city does not want named as its origin does: {@code p-} and 20
 * digits, or {@code p-20270103T00-} and 20 digits when the name holds until that hour (UTC) and
 * another stands for the same feature from then on. So who sees a name also sees when it ends, and
 * does not take its end for silence.
 */
public final class Pseudonym {

  /** Of the digest that are told: two of a million features share a name once in 10^12 cities. */
  private static final int BYTES = 10;

  /** The end of a name that has none, epoch seconds. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final String MARK = "p-";
  private static final String HOUR = "yyyyMMdd'T'HH";
  private static final DateTimeFormatter END =
      DateTimeFormatter.ofPattern(HOUR, java.util.Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int HOUR_AT = MARK.length() + "yyyyMMdd".length();
  private static final int DIGITS_AT = HOUR_AT + "THH-".length();
  private static final int LENGTH = DIGITS_AT + 2 * BYTES;

  private Pseudonym() {}

  /** A name that holds for as long as its key does. */
  public static String of(byte[] digest) {
    return MARK + HexFormat.of().formatHex(digest, 0, BYTES);
  }

  /** A name that holds until a full hour. */
  public static String of(byte[] digest, Instant end) {
    return MARK + END.format(end) + '-' + HexFormat.of().formatHex(digest, 0, BYTES);
  }

  /** Whether this name does not hold at that time any more, epoch seconds. */
  public static boolean isOver(String feature, long time) {
    return end(feature) <= time;
  }

  /** When the name of a feature ends, epoch seconds; {@link #NEVER} of any that does not. */
  public static long end(String feature) {
    if (feature.length() != LENGTH
        || !feature.startsWith(MARK)
        || feature.charAt(HOUR_AT) != 'T'
        || feature.charAt(DIGITS_AT - 1) != '-') {
      return NEVER;
    }
    int day = number(feature, MARK.length(), HOUR_AT);
    int hour = number(feature, HOUR_AT + 1, DIGITS_AT - 1);
    if (day < 0 || hour < 0 || hour > 23) {
      return NEVER;
    }
    try {
      var date = LocalDate.of(day / 10_000, day / 100 % 100, day % 100);
      return date.toEpochDay() * 86_400 + hour * 3_600L;
    } catch (DateTimeException e) {
      return NEVER;
    }
  }

  /** Negative when it is none. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
