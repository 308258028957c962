package citybrain.jobs.aggregates;

import citybrain.jobs.kafka.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Sums of minutes on their way between operators; they never rest in state. */
final class MinuteSumsSerializer extends ImmutableSerializer<MinuteSums> {

  private static final long serialVersionUID = 1L;
  private static final MinuteSums.Kind[] KINDS = MinuteSums.Kind.values();

  @Override
  @SuppressWarnings("EnumOrdinal") // both ends are of one build
  public void serialize(MinuteSums sums, DataOutputView target) throws IOException {
    var clock = sums.clock();
    target.writeBoolean(clock != null);
    target.writeLong(sums.worker());
    target.writeUTF(sums.city());
    target.writeUTF(sums.feed());
    if (clock != null) {
      target.writeInt(clock.workers());
      target.writeUTF(clock.of());
      target.writeInt(clock.part());
      target.writeInt(clock.parts());
      target.writeLong(clock.time());
      return;
    }
    target.writeUTF(sums.property());
    target.writeLong(sums.minute());
    target.writeByte(sums.kind().ordinal());
    target.writeInt(sums.rows().length);
    target.write(sums.rows());
  }

  @Override
  public MinuteSums deserialize(DataInputView source) throws IOException {
    boolean isClock = source.readBoolean();
    long worker = source.readLong();
    var city = source.readUTF();
    var feed = source.readUTF();
    if (isClock) {
      return MinuteSums.of(
          new ZoneClock(
              worker,
              source.readInt(),
              city,
              feed,
              source.readUTF(),
              source.readInt(),
              source.readInt(),
              source.readLong()));
    }
    var property = source.readUTF();
    long minute = source.readLong();
    var kind = KINDS[source.readByte()];
    var rows = new byte[source.readInt()];
    source.readFully(rows);
    return new MinuteSums(worker, city, feed, property, minute, rows, kind, null);
  }

  @Override
  public TypeSerializerSnapshot<MinuteSums> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Asked for by the engine. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MinuteSums> {
    public Snapshot() {
      super(MinuteSumsSerializer::new);
    }
  }
}
