package citybrain.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.wire.AlertJson;
import citybrain.wire.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Who keeps of each key the newest record knows what is open, and nothing else. */
class AlertsLatestTest {

  private static final Instant ONSET = Instant.parse("2025-03-10T07:05:00Z");

  private static Alert alert(String feature, AlertStatus status, int minutes) {
    return Alert.of(
        "transport.road-congestion",
        "1",
        "transport",
        new AlertChange(
            status,
            "demo",
            feature,
            "TRAFFIC_SPEED",
            ONSET,
            ONSET.plusSeconds(60L * minutes),
            Severity.SEVERE,
            18 + minutes,
            50,
            "km/h",
            "slow",
            null,
            ""));
  }

  @SuppressWarnings("NullAway") // it asks neither for context nor for time
  private static ProducerRecord<byte[], byte[]> record(AlertSerializer serializer, Alert alert) {
    return serializer.serialize(alert, null, null);
  }

  @Test
  void ofEachAlertTheNewestChangeStandsUntilItIsClosed() {
    var changes =
        new Alert[] {
          alert("a", AlertStatus.OPEN, 0),
          alert("b", AlertStatus.OPEN, 1),
          alert("a", AlertStatus.UPDATE, 2),
          alert("b", AlertStatus.CLOSED, 3)
        };
    Map<String, Alert> open = new TreeMap<>();
    for (var change : changes) {
      var record = record(AlertSerializer.ofOpen(), change);
      var key = new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(record.topic()).isEqualTo(Topics.ALERTS_LATEST);
      if (record.value() == null) {
        open.remove(key);
      } else {
        open.put(key, new AlertJson().decode(record.value()));
      }
    }

    assertThat(open.values()).containsExactly(changes[2]);
  }

  @Test
  void onTheTopicOfChangesAllHaveAValue() {
    var record = record(AlertSerializer.ofChanges(), alert("a", AlertStatus.CLOSED, 3));

    assertThat(record.topic()).isEqualTo(Topics.ALERTS);
    assertThat(new AlertJson().decode(record.value()).status()).isEqualTo(AlertStatus.CLOSED);
  }
}
