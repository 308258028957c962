package citybrain.bench.contender;

import citybrain.aggregation.Aggregate;
import citybrain.observation.ObservedProperty;
import citybrain.wire.FrameWriter;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes aggregates as the job does, in frames of one window, layer and property, but without
 * transactions: a loop that dies begins again.
 */
final class AggregateLog implements AutoCloseable {

  /** Of what a frame is, beside its window. */
  private record Of(String city, String layer, ObservedProperty property) {}

  private final Map<Of, FrameWriter> frames = new HashMap<>();
  private long start;
  private long end;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  AggregateLog(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "linger.ms", "100",
                "batch.size", "262144",
                // A topic just made takes any batch as its first: two under way could change
                // places.
                "max.in.flight.requests.per.connection", "1",
                "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void write(Aggregate aggregate) {
    long from = aggregate.windowStart().toEpochMilli();
    long to = aggregate.windowEnd().toEpochMilli();
    if (from != start || to != end) {
      sendAll();
      start = from;
      end = to;
    }
    var of = new Of(aggregate.city(), aggregate.layer(), aggregate.property());
    var frame = frames.computeIfAbsent(of, o -> new FrameWriter());
    frame.add(
        aggregate.zone(),
        aggregate.position(),
        aggregate.revision(),
        aggregate.count(),
        aggregate.sum(),
        aggregate.min(),
        aggregate.max(),
        aggregate.estimated(),
        aggregate.estimatedSum());
    if (frame.isFull()) {
      send(of, frame);
    }
  }

  private void sendAll() {
    frames.forEach(
        (of, frame) -> {
          if (!frame.isEmpty()) {
            send(of, frame);
          }
        });
  }

  private void send(Of of, FrameWriter frame) {
    var key = of.city + "/" + of.layer + "/" + of.property.name();
    var unused = // the callback hears of every outcome
        producer.send(
            new ProducerRecord<>(
                Topics.AGGREGATES,
                null,
                start,
                key.getBytes(StandardCharsets.UTF_8),
                frame.encode(of.city, of.layer, of.property, start, end)),
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
  }

  @Override
  public void close() {
    sendAll();
    producer.close();
    var problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException("aggregates cannot be written", problem);
    }
  }
}
