package citybrain.alerting;

import citybrain.geo.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of one alert, as consumers see it. The id is the same from open to close and after a
 * replay: it is made of city, rule, feature and onset.
 *
 * @param zone the one that the feed names ({@code layer/id}), empty when it names none
 * @param zones of the city that it lies in, one of each layer at most, in the order of the city
 *     file
 * @param localisation where its cause is most likely; null where nothing is known of that
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
    String zone,
    List<AlertZone> zones,
    @Nullable Localisation localisation) {

  /** Of which it is not known where its cause is. */
  public Alert(
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
      String zone,
      List<AlertZone> zones) {
    this(
        id,
        rule,
        ruleVersion,
        domain,
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
        reason,
        position,
        zone,
        zones,
        null);
  }

  /** The alert this change belongs to, under the rule that made it; in no zone yet. */
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
        change.zone(),
        List.of(),
        change.localisation());
  }

  /** The same, where it is known in which zones it lies. */
  public Alert in(List<AlertZone> places) {
    return new Alert(
        id,
        rule,
        ruleVersion,
        domain,
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
        reason,
        position,
        zone,
        places,
        localisation);
  }
}
