package citybrain.wire;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.geo.Position;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as the JSON data of a CloudEvent; times are ISO 8601 in UTC, the position GeoJSON-like
 * longitude, latitude.
 */
public final class AlertJson implements Codec<Alert> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public byte[] encode(Alert alert) {
    var node =
        JSON.createObjectNode()
            .put("id", alert.id())
            .put("rule", alert.rule())
            .put("ruleVersion", alert.ruleVersion())
            .put("domain", alert.domain())
            .put("status", alert.status().name())
            .put("city", alert.city())
            .put("feature", alert.feature())
            .put("property", alert.property())
            .put("onset", alert.onset().toString())
            .put("time", alert.time().toString())
            .put("severity", alert.severity().name())
            .put("observed", finite(alert.observed()))
            .put("expected", finite(alert.expected()))
            .put("unit", alert.unit())
            .put("reason", alert.reason())
            .put("zone", alert.zone());
    var position = alert.position();
    if (position == null) {
      node.putNull("position");
    } else {
      node.putArray("position").add(position.longitude()).add(position.latitude());
    }
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  /** JSON has no NaN: a value that is not there is null. */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  @Override
  public Alert decode(byte[] bytes) {
    try {
      var node = JSON.readTree(bytes);
      return new Alert(
          text(node, "id"),
          text(node, "rule"),
          text(node, "ruleVersion"),
          text(node, "domain"),
          AlertStatus.valueOf(text(node, "status")),
          text(node, "city"),
          text(node, "feature"),
          text(node, "property"),
          Instant.parse(text(node, "onset")),
          Instant.parse(text(node, "time")),
          Severity.valueOf(text(node, "severity")),
          number(node, "observed"),
          number(node, "expected"),
          text(node, "unit"),
          text(node, "reason"),
          position(node.path("position")),
          text(node, "zone"));
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      throw new WireException("not an alert: " + e.getMessage());
    }
  }

  private static String text(JsonNode node, String field) {
    var value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("text expected in field '" + field + "'");
    }
    return value.textValue();
  }

  private static double number(JsonNode node, String field) {
    var value = node.path(field);
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }

  private static @Nullable Position position(JsonNode node) {
    return node.isArray() && node.size() == 2
        ? new Position(node.get(0).doubleValue(), node.get(1).doubleValue())
        : null;
  }

  /** The alert as one line of JSON text. */
  public String text(Alert alert) {
    return new String(encode(alert), StandardCharsets.UTF_8);
  }
}
