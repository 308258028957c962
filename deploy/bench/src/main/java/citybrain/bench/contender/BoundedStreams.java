package citybrain.bench.contender;

import citybrain.alerting.Alert;
import citybrain.jobs.kafka.KafkaStreams;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.Streams;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The streams of Kafka as they are, but for their end: they are read up to where they go now. */
final class BoundedStreams implements Streams, AutoCloseable {

  /** Schemas are copied: their meter lies here, by the name of the pass. */
  private static final Map<String, Meter> METERS = new ConcurrentHashMap<>();

  private final KafkaStreams kafka;
  private final String pass = UUID.randomUUID().toString();

  BoundedStreams(KafkaStreams kafka, Meter meter) {
    this.kafka = kafka;
    METERS.put(pass, meter);
  }

  @Override
  public <T> DataStream<T> read(
      StreamExecutionEnvironment env,
      String name,
      List<String> topics,
      KafkaRecordDeserializationSchema<T> schema) {
    return KafkaStreams.read(env, name, source(topics, schema));
  }

  <T> KafkaSource<T> source(List<String> topics, KafkaRecordDeserializationSchema<T> schema) {
    return kafka
        .source(topics, new Metered<>(schema, pass))
        .setBounded(OffsetsInitializer.latest())
        .build();
  }

  @Override
  public void writeAlerts(DataStream<Alert> alerts) {
    kafka.writeAlerts(alerts);
  }

  @Override
  public void writeSetAside(DataStream<Outgoing> records) {
    kafka.writeSetAside(records);
  }

  @Override
  public void write(DataStream<Outgoing> records) {
    kafka.write(records);
  }

  @Override
  public void close() {
    METERS.remove(pass);
  }

  /** A schema that tells a meter of each record. */
  static final class Metered<T> implements KafkaRecordDeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final KafkaRecordDeserializationSchema<T> schema;
    private final String pass;

    Metered(KafkaRecordDeserializationSchema<T> schema, String pass) {
      this.schema = schema;
      this.pass = pass;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
      schema.open(context);
      meter().begin();
    }

    private Meter meter() {
      var meter = METERS.get(pass);
      if (meter == null) {
        throw new IllegalStateException("this pass is over");
      }
      return meter;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out)
        throws IOException {
      meter().record();
      schema.deserialize(record, out);
    }

    @Override
    public TypeInformation<T> getProducedType() {
      return schema.getProducedType();
    }
  }
}
