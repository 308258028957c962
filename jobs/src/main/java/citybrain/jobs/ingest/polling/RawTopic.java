package citybrain.jobs.ingest.polling;

import citybrain.feed.RawMessage;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The raw topic, for writing: idempotent, acknowledged by all replicas, in order of each feed. */
final class RawTopic implements AutoCloseable {

  /** Says in the last record of a delivery where its origin stood; read again after a restart. */
  static final String POSITION = "position";

  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final KafkaProducer<byte[], byte[]> producer;

  RawTopic(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG,
                Poller.NAME,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.LARGEST_RAW_RECORD),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Writes these and returns when they are safe.
   *
   * @throws ExecutionException when the broker did not take one of them
   */
  void write(List<RawMessage> messages, String position)
      throws ExecutionException, InterruptedException {
    var written = new ArrayList<Future<?>>();
    for (int i = 0; i < messages.size(); i++) {
      written.add(producer.send(record(messages.get(i), i == messages.size() - 1 ? position : "")));
    }
    for (var one : written) {
      one.get();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(RawMessage raw, String position) {
    var headers = new RecordHeaders();
    headers.add("city", utf8(raw.city()));
    headers.add("feed", utf8(raw.feed()));
    headers.add("source", utf8(raw.source()));
    headers.add("line", utf8(Long.toString(raw.firstLine())));
    headers.add("records", utf8(Integer.toString(raw.records())));
    if (!position.isEmpty()) {
      headers.add(POSITION, utf8(position));
    }
    return new ProducerRecord<>(
        Topics.RAW,
        null,
        raw.arrival().toEpochMilli(),
        utf8(raw.city() + "/" + raw.feed()),
        raw.body(),
        headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(LAST_WORDS);
  }
}
