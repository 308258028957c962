package citybrain.local.topics;

import citybrain.wire.Aside;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

  private final String bootstrap;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  AsideWriter(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  void setAside(ConsumerRecord<byte[], byte[]> record, WireException why) {
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
    var told =
        new Aside(
                READER,
                record.topic(),
                record.partition(),
                record.offset(),
                Topics.valuesIn(record.topic(), record.value()))
            .headers(why);
    var headers = new RecordHeaders();
    for (int i = 0; i + 1 < told.length; i += 2) {
      headers.add(told[i], told[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    // Its reader has counted it: a copy that is lost with its broker is no reason to stop watching.
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.REJECTED,
                null,
                Math.max(0, record.timestamp()),
                Aside.key(),
                Aside.cut(record.value() == null ? new byte[0] : record.value()),
                headers));
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(1));
    }
  }
}
