package citybrain.jobs.polling;

import citybrain.feed.RawMessage;
import citybrain.jobs.kafka.ClientSettings;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The raw topic, for writing: idempotent, acknowledged by all replicas, in order of each feed. */
final class RawTopic implements AutoCloseable {

  /** Says in the last record of a delivery where its origin stood; read again after a restart. */
  static final String POSITION = "position";

  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;

  RawTopic(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  RawTopic(String bootstrap, ClientSettings client) {
    this(
        new KafkaProducer<>(
            client.with(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrap,
                    ProducerConfig.CLIENT_ID_CONFIG,
                    Poller.NAME,
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    Topics.COMPRESSION,
                    ProducerConfig.LINGER_MS_CONFIG,
                    5,
                    // A broker takes any first batch of a new topic: a repeated one would come
                    // behind the next.
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    1,
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    Topics.LARGEST_RAW_RECORD)),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
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

  /** The sender of a feed lives and has nothing; returns when that is safe. */
  void writeHeartbeat(String city, String feed, Instant now)
      throws ExecutionException, InterruptedException {
    writeBeat(city, feed, now, RawHeaders.ALIVE);
  }

  /** The sender of a feed is gone: what is older than this is not waited for. */
  void writeGivenUp(String city, String feed, Instant now, Instant until)
      throws ExecutionException, InterruptedException {
    writeBeat(city, feed, now, Long.toString(until.toEpochMilli()));
  }

  private void writeBeat(String city, String feed, Instant now, String beat)
      throws ExecutionException, InterruptedException {
    var headers = headers(city, feed);
    headers.add(RawHeaders.BEAT, utf8(beat));
    producer.send(record(city, feed, now, new byte[0], headers)).get();
  }

  private static RecordHeaders headers(String city, String feed) {
    var headers = new RecordHeaders();
    headers.add(RawHeaders.CITY, utf8(city));
    headers.add(RawHeaders.FEED, utf8(feed));
    return headers;
  }

  private static ProducerRecord<byte[], byte[]> record(RawMessage raw, String position) {
    var headers = headers(raw.city(), raw.feed());
    headers.add("source", utf8(raw.source()));
    headers.add("line", utf8(Long.toString(raw.firstLine())));
    headers.add("records", utf8(Integer.toString(raw.records())));
    if (!position.isEmpty()) {
      headers.add(POSITION, utf8(position));
    }
    return record(raw.city(), raw.feed(), raw.arrival(), raw.body(), headers);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String city, String feed, Instant arrival, byte[] body, RecordHeaders headers) {
    return new ProducerRecord<>(
        Topics.RAW, null, arrival.toEpochMilli(), utf8(city + "/" + feed), body, headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(LAST_WORDS);
  }
}
