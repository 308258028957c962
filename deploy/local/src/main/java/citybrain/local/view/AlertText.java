package citybrain.local.view;

import citybrain.alerting.Alert;
import citybrain.feed.PlainText;
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
  public static String brief(Alert alert, CityTimes zones) {
    return text(alert, zones, TIME);
  }

  /** With the date. */
  public static String full(Alert alert, CityTimes zones) {
    return text(alert, zones, DATE_AND_TIME);
  }

  private static String text(Alert alert, CityTimes zones, DateTimeFormatter time) {
    var change =
        switch (alert.status()) {
          case OPEN -> "opened ";
          case UPDATE -> "updated";
          case CLOSED -> "closed ";
        };
    return PlainText.of(
        "%s  %s  %-8s  %s  %s: %s"
            .formatted(
                time.withZone(zones.of(alert.city())).format(alert.time()),
                change,
                alert.severity().name().toLowerCase(Locale.ROOT),
                alert.rule(),
                (zones.areSeveral() ? alert.city() + " " : "") + alert.feature(),
                alert.reason()));
  }
}
