package citybrain.bench.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An observation of each record, by Jackson. */
final class JsonReadings implements KafkaRecordDeserializationSchema<JsonReading> {

  private static final long serialVersionUID = 1L;

  private transient ObjectReader reader;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  JsonReadings() {}

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    // Half of the text is numbers.
    var factory = JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
    reader =
        new ObjectMapper(factory)
            .readerFor(JsonReading.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<JsonReading> out)
      throws IOException {
    out.collect(reader.readValue(record.value()));
  }

  @Override
  public TypeInformation<JsonReading> getProducedType() {
    return TypeInformation.of(JsonReading.class);
  }
}
