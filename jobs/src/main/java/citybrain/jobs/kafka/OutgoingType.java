package citybrain.jobs.kafka;

import citybrain.wire.Topic;
import citybrain.wire.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Records on their way to a sink, by hand: they are as many as the observations. Topics of the
 * contract travel as a number.
 */
final class OutgoingType extends ImmutableSerializer<Outgoing> {

  private static final long serialVersionUID = 1L;
  private static final String[] TOPICS =
      Topics.all().stream().map(Topic::name).toArray(String[]::new);
  private static final int OTHER = 255;

  private static int number(String topic) {
    for (int i = 0; i < TOPICS.length; i++) {
      if (TOPICS[i].equals(topic)) {
        return i;
      }
    }
    return OTHER;
  }

  @Override
  public void serialize(Outgoing out, DataOutputView target) throws IOException {
    int topic = number(out.topic());
    target.writeByte(topic);
    if (topic == OTHER) {
      target.writeUTF(out.topic());
    }
    target.writeInt(out.key().length);
    target.write(out.key());
    target.writeInt(out.value().length);
    target.write(out.value());
    target.writeLong(out.timestamp());
    target.writeInt(out.headers().length);
    for (var header : out.headers()) {
      target.writeUTF(header);
    }
  }

  @Override
  public Outgoing deserialize(DataInputView source) throws IOException {
    int topic = source.readUnsignedByte();
    var name = topic == OTHER ? source.readUTF() : TOPICS[topic];
    var key = bytes(source);
    var value = bytes(source);
    long timestamp = source.readLong();
    int count = source.readInt();
    var headers = count == 0 ? Outgoing.NO_HEADERS : new String[count];
    for (int i = 0; i < count; i++) {
      headers[i] = source.readUTF();
    }
    return new Outgoing(name, key, value, timestamp, headers);
  }

  private static byte[] bytes(DataInputView source) throws IOException {
    var bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializerSnapshot<Outgoing> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Asked for by the engine. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Outgoing> {
    public Snapshot() {
      super(OutgoingType::new);
    }
  }
}
