package citybrain.local.view;

import citybrain.alerting.Alert;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An alert as one line for people. */
public final class AlertText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private AlertText() {}

  /** With weekday and time, for a view in which the date is known. */
  public static String brief(Alert alert, ZoneId zone) {
    return text(alert, TIME.withZone(zone));
  }

  /** With the date. */
  public static String full(Alert alert, ZoneId zone) {
    return text(alert, DATE_AND_TIME.withZone(zone));
  }

  private static String text(Alert alert, DateTimeFormatter time) {
    var change =
        switch (alert.status()) {
          case OPEN -> "opened ";
          case UPDATE -> "updated";
          case CLOSED -> "closed ";
        };
    return "%s  %s  %-8s  %s  %s: %s"
        .formatted(
            time.format(alert.time()),
            change,
            alert.severity().name().toLowerCase(Locale.ROOT),
            alert.rule(),
            alert.feature(),
            alert.reason().replaceAll("\\p{Cntrl}+", " "));
  }
}
