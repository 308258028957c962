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
 * @param unit UCUM code of observed and expected
 * @param reason one sentence a control room can act on
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
    String zone) {

  /** The end of this alert. */
  public AlertChange closed(Instant at, double observedNow, String why) {
    return new AlertChange(
        AlertStatus.CLOSED,
        city,
        feature,
        property,
        onset,
        at,
        severity,
        observedNow,
        expected,
        unit,
        why,
        position,
        zone);
  }
}
