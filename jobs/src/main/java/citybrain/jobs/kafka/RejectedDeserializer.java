package citybrain.jobs.kafka;

import citybrain.feed.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Rejections, from their headers alone. The city comes from the key, where only cities stand that
 * are known: what a stranger calls itself must not become a folder.
 */
public final class RejectedDeserializer
    implements KafkaRecordDeserializationSchema<RejectedRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RejectedRecord> out) {
    var key = new String(record.key(), StandardCharsets.UTF_8);
    out.collect(
        new RejectedRecord(
            key.substring(0, key.indexOf('/')),
            header(record, "feed"),
            header(record, "source"),
            Long.parseLong(header(record, "line")),
            header(record, "field"),
            header(record, "reason"),
            header(record, "detail"),
            Instant.ofEpochMilli(record.timestamp())));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public TypeInformation<RejectedRecord> getProducedType() {
    return TypeInformation.of(RejectedRecord.class);
  }
}
