package citybrain.jobs.kafka;

import citybrain.feed.BoundedOutlet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of our own topics, undecoded. Cannot fail. */
public final class DeliverySchema implements KafkaRecordDeserializationSchema<Delivery> {

  private static final long serialVersionUID = 1L;

  private static final String[] NONE = {};
  private static final int MOST_HEADERS = 16;

  private final boolean withHeaders;

  public DeliverySchema(boolean withHeaders) {
    this.withHeaders = withHeaders;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Delivery> out) {
    out.collect(
        new Delivery(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            withHeaders ? headers(record) : NONE));
  }

  private static String[] headers(ConsumerRecord<byte[], byte[]> record) {
    var headers = new ArrayList<String>();
    for (var header : record.headers()) {
      if (headers.size() == 2 * MOST_HEADERS) {
        break;
      }
      var value = header.value() == null ? new byte[0] : header.value();
      headers.add(BoundedOutlet.cut(header.key()));
      headers.add(BoundedOutlet.cut(new String(value, StandardCharsets.UTF_8)));
    }
    return headers.toArray(String[]::new);
  }

  @Override
  public TypeInformation<Delivery> getProducedType() {
    return TypeInformation.of(Delivery.class);
  }
}
