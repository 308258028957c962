package citybrain.local.replay;

import citybrain.feed.RawRecord;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a recording into an empty raw topic, each record where it stood. */
final class RawLogWriter {

  private static final String PLAY = "replay";

  private RawLogWriter() {}

  /**
   * Writes all of it and waits until it is there.
   *
   * @param over the time to take, evenly; zero for as fast as it goes
   * @throws IllegalStateException when a record comes to stand elsewhere, or cannot be written
   */
  static void write(RawLog log, String bootstrap, Duration over) throws InterruptedException {
    var failure = new AtomicReference<Exception>();
    var numbers = new HashMap<String, Long>();
    long begun = System.nanoTime();
    long written = 0;
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // The broker takes any sequence number as the first: of two batches under way to a
                // new
                // topic the second could come to stand before the first when that is tried again.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                Topics.COMPRESSION,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.LARGEST_RAW_RECORD),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (var record : log.records()) {
        long due = begun + over.toNanos() / log.records().size() * written++;
        long early = due - System.nanoTime();
        if (early > 1_000_000) {
          Thread.sleep(early / 1_000_000);
        }
        var unused = // the callback hears of every outcome
            producer.send(
                asSent(record, numbers),
                (metadata, e) -> {
                  if (e != null) {
                    failure.compareAndSet(null, e);
                  } else if (metadata.offset() != record.offset()) {
                    failure.compareAndSet(
                        null,
                        new IllegalStateException(
                            "a record stands at " + metadata + ", not at " + record.offset()));
                  }
                });
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "the recording cannot be written: " + failure.get().getMessage(), failure.get());
    }
  }

  private static ProducerRecord<byte[], byte[]> asSent(
      RawRecord record, Map<String, Long> numbers) {
    var message = record.message();
    var sent =
        new ProducerRecord<byte[], byte[]>(
            Topics.RAW,
            record.partition(),
            message.arrival().toEpochMilli(),
            RawLog.key(message),
            message.body());
    var headers = new HashMap<String, String>();
    headers.put(RawHeaders.CITY, message.city());
    headers.put(RawHeaders.FEED, message.feed());
    headers.put(RawHeaders.PLAY, PLAY);
    switch (record.kind()) {
      case MESSAGE -> {
        var feed = message.city() + "/" + message.feed();
        headers.put("source", message.source());
        headers.put("line", Long.toString(message.firstLine()));
        headers.put(RawHeaders.RECORDS, Integer.toString(message.records()));
        headers.put(RawHeaders.NUMBER, Long.toString(numbers.merge(feed, 1L, Long::sum) - 1));
        if (message.cut()) {
          headers.put("oversize", Integer.toString(message.body().length + 1));
        }
      }
      case HEARTBEAT -> headers.put(RawHeaders.BEAT, RawHeaders.ALIVE);
      case GIVEN_UP -> headers.put(RawHeaders.BEAT, Long.toString(record.until()));
    }
    headers.forEach(
        (name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return sent;
  }
}
