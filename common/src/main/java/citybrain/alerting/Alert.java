package citybrain.alerting;

import citybrain.geo.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of one alert, as consumers see it. The id is the same from open to close and after a
 * replay: it is made of city, rule, feature and onset.
 */
public record Alert(
    String id,
    String rule,
    String ruleVersion,
    String domain,
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

  /** The alert this change belongs to, under the rule that made it. */
  public static Alert of(String rule, String ruleVersion, String domain, AlertChange change) {
    return new Alert(
        AlertId.of(change.city(), rule, change.feature(), change.onset()),
        rule,
        ruleVersion,
        domain,
        change.status(),
        change.city(),
        change.feature(),
        change.property(),
        change.onset(),
        change.time(),
        change.severity(),
        change.observed(),
        change.expected(),
        change.unit(),
        change.reason(),
        change.position(),
        change.zone());
  }
}
