package citybrain.alerting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The stable id of an alert: a name-based UUID (RFC 4122, version 3) of city, rule, feature and
 * onset.
 */
final class AlertId {

  private AlertId() {}

  static String of(String city, String rule, String feature, Instant onset) {
    var name = String.join("\n", city, rule, feature, onset.toString());
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
