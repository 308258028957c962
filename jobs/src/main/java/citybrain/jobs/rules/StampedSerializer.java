package citybrain.jobs.rules;

import citybrain.jobs.kafka.ImmutableSerializer;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Readings with their stamps, as they travel and wait. */
final class StampedSerializer extends ImmutableSerializer<Stamped> {

  private static final long serialVersionUID = 1L;

  private final TypeSerializer<Observation> observations =
      citybrain.jobs.kafka.Types.OBSERVATION.createSerializer(new SerializerConfigImpl());

  @Override
  public void serialize(Stamped value, DataOutputView target) throws IOException {
    observations.serialize(value.observation(), target);
    var stamp = value.stamp();
    target.writeLong(stamp.clock());
    target.writeLong(stamp.after());
    target.writeInt(stamp.partition());
    target.writeLong(stamp.offset());
    target.writeInt(stamp.index());
  }

  @Override
  public Stamped deserialize(DataInputView source) throws IOException {
    var observation = observations.deserialize(source);
    return new Stamped(
        observation,
        new Stamp(
            source.readLong(),
            source.readLong(),
            source.readInt(),
            source.readLong(),
            source.readInt()));
  }

  @Override
  public TypeSerializerSnapshot<Stamped> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Asked for by the engine. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Stamped> {
    public Snapshot() {
      super(StampedSerializer::new);
    }
  }
}
