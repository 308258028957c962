package citybrain.jobs.kafka;

import citybrain.wire.Codec;
import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Values of one of our own topics. What is not in the contract's format there is a bug and stops
 * the job.
 */
public final class CodecDeserializer<T> implements KafkaRecordDeserializationSchema<T> {

  private static final long serialVersionUID = 1L;

  /** Makes codecs on the worker; codecs keep buffers and do not travel. */
  public interface Codecs<T> extends Supplier<Codec<T>>, Serializable {}

  private final Codecs<T> codecs;
  private final TypeInformation<T> type;
  private transient @Nullable Codec<T> codec;

  public CodecDeserializer(Codecs<T> codecs, TypeInformation<T> type) {
    this.codecs = codecs;
    this.type = type;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
    var current = codec;
    if (current == null) {
      current = codecs.get();
      codec = current;
    }
    out.collect(current.decode(record.value()));
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }
}
