package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What is said of an inflow that left what is usual. */
final class InflowAlert {

  private InflowAlert() {}

  /**
   * The alert that it opens.
   *
   * @param usual L/s
   * @param when it is usual, in words
   * @param since when it left
   */
  static AlertChange opened(
      Observation flow, double usual, String when, Instant since, boolean up) {
    var now = flow.phenomenonTime();
    double off = flow.result() - usual;
    double share = Math.abs(off) / Math.max(1e-6, Math.abs(usual));
    var why =
        String.format(
            Locale.ROOT,
            "%s: inflow %.1f L/s where %.1f L/s %s (%+.1f L/s), for %d min",
            up ? "burst or leak" : "supply cut, closed valve or dead meter",
            flow.result(),
            usual,
            when,
            off,
            Duration.between(since, now).toMinutes());
    return new AlertChange(
        AlertStatus.OPEN,
        flow.city(),
        flow.feature(),
        flow.property().name(),
        now,
        now,
        share > 0.5 ? Severity.SEVERE : share > 0.2 ? Severity.MODERATE : Severity.MINOR,
        flow.result(),
        usual,
        flow.property().unit(),
        why,
        flow.position(),
        flow.zone());
  }
}
