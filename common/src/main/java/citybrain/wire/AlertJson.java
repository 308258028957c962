package citybrain.wire;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.AlertZone;
import citybrain.alerting.Localisation;
import citybrain.alerting.Severity;
import citybrain.geo.Position;
import citybrain.observation.Domain;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as the JSON data of a CloudEvent; times are ISO 8601 in UTC, the position GeoJSON-like
 * longitude, latitude.
 */
public final class AlertJson implements Codec<Alert> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of characters: a sentence that may name several features. */
  private static final int LONGEST_REASON = 8 * 1024;

  /** More layers than a city has. */
  private static final int MOST_ZONES = 64;

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
    putZones(node.putArray("zones"), alert);
    var position = alert.position();
    if (position == null) {
      node.putNull("position");
    } else {
      node.putArray("position").add(position.longitude()).add(position.latitude());
    }
    putLocalisation(node, alert.localisation());
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  private static ArrayNode putZones(ArrayNode zones, Alert alert) {
    for (var zone : alert.zones()) {
      zones.addObject().put("layer", zone.layer()).put("id", zone.id()).put("name", zone.name());
    }
    return zones;
  }

  /** The zones alone, as JSON text. */
  public static String zones(Alert alert) {
    return putZones(JSON.createArrayNode(), alert).toString();
  }

  /** Left out where nothing is known, as by writers of before. */
  private static void putLocalisation(ObjectNode node, @Nullable Localisation where) {
    if (where != null) {
      var object = node.putObject("localisation").put("kind", where.kind());
      var features = object.putArray("features");
      where.features().forEach(features::add);
      object.put("around", where.around()).put("radius", finite(where.radiusMetres()));
    }
  }

  /** The localisation alone, as JSON text; null when there is none. */
  public static @Nullable String localisation(Alert alert) {
    var node = JSON.createObjectNode();
    putLocalisation(node, alert.localisation());
    return node.isEmpty() ? null : node.path("localisation").toString();
  }

  /** JSON has no NaN: a value that is not there is null. */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  @Override
  public Alert decode(byte[] bytes) {
    var node = tree(bytes);
    return new Alert(
        text(node, "id"),
        text(node, "rule"),
        text(node, "ruleVersion"),
        domain(text(node, "domain")),
        symbol(node, "status", AlertStatus.class),
        text(node, "city"),
        text(node, "feature"),
        text(node, "property"),
        time(node, "onset"),
        time(node, "time"),
        symbol(node, "severity", Severity.class),
        number(node, "observed"),
        number(node, "expected"),
        text(node, "unit"),
        text(node, "reason"),
        position(node.path("position")),
        text(node, "zone"),
        zones(node.path("zones")),
        localisation(node.path("localisation")));
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      // Without its message: that quotes what it could not read.
      throw new WireException(WireException.MALFORMED, "not JSON");
    }
  }

  private static String text(JsonNode node, String field) {
    var value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw new WireException(WireException.MALFORMED, "text expected in field '" + field + "'");
    }
    var text = value.textValue();
    int most = field.equals("reason") ? LONGEST_REASON : AvroReader.LONGEST_TEXT;
    if (text.length() > most) {
      throw new WireException(
          WireException.TEXT_TOO_LONG,
          text.length() + " characters in field '" + field + "'; at most " + most);
    }
    return text;
  }

  private static String domain(String word) {
    for (var domain : Domain.values()) {
      if (domain.word().equals(word)) {
        return word;
      }
    }
    throw new WireException(
        WireException.UNKNOWN_SYMBOL, "a domain that is not known to this version");
  }

  private static <E extends Enum<E>> E symbol(JsonNode node, String field, Class<E> symbols) {
    var word = text(node, field);
    for (var symbol : symbols.getEnumConstants()) {
      if (symbol.name().equals(word)) {
        return symbol;
      }
    }
    throw new WireException(
        WireException.UNKNOWN_SYMBOL, "a " + field + " that is not known to this version");
  }

  private static Instant time(JsonNode node, String field) {
    try {
      return Instant.parse(text(node, field));
    } catch (DateTimeParseException e) {
      throw new WireException(
          WireException.MALFORMED, "an ISO 8601 time expected in field '" + field + "'");
    }
  }

  private static double number(JsonNode node, String field) {
    var value = node.path(field);
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }

  /** Empty where there are none: writers of before did not tell them. */
  private static List<AlertZone> zones(JsonNode nodes) {
    if (nodes.size() > MOST_ZONES) {
      throw new WireException(
          WireException.MALFORMED, nodes.size() + " zones; at most " + MOST_ZONES);
    }
    var zones = new ArrayList<AlertZone>(nodes.size());
    for (var node : nodes) {
      zones.add(new AlertZone(text(node, "layer"), text(node, "id"), text(node, "name")));
    }
    return List.copyOf(zones);
  }

  private static @Nullable Localisation localisation(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    var nodes = node.path("features");
    if (nodes.isEmpty() || nodes.size() > Localisation.MOST) {
      throw new WireException(
          WireException.MALFORMED,
          nodes.size() + " features in field 'localisation'; 1 to " + Localisation.MOST);
    }
    var features = new ArrayList<String>(nodes.size());
    for (var one : nodes) {
      if (!one.isTextual() || one.textValue().length() > AvroReader.LONGEST_TEXT) {
        throw new WireException(
            WireException.MALFORMED, "short texts expected in field 'localisation.features'");
      }
      features.add(one.textValue());
    }
    return new Localisation(
        text(node, "kind"), features, text(node, "around"), number(node, "radius"));
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
