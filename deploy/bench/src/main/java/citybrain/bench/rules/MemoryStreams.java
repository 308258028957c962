package citybrain.bench.rules;

import citybrain.alerting.Alert;
import citybrain.bench.CpuTime;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.Streams;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * Streams of a job that runs in this process: reads a stream made beforehand, notes the processor
 * time where the warm-up ends and where the last record leaves, and keeps of what is written the
 * counts of the rules.
 */
final class MemoryStreams implements Streams, AutoCloseable {

  /** Operators are copies: what they note lies here, by the name of the run. */
  private static final Map<String, Notes> RUNS = new ConcurrentHashMap<>();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name = UUID.randomUUID().toString();

  /** What a run notes. */
  private static final class Notes {
    final StampedStream stream;
    final int warmUp;
    final AtomicInteger checkpoints = new AtomicInteger();
    final Map<String, Map<String, Long>> counts = new TreeMap<>();
    volatile CpuTime warm = CpuTime.now();
    volatile CpuTime end = warm;

    Notes(StampedStream stream, int warmUp) {
      this.stream = stream;
      this.warmUp = warmUp;
    }

    synchronized void count(byte[] value) {
      try {
        var tally = JSON.readTree(value);
        var ofRule = counts.computeIfAbsent(tally.path("rule").asText(), rule -> new TreeMap<>());
        tally
            .properties()
            .forEach(
                field -> {
                  if (field.getValue().isIntegralNumber()) {
                    ofRule.merge(field.getKey(), field.getValue().asLong(), Long::sum);
                  }
                });
      } catch (IOException e) {
        throw new IllegalStateException("a tally that is none", e);
      }
    }

    synchronized Map<String, Map<String, Long>> counts() {
      return Map.copyOf(counts);
    }
  }

  /**
   * Streams for one run.
   *
   * @param warmUp so many records are not measured
   */
  MemoryStreams(StampedStream stream, int warmUp) {
    RUNS.put(name, new Notes(stream, warmUp));
  }

  private static Notes notes(String name) {
    var notes = RUNS.get(name);
    if (notes == null) {
      throw new IllegalStateException("this run is over");
    }
    return notes;
  }

  /** Processor time from the end of the warm-up to the last record. */
  CpuTime measured() {
    var notes = notes(name);
    return notes.end.since(notes.warm);
  }

  int checkpoints() {
    return notes(name).checkpoints.get();
  }

  /** What was counted of each rule. */
  Map<String, Map<String, Long>> counts() {
    return notes(name).counts();
  }

  @Override
  public void close() {
    RUNS.remove(name);
  }

  @Override
  public <T> DataStream<T> read(
      StreamExecutionEnvironment env,
      String stream,
      List<String> topics,
      KafkaRecordDeserializationSchema<T> schema) {
    return env.fromSequence(0, notes(name).stream.size() - 1L)
        .uid("source-" + stream)
        .flatMap(new Delivered<>(name, schema), schema.getProducedType())
        .uid("delivered-" + stream);
  }

  private static final class Delivered<T> extends RichFlatMapFunction<Long, T>
      implements CheckpointListener {

    private static final long serialVersionUID = 1L;

    private final String run;
    private final KafkaRecordDeserializationSchema<T> schema;

    Delivered(String run, KafkaRecordDeserializationSchema<T> schema) {
      this.run = run;
      this.schema = schema;
    }

    @Override
    public void flatMap(Long number, Collector<T> out) throws Exception {
      var notes = notes(run);
      int index = number.intValue();
      if (index == notes.warmUp) {
        notes.warm = CpuTime.now();
      }
      schema.deserialize(notes.stream.record(index), out);
      if (index == notes.stream.size() - 1) {
        notes.end = CpuTime.now();
      }
    }

    @Override
    public void notifyCheckpointComplete(long id) {
      notes(run).checkpoints.incrementAndGet();
    }
  }

  @Override
  public void writeAlerts(DataStream<Alert> alerts) {
    alerts.sinkTo(new Kept<Alert>(name)).uid("sink-alerts");
  }

  @Override
  public void writeSetAside(DataStream<Outgoing> records) {
    records.sinkTo(new Kept<Outgoing>(name)).uid("sink-set-aside");
  }

  @Override
  public void write(DataStream<Outgoing> records) {
    records.sinkTo(new Kept<Outgoing>(name)).uid("sink-records");
  }

  private record Kept<T>(String run) implements Sink<T> {

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(T value, Context at) {
          if (value instanceof Outgoing record && record.topic().equals(Topics.TALLY)) {
            notes(run).count(record.value());
          }
        }

        @Override
        public void flush(boolean endOfInput) {
          // Everything is there as soon as it is written.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }
}
