package citybrain.local.player;

import citybrain.feed.RawMessage;
import citybrain.local.broker.Patience;
import citybrain.local.recording.Message;
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
public final class RawProducer implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final byte[] mark;

  /**
   * Opens it.
   *
   * @param mark of the play, see {@link PlayFile}
   */
  public RawProducer(String bootstrap, String mark) {
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
                Topics.COMPRESSION,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                // A broker takes any first batch of a new topic: a repeated one would come behind
                // the next.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.LARGEST_RAW_RECORD,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (long) Patience.LONGEST_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void send(Message message, long n, Callback callback) {
    var raw = message.raw();
    var headers = headers(raw.city(), raw.feed());
    headers.add("source", utf8(raw.source()));
    headers.add("line", utf8(Long.toString(raw.firstLine())));
    headers.add("records", utf8(Integer.toString(raw.records())));
    headers.add(RawHeaders.NUMBER, utf8(Long.toString(n)));
    headers.add(RawHeaders.PLAY, mark);
    if (message.oversize() > 0) {
      headers.add("oversize", utf8(Long.toString(message.oversize())));
    }
    send(message.key(), message.arrivalMillis(), raw.body(), headers, callback);
  }

  /** A heartbeat bears no number: it is no message. */
  public void beat(String city, String feed, long time, Callback callback) {
    var headers = headers(city, feed);
    headers.add(RawHeaders.BEAT, utf8(RawHeaders.ALIVE));
    headers.add(RawHeaders.PLAY, mark);
    send(city + "/" + feed, time, new byte[0], headers, callback);
  }

  /**
   * Sends again what was refused, with the arrival it had, so that it is judged as it would have
   * been.
   *
   * @param times how many times it has been sent again, this one included
   */
  public void redrive(RawMessage raw, long times, Callback callback) {
    var headers = headers(raw.city(), raw.feed());
    headers.add("source", utf8(raw.source()));
    headers.add("line", utf8(Long.toString(raw.firstLine())));
    headers.add("records", utf8(Integer.toString(raw.records())));
    headers.add(RawHeaders.REDRIVEN, utf8(Long.toString(times)));
    send(
        raw.city() + "/" + raw.feed(), raw.arrival().toEpochMilli(), raw.body(), headers, callback);
  }

  /** Says that a sender is gone and what is older than this, epoch milliseconds, not waited for. */
  public void giveUp(String city, String feed, long until, Callback callback) {
    var headers = headers(city, feed);
    headers.add(RawHeaders.BEAT, utf8(Long.toString(until)));
    send(city + "/" + feed, until, new byte[0], headers, callback);
  }

  private static RecordHeaders headers(String city, String feed) {
    var headers = new RecordHeaders();
    headers.add(RawHeaders.CITY, utf8(city));
    headers.add(RawHeaders.FEED, utf8(feed));
    return headers;
  }

  private void send(
      String key, long arrival, byte[] body, RecordHeaders headers, Callback callback) {
    var unused = // the callback hears of every outcome
        producer.send(
            new ProducerRecord<>(Topics.RAW, null, arrival, utf8(key), body, headers), callback);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Waits until all that was sent lies on the topic. */
  public void flush() {
    producer.flush();
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
