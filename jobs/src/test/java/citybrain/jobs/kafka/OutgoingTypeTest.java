package citybrain.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.wire.Topics;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class OutgoingTypeTest {

  private static Outgoing carried(Outgoing out) throws IOException {
    var type = new OutgoingType();
    var first = new DataOutputSerializer(64);
    type.serialize(out, first);
    var second = new DataOutputSerializer(64);
    type.copy(new DataInputDeserializer(first.getCopyOfBuffer()), second);
    return type.deserialize(new DataInputDeserializer(second.getCopyOfBuffer()));
  }

  @Test
  void whatTravelsComesOutAsItWas() throws Exception {
    for (var topic : new String[] {Topics.LATE, Topics.TALLY, "a topic of nobody"}) {
      var sent =
          new Outgoing(
              topic,
              "k".getBytes(UTF_8),
              new byte[] {1, -1},
              -5,
              new String[] {"reason", "größer"});
      assertThat(carried(sent)).usingRecursiveComparison().isEqualTo(sent);
    }
    var bare = new Outgoing(Topics.RAW, new byte[0], new byte[0], 7, Outgoing.NO_HEADERS);
    assertThat(carried(bare)).usingRecursiveComparison().isEqualTo(bare);
  }
}
