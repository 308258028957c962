package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LimitedStreamTest {

  /** Gives zeros for ever. */
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return length;
    }
  }

  private static byte[] zeros(int mebibytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < mebibytes; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    return packed.toByteArray();
  }

  @Test
  void givesAllThatIsAllowedAndReadsOneByteMore() throws IOException {
    assertThat(LimitedStream.of(new ByteArrayInputStream(new byte[10]), "x", 10).readAllBytes())
        .hasSize(10);
    var source = new CountedStream(new Endless());
    assertThatThrownBy(() -> LimitedStream.of(source, "lines.csv", 1000).readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessage("lines.csv has more than 1,000 bytes; that is the most allowed");
    assertThat(source.bytes()).isEqualTo(1001);
  }

  @Test
  void aByteAtATimeIsCountedToo() throws IOException {
    var in = LimitedStream.of(new Endless(), "x", 2);
    assertThat(in.read()).isZero();
    assertThat(in.read()).isZero();
    assertThatThrownBy(in::read).hasMessageContaining("x has more than 2 bytes");
  }

  @Test
  void whatIsKeptWholeHasALimit() {
    var source = new CountedStream(new Endless());
    assertThatThrownBy(() -> LimitedStream.whole(source, "x"))
        .hasMessageContaining("more than 134,217,728 bytes");
    assertThat(source.bytes()).isEqualTo(Limits.WHOLE + 1L);
  }

  @Test
  void whatUnpacksToAThousandTimesItsSizeIsNotUnpackedToItsEnd() throws IOException {
    var bomb = zeros(100);
    var packed = new CountedStream(new ByteArrayInputStream(bomb));
    var unpacked = new CountedStream(new GZIPInputStream(packed));
    var guarded = LimitedStream.unpacked(unpacked, "zeros.gz", packed::bytes, Limits.RATIO);
    assertThatThrownBy(guarded::readAllBytes)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("zeros.gz has more than ")
        .hasMessageContaining("when unpacked; expected at most 100 times of what is packed");
    assertThat(unpacked.bytes())
        .isLessThanOrEqualTo(Limits.unpacked(bomb.length, Limits.RATIO) + 1);
  }

  @Test
  void whatIsSmallMayBeAsEmptyAsItLikes() throws IOException {
    var packed = new CountedStream(new ByteArrayInputStream(zeros(4)));
    var in = new GZIPInputStream(packed);
    assertThat(LimitedStream.unpacked(in, "x", packed::bytes, Limits.RATIO).readAllBytes())
        .hasSize(Limits.UNSUSPICIOUS);
  }
}
