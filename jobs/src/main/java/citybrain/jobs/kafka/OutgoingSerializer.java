package citybrain.jobs.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands an {@link Outgoing} to the producer as it is. */
public final class OutgoingSerializer implements KafkaRecordSerializationSchema<Outgoing> {

  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Outgoing out, KafkaSinkContext context, Long timestamp) {
    var record =
        new ProducerRecord<byte[], byte[]>(
            out.topic(), null, Math.max(0, out.timestamp()), out.key(), out.value());
    var headers = out.headers();
    for (int i = 0; i + 1 < headers.length; i += 2) {
      record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }
}
