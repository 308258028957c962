package citybrain.bench.data;

import citybrain.jobs.kafka.ClockMarks;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.wire.BlockWriter;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks and marks to the topics of observations, as ingest does, and counts them; if
 * wanted, beside them the same observations in another form, which does not count.
 */
final class BlockLog implements AutoCloseable {

  private static final long MINUTE = 60_000;
  private static final long QUARTER = 15 * MINUTE;

  /** That of the job of aggregates, as it ships. */
  static final long RETENTION = 240 * MINUTE;

  private final KafkaProducer<byte[], byte[]> producer;
  private final BlockWriter writer = new BlockWriter();
  private final @Nullable JsonForm json;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private long observations;
  private long late;
  private long records;
  private long bytes;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long disorder;

  /**
   * @param json for the same as JSON, or null
   */
  BlockLog(String bootstrap, @Nullable JsonForm json) {
    this.json = json;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "linger.ms", "100",
                "batch.size", "262144",
                "buffer.memory", "67108864",
                // A topic just made takes any batch as its first: two under way could change
                // places.
                "max.in.flight.requests.per.connection", "1",
                "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void readings(byte[] key, Domain domain, List<Observation> readings, Stamp stamp) {
    long latest = Long.MIN_VALUE;
    for (var reading : readings) {
      long time = reading.phenomenonTime().toEpochMilli();
      latest = Math.max(latest, time);
      if (isLate(time, stamp)) {
        late++;
      } else {
        first = Math.min(first, time);
        last = Math.max(last, time);
        disorder = Math.max(disorder, last - time);
      }
    }
    observations += readings.size();
    var block = writer.encode(readings, stamp);
    send(new Outgoing(Topics.observations(domain), key, block, latest, Outgoing.NO_HEADERS));
    if (json != null) {
      json.records(block, this::send);
    }
  }

  /** Whether what was true then is too late for every window, by the clock of its feed. */
  static boolean isLate(long time, Stamp stamp) {
    return Math.floorDiv(time, QUARTER) * QUARTER + QUARTER + RETENTION <= stamp.clock();
  }

  void mark(byte[] key, Domain domain, long clock) {
    send(ClockMarks.of(domain, key, ClockMark.ofFeed(clock)));
  }

  static byte[] key(String city, String feed) {
    return (city + "/" + feed).getBytes(StandardCharsets.UTF_8);
  }

  private void send(Outgoing outgoing) {
    records++;
    bytes += outgoing.value().length;
    var record =
        new ProducerRecord<>(
            outgoing.topic(), null, outgoing.timestamp(), outgoing.key(), outgoing.value());
    for (int i = 0; i < outgoing.headers().length; i += 2) {
      record
          .headers()
          .add(outgoing.headers()[i], outgoing.headers()[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    send(record);
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    refuseAfterFailure();
    var unused = // the callback hears of every outcome
        producer.send(
            record,
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
  }

  long observations() {
    return observations;
  }

  BenchSet.Summary summary(String name) {
    return new BenchSet.Summary(
        name, observations, late, records, bytes, Math.max(0, (last - first) / MINUTE), disorder);
  }

  @Override
  public void close() {
    producer.close();
    refuseAfterFailure();
  }

  private void refuseAfterFailure() {
    var problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException("the topics of observations cannot be written", problem);
    }
  }
}
