package citybrain.jobs.rules;

import citybrain.jobs.kafka.ImmutableSerializer;
import citybrain.jobs.rules.Readings.FeedName;
import java.io.IOException;
import java.util.ArrayList;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Readings as they travel and wait. */
final class ReadingsSerializer extends ImmutableSerializer<Readings> {

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Readings value, DataOutputView target) throws IOException {
    target.writeInt(value.feeds().size());
    for (var feed : value.feeds()) {
      target.writeUTF(feed.city());
      target.writeUTF(feed.feed());
    }
    target.writeInt(value.bytes().length);
    target.write(value.bytes());
  }

  @Override
  public Readings deserialize(DataInputView source) throws IOException {
    int count = source.readInt();
    var feeds = new ArrayList<FeedName>(count);
    for (int i = 0; i < count; i++) {
      feeds.add(new FeedName(source.readUTF(), source.readUTF()));
    }
    var bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return new Readings(feeds, bytes);
  }

  @Override
  public TypeSerializerSnapshot<Readings> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Asked for by the engine. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Readings> {
    public Snapshot() {
      super(ReadingsSerializer::new);
    }
  }
}
