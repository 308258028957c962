package citybrain.jobs.rules;

import citybrain.jobs.kafka.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Inputs of rules on their way; they never rest in state. */
final class RuleInputSerializer extends ImmutableSerializer<RuleInput> {

  private static final long serialVersionUID = 1L;

  private final StampedSerializer readings = new StampedSerializer();

  @Override
  public void serialize(RuleInput value, DataOutputView target) throws IOException {
    var reading = value.reading();
    target.writeBoolean(reading != null);
    if (reading != null) {
      readings.serialize(reading, target);
    } else {
      target.writeUTF(value.worker());
      target.writeInt(value.workers());
      target.writeUTF(value.source());
      target.writeLong(value.clock());
    }
  }

  @Override
  public RuleInput deserialize(DataInputView source) throws IOException {
    if (source.readBoolean()) {
      return new RuleInput(readings.deserialize(source), "", 0, "", 0);
    }
    return RuleInput.clock(source.readUTF(), source.readInt(), source.readUTF(), source.readLong());
  }

  @Override
  public TypeSerializerSnapshot<RuleInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Asked for by the engine. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RuleInput> {
    public Snapshot() {
      super(RuleInputSerializer::new);
    }
  }
}
