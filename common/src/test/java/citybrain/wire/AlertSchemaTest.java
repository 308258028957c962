package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.AlertZone;
import citybrain.alerting.Localisation;
import citybrain.alerting.Severity;
import citybrain.geo.Position;
import citybrain.observation.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema that consumers of alerts are given, and what we write. */
class AlertSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  private final JsonNode schema = read("alert.v1.schema.json");

  private static JsonNode read(String file) {
    try (var in = AlertSchemaTest.class.getResourceAsStream("/citybrain/wire/" + file)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode written(Alert alert) throws IOException {
    return JSON.readTree(new AlertJson().encode(alert));
  }

  private static Alert alert(
      Domain domain, AlertStatus status, Severity severity, double expected, boolean placed) {
    return new Alert(
        "c3d1f7a0-0000-3000-8000-000000000000",
        domain.word() + ".rule",
        "1",
        domain.word(),
        status,
        "demo",
        "4711",
        "TRAFFIC_SPEED",
        EIGHT,
        EIGHT.plusSeconds(300),
        severity,
        18,
        expected,
        "km/h",
        "speed 18 km/h, 50 is usual",
        placed ? new Position(2.3, 54.75) : null,
        "",
        placed ? List.of(new AlertZone("district", "D7", "Gannetgate")) : List.of(),
        switch (severity) {
          case MINOR -> null;
          case MODERATE ->
              new Localisation(Localisation.SENSOR, List.of("n105", "n114"), "", Double.NaN);
          default -> new Localisation(Localisation.PIPE, List.of("p461", "p460"), "n105", 300);
        });
  }

  @Test
  void everyKindOfAlertFitsTheSchema() throws IOException {
    for (var domain : Domain.values()) {
      for (var status : AlertStatus.values()) {
        for (var severity : Severity.values()) {
          var placed = written(alert(domain, status, severity, 50, true));
          var unplaced = written(alert(domain, status, severity, Double.NaN, false));

          assertThat(JsonShape.faults(schema, placed)).isEmpty();
          assertThat(JsonShape.faults(schema, unplaced)).isEmpty();
        }
      }
    }
  }

  @Test
  void whereItIsLikelyComesBackAsItWasWritten() {
    for (var severity : Severity.values()) {
      var alert = alert(Domain.WATER, AlertStatus.OPEN, severity, 50, true);

      assertThat(new AlertJson().decode(new AlertJson().encode(alert))).isEqualTo(alert);
    }
    assertThat(
            AlertJson.localisation(alert(Domain.WATER, AlertStatus.OPEN, Severity.MINOR, 1, true)))
        .isNull();
    assertThat(
            AlertJson.localisation(alert(Domain.WATER, AlertStatus.OPEN, Severity.SEVERE, 1, true)))
        .isEqualTo(
            "{\"kind\":\"pipe\",\"features\":[\"p461\",\"p460\"],\"around\":\"n105\",\"radius\":300.0}");
  }

  @Test
  void theCheckFindsWhatIsWrong() throws IOException {
    var alert =
        (ObjectNode)
            written(alert(Domain.WATER, AlertStatus.OPEN, Severity.MINOR, Double.NaN, true));
    alert.remove("rule");
    alert.put("status", "NEW").put("observed", "18").put("surplus", 1);
    alert.putArray("position").add(2.3);

    assertThat(JsonShape.faults(schema, alert))
        .containsExactlyInAnyOrder(
            "$.rule is missing",
            "$.status is \"NEW\", not one of [\"OPEN\",\"UPDATE\",\"CLOSED\"]",
            "$.observed is \"18\", not [\"number\",\"null\"]",
            "$.surplus is not in the schema",
            "$.position has 1 items");
  }

  @Test
  void everySchemaThatATopicNamesIsThere() {
    for (var topic : Topics.all()) {
      if (topic.schema().contains(".v")) {
        assertThat(Topics.class.getResource("/citybrain/wire/" + topic.schema()))
            .as(topic.schema())
            .isNotNull();
      }
    }
  }
}
