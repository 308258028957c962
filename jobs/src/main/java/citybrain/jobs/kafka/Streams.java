package citybrain.jobs.kafka;

import citybrain.alerting.Alert;
import java.util.List;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where the streams of a job come from and go to. Kafka, except in tests and benches of the wiring,
 * which put lists in its place and keep its wire format.
 */
public interface Streams {

  /** The records of these topics, as the schema reads them. */
  <T> DataStream<T> read(
      StreamExecutionEnvironment env,
      String name,
      List<String> topics,
      KafkaRecordDeserializationSchema<T> schema);

  /** Alerts leave at once, at least once. */
  void writeAlerts(DataStream<Alert> alerts);

  /** Copies of what could not be read leave at least once. */
  void writeSetAside(DataStream<Outgoing> records);

  /** Everything else leaves exactly once. */
  void write(DataStream<Outgoing> records);
}
