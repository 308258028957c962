package citybrain.environment;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.observation.Observation;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an alert about the air of a station says of one hour. Its numbers are those of one
 * pollutant, the worst or the one that the alert is about, and so is its property.
 *
 * @param from the level from which an alert opens
 * @param before the level of the hour before; 0 when it is not known
 * @param end of the hour
 */
record AirWords(AirQualityIndex index, int from, int before, Instant end) {

  AlertChange opened(Observation reading) {
    var worst = index.worst();
    return new AlertChange(
        AlertStatus.OPEN,
        reading.city(),
        reading.feature(),
        worst.pollutant().name(),
        end,
        end,
        severity(index.level()),
        worst.concentration(),
        worst.scale().border(from),
        worst.pollutant().unit(),
        headline() + ": " + figures(worst) + hourBefore(),
        reading.position(),
        reading.zone());
  }

  /**
   * The same alert, of which something is to be told.
   *
   * @param sub what it is about now
   * @param isWorse whether it is worse than what was told
   */
  AlertChange goingOn(AlertChange open, SubIndex sub, boolean isWorse) {
    return next(
        open,
        AlertStatus.UPDATE,
        sub,
        isWorse ? severity(index.level()) : open.severity(),
        (open.isUnknown() ? "heard of again: " : "")
            + headline()
            + ": "
            + figures(sub)
            + (isWorse ? hourBefore() : ""));
  }

  AlertChange closed(AlertChange open, SubIndex sub, int hours) {
    var below =
        String.format(Locale.ROOT, ", better than %s for %d h: ", index.by().category(from), hours);
    return next(open, AlertStatus.CLOSED, sub, open.severity(), headline() + below + figures(sub));
  }

  private AlertChange next(
      AlertChange open, AlertStatus status, SubIndex sub, Severity severity, String why) {
    return new AlertChange(
        status,
        open.city(),
        open.feature(),
        sub.pollutant().name(),
        open.onset(),
        end,
        severity,
        sub.concentration(),
        sub.scale().border(from),
        sub.pollutant().unit(),
        why,
        open.position(),
        open.zone());
  }

  private static Severity severity(int level) {
    return level >= AirIndex.LEVELS
        ? Severity.SEVERE
        : level == AirIndex.LEVELS - 1 ? Severity.MODERATE : Severity.MINOR;
  }

  private String headline() {
    return "air quality " + index.category() + " (" + index.by().words(index.value()) + ")";
  }

  /** Of one pollutant with its border, and what the others were. */
  private String figures(SubIndex sub) {
    double border = sub.scale().border(from);
    var others =
        index.subs().stream()
            .filter(other -> other.pollutant() != sub.pollutant())
            .map(other -> other.symbol() + " " + Math.round(other.concentration()))
            .collect(Collectors.joining(", "));
    return String.format(
            Locale.ROOT, "%s %.0f ug/m3 %s", sub.symbol(), sub.concentration(), sub.over())
        + (Double.isNaN(border)
            ? ""
            : String.format(
                Locale.ROOT, ", %s is above %.0f ug/m3", index.by().category(from), border))
        + (others.isEmpty() ? "" : "; beside it " + others);
  }

  private String hourBefore() {
    return before == 0 ? "" : "; the hour before it was " + index.by().category(before);
  }
}
