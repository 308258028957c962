package citybrain.feed.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  private static double point(String text) {
    return parse(text, '.');
  }

  private static double parse(String text, char sign) {
    byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.ISO_8859_1);
    return Decimals.parse(bytes, 1, bytes.length - 1, sign);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0.7,-0.7",
    "+3,3",
    "1023.2,1023.2",
    ".5,0.5",
    "1e3,1000",
    "2.5E-3,0.0025",
    "12345678901234567890,12345678901234567890",
    "0.1234567890123456789,0.12345678901234568",
    "9007199254740993,9007199254740992"
  })
  void readsNumbers(String text, double expected) {
    assertThat(point(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".", "1,5", "1.", "1..2", "1.2.3", "abc", "0x10", "1 2", "1e", "--1", "1e99999",
        "NA", "1d", "1f", "\u0661"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(point(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "-inf", "Infinity", "+INFINITY", "1e999"})
  void tellsWhatIsNotFinite(String text) {
    assertThat(point(text)).isInfinite();
  }

  @ParameterizedTest
  @CsvSource(
      value = {"28,91;28.91", "-0,5;-0.5", "7;7", "1,5e2;150"},
      delimiter = ';')
  void readsDecimalCommas(String text, double expected) {
    assertThat(parse(text, ',')).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"28.91", "1.000,5", "1.5e2"})
  void aPointIsNoComma(String text) {
    assertThat(parse(text, ',')).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 100_000})
  void refusesEndlessDigits(int length) {
    assertThat(point("1".repeat(length))).isNaN();
  }

  @Property
  void agreesWithTheLibrary(@ForAll long mantissa, @ForAll @IntRange(max = 25) int scale) {
    var text = BigDecimal.valueOf(mantissa, scale).toPlainString();
    assertThat(point(text)).isEqualTo(Double.parseDouble(text));
  }

  @Property
  void readsWhatDoublesPrint(@ForAll double number) {
    assertThat(point(Double.toString(number))).isEqualTo(number);
    var rounded = BigDecimal.valueOf(number % 1e6).setScale(2, RoundingMode.HALF_EVEN);
    assertThat(point(rounded.toPlainString())).isEqualTo(rounded.doubleValue());
  }
}
