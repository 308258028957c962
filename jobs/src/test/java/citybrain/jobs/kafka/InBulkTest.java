package citybrain.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class InBulkTest {

  private final InBulk<String> inBulk = new InBulk<>(StringSerializer.INSTANCE);

  @Property(tries = 200)
  void theBytesAreThoseOfTheOther(@ForAll String one, @ForAll String other) throws IOException {
    var expected = new DataOutputSerializer(8);
    var written = new DataOutputSerializer(8);
    for (var text : new String[] {one, other, one.repeat(1_000), ""}) {
      StringSerializer.INSTANCE.serialize(text, expected);
      inBulk.serialize(text, written);
    }

    assertThat(written.getCopyOfBuffer()).isEqualTo(expected.getCopyOfBuffer());
    assertThat(inBulk.deserialize(new DataInputDeserializer(written.getCopyOfBuffer())))
        .isEqualTo(one);
  }

  /** A snapshot takes a lock for each write. */
  @Test
  void theyAreWrittenAtOnce() throws IOException {
    var writes = new int[1];
    var out =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(int one) {
            writes[0]++;
            super.write(one);
          }

          @Override
          public synchronized void write(byte[] some, int from, int size) {
            writes[0]++;
            super.write(some, from, size);
          }
        };

    inBulk.serialize("a text of some length", new DataOutputViewStreamWrapper(out));

    assertThat(writes).containsExactly(1);
    assertThat(out.size()).isEqualTo("a text of some length".length() + 1);
  }

  @Test
  void nothingIsCopied() {
    var text = "text".repeat(2);

    assertThat(inBulk.copy(text)).isSameAs(text);
    assertThat(inBulk.duplicate()).isEqualTo(inBulk).isNotSameAs(inBulk);
  }
}
