package citybrain.jobs.kafka;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.wire.AlertJson;
import citybrain.wire.Topics;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Alerts as CloudEvents 1.0 in the binary mode of its Kafka protocol binding: attributes in
 * headers, the alert as JSON. The event id names the change, so that a consumer can drop the
 * repetitions of at-least-once delivery. On the topic of what is open, a closed alert is a record
 * without value, so that who joins learns what is open and nothing else.
 */
public final class AlertSerializer implements KafkaRecordSerializationSchema<Alert> {

  private static final long serialVersionUID = 1L;

  private final String topic;

  private AlertSerializer(String topic) {
    this.topic = topic;
  }

  /** For all changes. */
  public static AlertSerializer ofChanges() {
    return new AlertSerializer(Topics.ALERTS);
  }

  /** For what is open. */
  public static AlertSerializer ofOpen() {
    return new AlertSerializer(Topics.ALERTS_LATEST);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Alert alert, KafkaSinkContext context, Long timestamp) {
    var event =
        CloudEventBuilder.v1()
            .withId(alert.id() + "/" + alert.status().name() + "/" + alert.time())
            .withSource(URI.create("citybrain:" + alert.city() + "/" + alert.rule()))
            .withType("citybrain.alert." + word(alert.status()))
            .withSubject(alert.feature())
            .withTime(alert.time().atOffset(ZoneOffset.UTC))
            .withExtension("partitionkey", alert.id())
            .withData("application/json", new AlertJson().encode(alert))
            .build();
    ProducerRecord<String, byte[]> written =
        KafkaMessageFactory.<String>createWriter(
                topic, null, alert.time().toEpochMilli(), alert.id())
            .writeBinary(event);
    return new ProducerRecord<>(
        written.topic(),
        null,
        written.timestamp(),
        alert.id().getBytes(StandardCharsets.UTF_8),
        isOver(alert) ? null : written.value(),
        written.headers());
  }

  private boolean isOver(Alert alert) {
    return topic.equals(Topics.ALERTS_LATEST) && alert.status() == AlertStatus.CLOSED;
  }

  private static String word(AlertStatus status) {
    return switch (status) {
      case OPEN -> "opened";
      case UPDATE -> "updated";
      case CLOSED -> "closed";
    };
  }
}
