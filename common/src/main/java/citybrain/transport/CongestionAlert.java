package citybrain.transport;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.observation.Observation;
import java.util.Locale;

/** What is said of a link that is much slower than usual. */
final class CongestionAlert {

  private CongestionAlert() {}

  /**
   * The alert that it opens.
   *
   * @param ratio to what the speed is held against
   * @param minutes that it has been slow
   */
  static AlertChange opened(
      Observation speed, SpeedMeasure measure, double ratio, long minutes, boolean sudden) {
    var now = speed.phenomenonTime();
    var why =
        String.format(
            Locale.ROOT,
            "%s: speed %s, for %d min",
            sudden ? "incident (sudden)" : "congestion (gradual)",
            measure.opening(speed),
            minutes);
    return new AlertChange(
        AlertStatus.OPEN,
        speed.city(),
        speed.feature(),
        speed.property().name(),
        now,
        now,
        severity(ratio),
        speed.result(),
        Math.exp(measure.usual().mean()),
        speed.property().unit(),
        why,
        speed.position(),
        speed.zone());
  }

  static Severity severity(double ratio) {
    if (ratio < 0.2) {
      return Severity.SEVERE;
    }
    return ratio < 0.4 ? Severity.MODERATE : Severity.MINOR;
  }
}
