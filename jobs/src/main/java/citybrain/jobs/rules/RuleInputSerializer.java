package citybrain.jobs.rules;

import citybrain.jobs.kafka.ImmutableSerializer;
import citybrain.wire.BlockLane;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Inputs of rules on their way; they never rest in state. */
final class RuleInputSerializer extends ImmutableSerializer<RuleInput> {

  private static final long serialVersionUID = 1L;

  private final ReadingsSerializer readings = new ReadingsSerializer();

  @Override
  public void serialize(RuleInput value, DataOutputView target) throws IOException {
    target.writeUTF(value.worker());
    target.writeInt(value.workers());
    target.writeUTF(value.source());
    target.writeShort(value.lane().lane());
    target.writeShort(value.lane().lanes());
    target.writeLong(value.clock());
    readings.serialize(value.readings(), target);
  }

  @Override
  public RuleInput deserialize(DataInputView source) throws IOException {
    var worker = source.readUTF();
    int workers = source.readInt();
    var of = source.readUTF();
    int lane = source.readShort();
    int lanes = source.readShort();
    long clock = source.readLong();
    var own = lanes == 1 ? BlockLane.ONLY : new BlockLane(lane, lanes);
    return new RuleInput(worker, workers, readings.deserialize(source), of, own, clock);
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
