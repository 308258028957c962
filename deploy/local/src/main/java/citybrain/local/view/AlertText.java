package citybrain.local.view;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertZone;
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
    return text("%s  %-7s  %-8s  %s  %s: %s", alert, zones, TIME, alert.rule(), place(alert));
  }

  /** The same where there is little room: without columns, and the rule without its domain. */
  static String terse(Alert alert, CityTimes zones) {
    var rule = alert.rule().substring(alert.rule().indexOf('.') + 1);
    return text("%s %s %s %s %s: %s", alert, zones, TIME, rule, "");
  }

  /** With the date. */
  public static String full(Alert alert, CityTimes zones) {
    return text(
        "%s  %-7s  %-8s  %s  %s: %s", alert, zones, DATE_AND_TIME, alert.rule(), place(alert));
  }

  /** The first zone that has another name than what the alert is about: mostly its district. */
  private static String place(Alert alert) {
    return alert.zones().stream()
        .map(AlertZone::name)
        .filter(name -> !name.isBlank() && !name.equals(alert.feature()))
        .findFirst()
        .map(name -> " in " + name)
        .orElse("");
  }

  private static String text(
      String form,
      Alert alert,
      CityTimes zones,
      DateTimeFormatter time,
      String rule,
      String place) {
    var change =
        switch (alert.status()) {
          case OPEN -> "opened";
          case UPDATE -> "updated";
          case CLOSED -> "closed";
        };
    return PlainText.of(
        String.format(
            Locale.ROOT,
            form,
            time.withZone(zones.of(alert.city())).format(alert.time()),
            change,
            alert.severity().name().toLowerCase(Locale.ROOT),
            rule,
            (zones.areSeveral() ? alert.city() + " " : "") + alert.feature() + place,
            alert.reason()));
  }
}
