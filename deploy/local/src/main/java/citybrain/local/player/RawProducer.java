package citybrain.local.player;

import citybrain.local.broker.Patience;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes raw messages in the form the ingest job reads. Idempotent and without a delivery limit:
 * giving one batch up while a later one goes through would leave a hole in the sequence of a feed.
 */
final class RawProducer implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final byte[] mark;

  /**
   * Opens it.
   *
   * @param mark of the play, see {@link PlayFile}
   */
  RawProducer(String bootstrap, String mark) {
    this.mark = utf8(mark);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.LARGEST_RAW_RECORD,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (long) Patience.LONGEST_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(Message message, long n, Callback callback) {
    var raw = message.raw();
    var headers = new RecordHeaders();
    headers.add("city", utf8(raw.city()));
    headers.add("feed", utf8(raw.feed()));
    headers.add("source", utf8(raw.source()));
    headers.add("line", utf8(Long.toString(raw.firstLine())));
    headers.add("records", utf8(Integer.toString(raw.records())));
    headers.add(RawHeaders.NUMBER, utf8(Long.toString(n)));
    headers.add(RawHeaders.PLAY, mark);
    if (message.oversize() > 0) {
      headers.add("oversize", utf8(Long.toString(message.oversize())));
    }
    var unused = // the callback hears of every outcome
        producer.send(
            new ProducerRecord<>(
                Topics.RAW,
                null,
                message.arrivalMillis(),
                utf8(message.key()),
                raw.body(),
                headers),
            callback);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Waits for what is under way, at most this long; what is left then is never sent. */
  void close(Duration atMost) {
    producer.close(atMost);
  }

  @Override
  public void close() {
    close(Patience.LONGEST);
  }
}
