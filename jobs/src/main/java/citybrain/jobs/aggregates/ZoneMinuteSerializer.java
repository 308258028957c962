package citybrain.jobs.aggregates;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Between two workers the names of a series are the same millions of times: the receiver makes
 * objects of them once and recognises them after that.
 */
final class ZoneMinuteSerializer extends TypeSerializer<ZoneMinute> {

  private static final long serialVersionUID = 1L;
  private static final int KNOWN = 1 << 15;

  private transient ZoneSeries @Nullable [] known;
  private transient byte[] scratch = new byte[256];

  @Override
  public void serialize(ZoneMinute minute, DataOutputView target) throws IOException {
    var clock = minute.clock;
    target.writeBoolean(clock != null);
    if (clock != null) {
      write(clock, target);
      return;
    }
    var series = minute.series;
    target.writeLong(series.fingerprint);
    target.writeInt(series.bytes.length);
    target.write(series.bytes);
    target.writeLong(minute.start);
    target.writeLong(minute.count);
    target.writeLong(minute.sumHigh);
    target.writeLong(minute.sumLow);
    target.writeDouble(minute.min);
    target.writeDouble(minute.max);
  }

  @Override
  public ZoneMinute deserialize(DataInputView source) throws IOException {
    if (source.readBoolean()) {
      return new ZoneMinute(clock(source));
    }
    var minute = new ZoneMinute(series(source));
    minute.start = source.readLong();
    minute.count = source.readLong();
    minute.sumHigh = source.readLong();
    minute.sumLow = source.readLong();
    minute.min = source.readDouble();
    minute.max = source.readDouble();
    return minute;
  }

  private static void write(ZoneClock clock, DataOutputView target) throws IOException {
    target.writeLong(clock.worker());
    target.writeInt(clock.workers());
    target.writeUTF(clock.city());
    target.writeUTF(clock.feed());
    target.writeUTF(clock.of());
    target.writeInt(clock.part());
    target.writeInt(clock.parts());
    target.writeLong(clock.time());
  }

  private static ZoneClock clock(DataInputView source) throws IOException {
    return new ZoneClock(
        source.readLong(),
        source.readInt(),
        source.readUTF(),
        source.readUTF(),
        source.readUTF(),
        source.readInt(),
        source.readInt(),
        source.readLong());
  }

  private ZoneSeries series(DataInputView source) throws IOException {
    long fingerprint = source.readLong();
    int length = source.readInt();
    if (scratch == null || scratch.length < length) {
      scratch = new byte[Math.max(256, length)];
    }
    source.readFully(scratch, 0, length);
    if (known == null) {
      known = new ZoneSeries[KNOWN];
    }
    int slot = (int) (fingerprint ^ (fingerprint >>> 32)) & (KNOWN - 1);
    var candidate = known[slot];
    if (candidate == null
        || !Arrays.equals(candidate.bytes, 0, candidate.bytes.length, scratch, 0, length)) {
      candidate = ZoneSeries.decode(Arrays.copyOf(scratch, length));
      known[slot] = candidate;
    }
    return candidate;
  }

  @Override
  public ZoneMinute deserialize(ZoneMinute reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public ZoneMinute copy(ZoneMinute from) {
    return from.copy();
  }

  @Override
  public ZoneMinute copy(ZoneMinute from, ZoneMinute reuse) {
    return from.copy();
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<ZoneMinute> duplicate() {
    return new ZoneMinuteSerializer();
  }

  @Override
  @SuppressWarnings("NullAway") // the engine's contract: a value to be filled, which nobody fills
  public ZoneMinute createInstance() {
    return null;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<ZoneMinute> snapshotConfiguration() {
    return new Snapshot();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ZoneMinuteSerializer;
  }

  @Override
  public int hashCode() {
    return ZoneMinuteSerializer.class.hashCode();
  }

  /** Asked for by the engine; minutes are on their way and never rest in state. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ZoneMinute> {
    public Snapshot() {
      super(ZoneMinuteSerializer::new);
    }
  }
}
