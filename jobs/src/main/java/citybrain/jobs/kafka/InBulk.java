package citybrain.jobs.kafka;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes the same bytes as another serializer, but all of a value at once: serializers of the
 * engine write texts byte by byte, and each byte that goes into a snapshot takes a lock, so that
 * snapshots of texts cost more than all the rest of a job. Nor does it make copies, which the
 * engine asks for whenever a value is read while a snapshot of it is written.
 *
 * @param <T> of values that nobody changes
 */
public final class InBulk<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;
  private static final int USUAL_BYTES = 256;

  /** A larger buffer is not kept for the values to come. */
  private static final int MOST_BYTES = 64 * 1024;

  private final TypeSerializer<T> same;
  private transient @Nullable DataOutputSerializer buffer;

  public InBulk(TypeSerializer<T> same) {
    this.same = same;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    var bytes = buffer;
    if (bytes == null) {
      bytes = new DataOutputSerializer(USUAL_BYTES);
      buffer = bytes;
    }
    bytes.clear();
    same.serialize(value, bytes);
    target.write(bytes.getSharedBuffer(), 0, bytes.length());
    if (bytes.length() > MOST_BYTES) {
      buffer = null;
    }
  }

  /** A buffer is for one thread, and so is what this makes. */
  @Override
  public TypeSerializer<T> duplicate() {
    return new InBulk<>(same.duplicate());
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return same.deserialize(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return same.deserialize(source);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public T createInstance() {
    return same.createInstance();
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    same.copy(source, target);
  }

  @Override
  public int getLength() {
    return same.getLength();
  }

  /** That of the other: neither can tell the other's bytes from its own. */
  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return same.snapshotConfiguration();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InBulk<?> that && that.same.equals(same);
  }

  @Override
  public int hashCode() {
    return same.hashCode();
  }
}
