package citybrain.jobs.runtime;

import citybrain.alerting.Alert;
import citybrain.jobs.kafka.AlertSerializer;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.OutgoingSerializer;
import citybrain.jobs.kafka.Streams;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Lists in place of topics, with the very bytes and headers that would lie on Kafka: what a job
 * reads it decodes, and what it writes it encodes.
 */
final class TopicsInMemory implements Streams {

  private static final Map<String, Queue<Outgoing>> WRITTEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private final List<Outgoing> records;

  TopicsInMemory(List<Outgoing> records) {
    this.records = List.copyOf(records);
    WRITTEN.put(name, new ConcurrentLinkedQueue<>());
  }

  /** All that was written, in order; afterwards it is gone. */
  List<Outgoing> take() {
    var written = WRITTEN.remove(name);
    return written == null ? List.of() : List.copyOf(written);
  }

  @Override
  public <T> DataStream<T> read(
      StreamExecutionEnvironment env,
      String stream,
      List<String> topics,
      KafkaRecordDeserializationSchema<T> schema) {
    // The engine takes no list without elements, and nothing may lie on some topics.
    return env.fromData(records, TypeInformation.of(Outgoing.class))
        .uid("source-" + stream)
        .flatMap(new Decoded<>(schema, new TreeSet<>(topics)), schema.getProducedType())
        .uid("decoded-" + stream);
  }

  @Override
  public void writeAlerts(DataStream<Alert> alerts) {
    alerts.sinkTo(new Collected<>(name, AlertSerializer.ofChanges())).uid("sink-alerts");
    alerts.sinkTo(new Collected<>(name, AlertSerializer.ofOpen())).uid("sink-alerts-latest");
  }

  @Override
  public void writeSetAside(DataStream<Outgoing> outgoing) {
    outgoing.sinkTo(new Collected<>(name, new OutgoingSerializer())).uid("sink-set-aside");
  }

  @Override
  public void write(DataStream<Outgoing> outgoing) {
    outgoing.sinkTo(new Collected<>(name, new OutgoingSerializer())).uid("sink-records");
  }

  private record Decoded<T>(KafkaRecordDeserializationSchema<T> schema, TreeSet<String> topics)
      implements FlatMapFunction<Outgoing, T> {

    @Override
    public void flatMap(Outgoing record, Collector<T> out) throws Exception {
      if (!topics.contains(record.topic())) {
        return;
      }
      var headers = new RecordHeaders();
      for (int i = 0; i + 1 < record.headers().length; i += 2) {
        headers.add(record.headers()[i], record.headers()[i + 1].getBytes(StandardCharsets.UTF_8));
      }
      schema.deserialize(
          new ConsumerRecord<>(
              record.topic(),
              0,
              0,
              record.timestamp(),
              TimestampType.CREATE_TIME,
              record.key().length,
              record.value().length,
              record.key(),
              record.value(),
              headers,
              Optional.empty()),
          out);
    }
  }

  private record Collected<T>(String name, KafkaRecordSerializationSchema<T> serializer)
      implements Sink<T> {

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
      var written = WRITTEN.getOrDefault(name, new ConcurrentLinkedQueue<>());
      return new SinkWriter<>() {
        @Override
        @SuppressWarnings("NullAway") // our serializers ask neither for context nor for time
        public void write(T value, Context at) {
          var record = serializer.serialize(value, null, null);
          if (record == null) {
            throw new IllegalStateException("nothing to write of " + value);
          }
          var headers = new ArrayList<String>();
          for (var header : record.headers()) {
            headers.add(header.key());
            headers.add(new String(header.value(), StandardCharsets.UTF_8));
          }
          written.add(
              new Outgoing(
                  record.topic(),
                  record.key(),
                  record.value(),
                  record.timestamp(),
                  headers.toArray(String[]::new)));
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
