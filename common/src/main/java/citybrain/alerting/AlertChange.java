package citybrain.alerting;

import citybrain.geo.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a detector says about one alert. The runtime adds rule, version and id and makes an {@link
 * Alert} of it.
 *
 * @param feature what the alert is about: a road link, DMA, transformer, station
 * @param onset when the alert was raised, event time; with rule and feature it makes the id, so it
 *     must be the same in all changes of one alert
 * @param time when this change came about, event time
 * @param observed NaN while nothing is heard of it
 * @param expected what is usual, or the limit; NaN where there is none
 * @param unit UCUM code of observed and expected
 * @param reason one sentence a control room can act on
 * @param localisation where its cause is most likely; the same from open to close, null where
 *     nothing is known of that
 */
public record AlertChange(
    AlertStatus status,
    String city,
    String feature,
    String property,
    Instant onset,
    Instant time,
    Severity severity,
    double observed,
    double expected,
    String unit,
    String reason,
    @Nullable Position position,
    String zone,
    @Nullable Localisation localisation) {

  /** Of which it is not known where its cause is. */
  public AlertChange(
      AlertStatus status,
      String city,
      String feature,
      String property,
      Instant onset,
      Instant time,
      Severity severity,
      double observed,
      double expected,
      String unit,
      String reason,
      @Nullable Position position,
      String zone) {
    this(
        status, city, feature, property, onset, time, severity, observed, expected, unit, reason,
        position, zone, null);
  }

  /** The same, which says as well where to look for its cause; itself when nobody knows. */
  public AlertChange near(@Nullable Localisation where) {
    return where == null
        ? this
        : new AlertChange(
            status,
            city,
            feature,
            property,
            onset,
            time,
            severity,
            observed,
            expected,
            unit,
            reason + "; " + where.text(),
            position,
            zone,
            where);
  }

  /**
   * The end of this alert, with the numbers of its end.
   *
   * @param expectedNow what is usual now, which may be something else than when it was opened
   */
  public AlertChange closed(Instant at, double observedNow, double expectedNow, String why) {
    return next(AlertStatus.CLOSED, at, severity, observedNow, expectedNow, why);
  }

  /** The same alert, which goes on otherwise. */
  public AlertChange updated(
      Instant at, Severity now, double observedNow, double expectedNow, String why) {
    return next(AlertStatus.UPDATE, at, now, observedNow, expectedNow, why);
  }

  /**
   * Nothing is heard any more of what it is about: that is no end, for nobody knows. It has no
   * numbers, and stays open until something is heard.
   *
   * @param silence such as "no reading for 60 min"
   */
  public AlertChange unknown(Instant at, String silence) {
    return next(
        AlertStatus.UPDATE,
        at,
        severity,
        Double.NaN,
        Double.NaN,
        "unknown whether it goes on: " + silence);
  }

  /** Whether it was told that nobody knows. */
  public boolean isUnknown() {
    return status == AlertStatus.UPDATE && Double.isNaN(observed);
  }

  /** This alert when it is heard of and goes on: an update when nobody knew, or else itself. */
  public AlertChange heard(Instant at, double observedNow, double expectedNow, String why) {
    return isUnknown()
        ? updated(at, severity, observedNow, expectedNow, "heard of again: " + why)
        : this;
  }

  private AlertChange next(
      AlertStatus next,
      Instant at,
      Severity now,
      double observedNow,
      double expectedNow,
      String why) {
    return new AlertChange(
        next,
        city,
        feature,
        property,
        onset,
        at,
        now,
        observedNow,
        expectedNow,
        unit,
        why,
        position,
        zone,
        localisation);
  }
}
