package citybrain.jobs.ingest;

import citybrain.feed.LanePart;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.feed.Reason;
import citybrain.feed.Rejected;
import citybrain.jobs.kafka.ImmutableSerializer;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockReader;
import citybrain.wire.BlockWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Raw records and parts of them on their way; they never rest in state. Readings travel in blocks.
 * It keeps buffers, so that each worker has its own.
 */
final class LaneInputSerializer extends ImmutableSerializer<LaneInput> {

  private static final long serialVersionUID = 1L;

  private static final byte[] NO_BODY = {};

  private final Vocabulary vocabulary;
  private transient @Nullable BlockWriter writer;
  private transient @Nullable BlockReader reader;

  LaneInputSerializer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  @Override
  public LaneInputSerializer duplicate() {
    return new LaneInputSerializer(vocabulary);
  }

  @Override
  public void serialize(LaneInput value, DataOutputView target) throws IOException {
    writeText(value.key(), target);
    target.writeInt(value.sender());
    target.writeLong(value.turn());
    var whole = value.whole();
    var part = value.part();
    target.writeBoolean(whole != null);
    if (whole != null) {
      write(whole, true, target);
    } else if (part != null) {
      write(part, target);
    }
  }

  private static void write(RawRecord record, boolean withBody, DataOutput out) throws IOException {
    var message = record.message();
    writeText(message.city(), out);
    writeText(message.feed(), out);
    writeText(message.source(), out);
    out.writeLong(message.firstLine());
    out.writeLong(message.arrival().toEpochMilli());
    out.writeInt(message.records());
    writeBytes(withBody ? message.body() : NO_BODY, out);
    out.writeBoolean(message.cut());
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    writeText(record.kind().name(), out);
    out.writeLong(record.until());
  }

  private void write(LanePart part, DataOutput out) throws IOException {
    // A snapshot may turn out to be one that was there: then all of it is refused.
    write(part.record(), part.moment() != Long.MIN_VALUE, out);
    out.writeInt(part.lane());
    out.writeLong(part.moment());
    out.writeLong(part.latest());
    out.writeLong(part.future());
    out.writeInt(part.first());
    out.writeInt(part.values());
    out.writeInt(part.rejected().size());
    for (var rejected : part.rejected()) {
      write(rejected, out);
    }
    var readings = part.readings();
    for (int from = 0; from < readings.size(); ) {
      int to = endOfBlock(readings, from);
      out.writeInt(to - from);
      writeBytes(writer().encode(readings.subList(from, to), Stamp.NONE), out);
      from = to;
    }
    out.writeInt(0);
  }

  private static int endOfBlock(List<Observation> readings, int from) {
    var domain = readings.get(from).property().domain();
    int to = from;
    while (to < readings.size()
        && to - from < BlockWriter.MOST_ROWS
        && readings.get(to).property().domain() == domain) {
      to++;
    }
    return to;
  }

  private static void write(Rejected rejected, DataOutput out) throws IOException {
    writeText(rejected.city(), out);
    writeText(rejected.feed(), out);
    writeText(rejected.source(), out);
    out.writeLong(rejected.line());
    writeText(rejected.field(), out);
    writeText(rejected.reason().name(), out);
    writeText(rejected.detail(), out);
    out.writeLong(rejected.arrival().toEpochMilli());
    writeBytes(rejected.raw(), out);
  }

  @Override
  public LaneInput deserialize(DataInputView source) throws IOException {
    var key = readText(source);
    int sender = source.readInt();
    long turn = source.readLong();
    return source.readBoolean()
        ? new LaneInput(key, sender, turn, readRecord(source), null)
        : new LaneInput(key, sender, turn, null, readPart(source));
  }

  private static RawRecord readRecord(DataInput in) throws IOException {
    var message =
        new RawMessage(
            readText(in),
            readText(in),
            readText(in),
            in.readLong(),
            Instant.ofEpochMilli(in.readLong()),
            in.readInt(),
            readBytes(in),
            in.readBoolean());
    return new RawRecord(
        message, in.readInt(), in.readLong(), RawRecord.Kind.valueOf(readText(in)), in.readLong());
  }

  private LanePart readPart(DataInput in) throws IOException {
    var record = readRecord(in);
    int lane = in.readInt();
    long moment = in.readLong();
    long latest = in.readLong();
    long future = in.readLong();
    int first = in.readInt();
    int values = in.readInt();
    var rejected = new ArrayList<Rejected>();
    for (int more = in.readInt(); more > 0; more--) {
      rejected.add(readRejected(in));
    }
    var readings = new ArrayList<Observation>();
    for (int count = in.readInt(); count > 0; count = in.readInt()) {
      reader().read(readBytes(in));
      for (int row = 0; row < count; row++) {
        readings.add(reader().observation(row));
      }
    }
    return new LanePart(record, lane, moment, latest, future, first, readings, rejected, values);
  }

  private static Rejected readRejected(DataInput in) throws IOException {
    return new Rejected(
        readText(in),
        readText(in),
        readText(in),
        in.readLong(),
        readText(in),
        Reason.valueOf(readText(in)),
        readText(in),
        Instant.ofEpochMilli(in.readLong()),
        readBytes(in));
  }

  private BlockWriter writer() {
    if (writer == null) {
      writer = new BlockWriter();
    }
    return writer;
  }

  private BlockReader reader() {
    if (reader == null) {
      reader = new BlockReader(vocabulary);
    }
    return reader;
  }

  private static void writeText(String text, DataOutput out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    var bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializerSnapshot<LaneInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Asked for by the engine. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LaneInput> {
    public Snapshot() {
      super(() -> new LaneInputSerializer(Vocabulary.BUILT_IN));
    }
  }
}
