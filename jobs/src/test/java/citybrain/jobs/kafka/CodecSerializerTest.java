package citybrain.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CodecSerializerTest {

  /** Operators of one process and their snapshots write with the same object. */
  @Test
  void manyThreadsMayShareASerializer() {
    var serializer =
        Types.observation(Vocabulary.BUILT_IN).createSerializer(new SerializerConfigImpl());
    var broken =
        IntStream.range(0, 20_000)
            .parallel()
            .filter(
                i -> {
                  var one =
                      Story.observation(
                          "f".repeat(1 + i % 50), ObservedProperty.WATER_FLOW, "", i, i, null);
                  try {
                    var out = new DataOutputSerializer(64);
                    serializer.serialize(one, out);
                    var in = new DataInputDeserializer(out.getCopyOfBuffer());
                    return !serializer.deserialize(in).equals(one);
                  } catch (java.io.IOException | RuntimeException e) {
                    return true;
                  }
                })
            .count();
    assertThat(broken).isZero();
  }
}
