package citybrain.jobs.kafka;

import citybrain.alerting.Alert;
import citybrain.wire.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Topics of a Kafka cluster, read from their beginning and from then on where the last checkpoint
 * stood.
 *
 * @param bootstrap host:port,…
 * @param group the consumer group, and what transactions are named by
 * @param client further settings of consumers and producers, such as TLS
 */
public record KafkaStreams(String bootstrap, String group, ClientSettings client)
    implements Streams {

  @Override
  public <T> DataStream<T> read(
      StreamExecutionEnvironment env,
      String name,
      List<String> topics,
      KafkaRecordDeserializationSchema<T> schema) {
    return read(env, name, source(topics, schema).build());
  }

  /** How topics are read, for whoever wants to read no further than they go now. */
  public <T> KafkaSourceBuilder<T> source(
      List<String> topics, KafkaRecordDeserializationSchema<T> schema) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(bootstrap)
        .setTopics(topics)
        .setGroupId(group)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(schema)
        .setProperty("isolation.level", "read_committed")
        .setProperty("partition.discovery.interval.ms", "60000")
        .setProperty("max.poll.records", "20000")
        .setProperty("max.partition.fetch.bytes", "4194304")
        .setProperty("receive.buffer.bytes", "1048576")
        // A job that stops waits for what its sources asked last: half a second, by default.
        .setProperty("fetch.max.wait.ms", "100")
        .setProperties(client.properties());
  }

  /** What such a source reads. */
  public static <T> DataStream<T> read(
      StreamExecutionEnvironment env, String name, KafkaSource<T> source) {
    // The engine's watermarks are for people who look at the job; logic keeps event time per city
    // and feed.
    var strategy =
        WatermarkStrategy.<T>forBoundedOutOfOrderness(Duration.ofMinutes(1))
            .withIdleness(Duration.ofMinutes(1));
    return env.fromSource(source, strategy, name).uid("source-" + name.replace(' ', '-'));
  }

  @Override
  public void writeAlerts(DataStream<Alert> alerts) {
    writeAlerts(alerts, AlertSerializer.ofChanges(), "alerts");
    writeAlerts(alerts, AlertSerializer.ofOpen(), "alerts-latest");
  }

  private void writeAlerts(DataStream<Alert> alerts, AlertSerializer serializer, String name) {
    var sink =
        KafkaSink.<Alert>builder()
            .setBootstrapServers(bootstrap)
            .setRecordSerializer(serializer)
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setProperty("linger.ms", "0")
            // Few and small.
            .setProperty("compression.type", Topics.UNCOMPRESSED)
            .setKafkaProducerConfig(client.properties())
            .build();
    alerts.sinkTo(sink).uid("sink-" + name).name(name);
  }

  @Override
  public void writeSetAside(DataStream<Outgoing> records) {
    var sink =
        KafkaSink.<Outgoing>builder()
            .setBootstrapServers(bootstrap)
            .setRecordSerializer(new OutgoingSerializer())
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setProperty("compression.type", Topics.COMPRESSION)
            .setKafkaProducerConfig(client.properties())
            .build();
    records.sinkTo(sink).uid("sink-set-aside").name("set aside");
  }

  @Override
  public void write(DataStream<Outgoing> records) {
    var sink =
        KafkaSink.<Outgoing>builder()
            .setBootstrapServers(bootstrap)
            .setRecordSerializer(new OutgoingSerializer())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(group)
            .setProperty("transaction.timeout.ms", "900000")
            // Nobody sees anything before the commit, so batches may take their time.
            .setProperty("linger.ms", "100")
            .setProperty("batch.size", "262144")
            .setProperty("compression.type", Topics.COMPRESSION)
            .setKafkaProducerConfig(client.properties())
            .build();
    records.sinkTo(sink).uid("sink-records").name("Kafka");
  }
}
