package citybrain.synthetic.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ProtobufTest {

  @Property(tries = 200)
  void whatIsWrittenIsReadByTheLibraryByteForByte(
      @ForAll long number,
      @ForAll float real,
      @ForAll @AlphaChars @StringLength(max = 300) String text,
      @ForAll @IntRange(min = 1, max = 5000) int field)
      throws InvalidProtocolBufferException {
    var out = new Text();
    var message = new Protobuf(out.put("behind"));
    int outer = message.open(field);
    message.number(1, number);
    int inner = message.open(2);
    message.text(3, text).real(4, real);
    message.close(inner);
    message.number(5, 7);
    message.close(outer);

    var bytes = Arrays.copyOfRange(out.toBytes(), 6, out.size());
    var read = UnknownFieldSet.parseFrom(bytes);
    assertThat(read.toByteArray()).isEqualTo(bytes);
    var within = child(read, field);
    assertThat(within.getField(1).getVarintList()).containsExactly(number);
    assertThat(within.getField(5).getVarintList()).containsExactly(7L);
    var innermost = child(within, 2);
    assertThat(innermost.getField(3).getLengthDelimitedList().get(0).toStringUtf8())
        .isEqualTo(text);
    assertThat(innermost.getField(4).getFixed32List()).containsExactly(Float.floatToIntBits(real));
  }

  @Property(tries = 100)
  void aCutMessageIsNoticed(
      @ForAll @IntRange(min = 1, max = 300) int length, @ForAll @IntRange(max = 305) int cut) {
    var out = new Text();
    var message = new Protobuf(out);
    message.text(2, "x".repeat(length));
    int first = out.size();
    message.text(2, "y".repeat(length));
    assertThat(message.messagesFrom(0)).isEqualTo(2);

    out.cutTo(first + Math.min(cut, first));
    assertThat(message.messagesFrom(0)).isEqualTo(cut == 0 ? 1 : cut >= first ? 2 : -1);
  }

  private static UnknownFieldSet child(UnknownFieldSet message, int field)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(message.getField(field).getLengthDelimitedList().get(0));
  }
}
