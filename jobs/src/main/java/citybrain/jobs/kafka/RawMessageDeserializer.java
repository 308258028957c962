package citybrain.jobs.kafka;

import citybrain.feed.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Raw records as their sender wrote them; what is missing in the headers becomes empty or zero,
 * never an error.
 */
public final class RawMessageDeserializer implements KafkaRecordDeserializationSchema<RawMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawMessage> out) {
    var body = record.value() == null ? new byte[0] : record.value();
    out.collect(
        new RawMessage(
            text(record, "city"),
            text(record, "feed"),
            text(record, "source"),
            number(record, "line"),
            Instant.ofEpochMilli(record.timestamp()),
            (int) number(record, "records"),
            body,
            record.headers().lastHeader("oversize") != null));
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
    var text = text(record, name);
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public TypeInformation<RawMessage> getProducedType() {
    return TypeInformation.of(RawMessage.class);
  }
}
