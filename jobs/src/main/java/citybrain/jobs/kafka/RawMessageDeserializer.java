package citybrain.jobs.kafka;

import citybrain.feed.BoundedOutlet;
import citybrain.feed.RawMessage;
import citybrain.wire.Topics;
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

  /** As many as bytes a body may have, and none. */
  private static final long MOST_RECORDS = Topics.LARGEST_BODY;

  /** 2200-01-01. */
  private static final long LATEST = 7_258_118_400_000L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawMessage> out) {
    var body = record.value() == null ? new byte[0] : record.value();
    out.collect(
        new RawMessage(
            text(record, "city"),
            text(record, "feed"),
            text(record, "source"),
            number(record, "line"),
            Instant.ofEpochMilli(time(record.timestamp())),
            (int) Math.min(MOST_RECORDS, number(record, "records")),
            body,
            record.headers().lastHeader("oversize") != null));
  }

  /** Of a record timestamp, within what can be reckoned with: a sender may write any number. */
  static long time(long timestamp) {
    return Math.max(0, Math.min(LATEST, timestamp));
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : BoundedOutlet.cut(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
    var text = text(record, name);
    try {
      return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public TypeInformation<RawMessage> getProducedType() {
    return TypeInformation.of(RawMessage.class);
  }
}
