package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J", // ESC: clears the screen
        "\u009b31m", // CSI of ISO 6429: colours
        "a\nJOB x", // begins a line
        "a\rb",
        "a\u0085b", // next line
        "a\u2028b", // line separator
        "\u202egnp.exe", // turns the direction
        "\u2066x\u2069",
        "\u200fa",
        "a\u0000b",
        "a\u007fb",
        "\ufeffa",
        "\udb40\udc41", // an invisible letter
        "\ud83d", // half a pair
        "\udc00a"
      })
  void whatMovesTheCursorOrTurnsTheTextBecomesAMark(String text) {
    var plain = PlainText.of(text);

    assertThat(plain).contains("\uFFFD").hasSameSizeAs(text);
    assertThat(plain).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Østergade 3", "北京市", "می\u200cشود", "😀 x", "Straße \"1\" 100 %", "a\u00a0b"})
  void lettersOfAllPeoplesStay(String text) {
    assertThat(PlainText.of(text)).isSameAs(text);
    assertThat(PlainText.json(text)).isEqualTo(text);
  }

  @Test
  void linesKeepTheirEnds() {
    assertThat(PlainText.lines("a\n\tb\u001b\r")).isEqualTo("a\n\tb\uFFFD\uFFFD");
  }

  @Test
  void jsonMeansTheSame() throws Exception {
    var json = new ObjectMapper();
    var text = "a\u009b\u202e\udb40\udc41\u007f\u2028ø";
    var written = json.writeValueAsString(text);

    var safe = PlainText.json(written);

    assertThat(safe).matches("[\\x20-\\x7eø]+");
    assertThat(json.readValue(safe, String.class)).isEqualTo(text);
  }
}
