package citybrain.jobs.lake.geoparquet;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.geo.Position;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

class KnownBinariesTest {

  @Property(tries = 500)
  void aTextIsItsUtf8(@ForAll String text) {
    assertThat(KnownBinaries.of(text)).isEqualTo(Binary.fromString(text));
    assertThat(KnownBinaries.of(text.repeat(50))).isEqualTo(Binary.fromString(text.repeat(50)));
  }

  @Property(tries = 500)
  void aPointIsItsWkb(@ForAll double x, @ForAll double y) {
    var wkb = ByteBuffer.wrap(KnownBinaries.of(new Position(x, y)).getBytes());
    wkb.order(ByteOrder.LITTLE_ENDIAN);

    assertThat(wkb.remaining()).isEqualTo(21);
    assertThat(wkb.get()).isOne();
    assertThat(wkb.getInt()).isOne();
    assertThat(wkb.getDouble()).isEqualTo(x);
    assertThat(wkb.getDouble()).isEqualTo(y);
  }

  @Test
  void whatIsKnownIsOneObject() {
    assertThat(KnownBinaries.of("dma/A")).isSameAs(KnownBinaries.of("dma/" + 'A'));
    assertThat(KnownBinaries.of(new Position(10.2, 56.1)))
        .isSameAs(KnownBinaries.of(new Position(10.2, 56.1)));
  }
}
