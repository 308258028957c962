package citybrain.jobs.kafka;

import citybrain.wire.Codec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Lets values travel between operators, and rest in state, in the same bytes as on Kafka: length,
 * then the versioned wire format. The values are immutable, so copies are free.
 */
abstract class CodecSerializer<T> extends ImmutableSerializer<T> {

  private static final long serialVersionUID = 1L;

  private transient volatile @Nullable ThreadLocal<Codec<T>> codecs;

  abstract Codec<T> newCodec();

  /**
   * One a thread, for codecs keep buffers: operators of one process share a serializer, and while
   * they write records, other threads write their snapshots.
   */
  private Codec<T> codec() {
    var current = codecs;
    if (current == null) {
      current = ThreadLocal.withInitial(this::newCodec);
      codecs = current;
    }
    return current.get();
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    var bytes = codec().encode(value);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    var bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return codec().decode(bytes);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int length = source.readInt();
    target.writeInt(length);
    target.write(source, length);
  }
}
