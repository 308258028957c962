package citybrain.alerting;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in sentences for people: a control room looks at the clock of its city. */
public final class CityTime {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ROOT);

  private CityTime() {}

  /** For example {@code Mon 10 Mar 14:05}. */
  public static String of(Instant time, String timeZone) {
    return FORM.format(time.atZone(ZoneId.of(timeZone)));
  }
}
