package citybrain.local.topics;

import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts copies of records that only {@code up} reads, and could not, where jobs put theirs. Connects
 * when there is the first.
 */
final class AsideWriter implements AutoCloseable {

  private static final String READER = "up";
  private static final String UNKNOWN = "unknown";
  private static final int KEPT = 64 * 1024;

  private final String bootstrap;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  AsideWriter(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  void setAside(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrap,
                  ProducerConfig.MAX_BLOCK_MS_CONFIG,
                  1_000),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }
    var headers = new RecordHeaders();
    var told =
        Map.ofEntries(
            Map.entry("city", UNKNOWN),
            Map.entry("feed", UNKNOWN),
            Map.entry("source", record.topic() + "/" + record.partition() + "/" + record.offset()),
            Map.entry("line", "0"),
            Map.entry("field", ""),
            Map.entry("reason", reason),
            Map.entry("detail", detail),
            Map.entry("job", READER),
            Map.entry("topic", record.topic()),
            Map.entry("partition", Integer.toString(record.partition())),
            Map.entry("offset", Long.toString(record.offset())));
    told.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    var bytes = record.value() == null ? new byte[0] : record.value();
    // Counted already: a copy that is lost with its broker is no reason to stop watching.
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.REJECTED,
                null,
                Math.max(0, record.timestamp()),
                (UNKNOWN + "/" + UNKNOWN).getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(bytes, Math.min(KEPT, bytes.length)),
                headers));
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(1));
    }
  }
}
