package citybrain.bench.contender;

import citybrain.aggregation.Aggregate;
import citybrain.wire.AggregateCodec;
import citybrain.wire.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes aggregates as the job does, but for transactions: a loop that dies begins again. */
final class AggregateLog implements AutoCloseable {

  private final AggregateCodec codec = new AggregateCodec();
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  AggregateLog(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "linger.ms", "100",
                "batch.size", "262144",
                "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void write(byte[] key, Aggregate aggregate) {
    var unused = // the callback hears of every outcome
        producer.send(
            new ProducerRecord<>(
                Topics.AGGREGATES,
                null,
                aggregate.windowStart().toEpochMilli(),
                key,
                codec.encode(aggregate)),
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
  }

  @Override
  public void close() {
    producer.close();
    var problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException("aggregates cannot be written", problem);
    }
  }
}
