package citybrain.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The suite runs under ISO-8859-1, and with digits that are not ASCII. */
class PlainOutTest {

  private static final String EVIL = "ø\u001b[2J\u009b31m\u202ex";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  @SuppressWarnings("SystemOut") // what is tested
  void whateverIsCalledNothingMovesTheCursor() {
    var out = new PlainOut(bytes);
    out.println(EVIL);
    out.print(EVIL);
    out.print((Object) EVIL);
    out.print(EVIL.toCharArray());
    out.println(EVIL.toCharArray());
    out.println((Object) EVIL);
    out.append(EVIL).append('\n');
    out.printf(Locale.ROOT, "%s %d%n", EVIL, 7);
    out.format(Locale.ROOT, "%s%n", EVIL);

    assertThat(written()).contains("ø\uFFFD[2J\uFFFD31m\uFFFDx", " 7\n");
    assertThat(written()).doesNotContain("\u001b", "\u009b", "\u202e");
  }

  @Test
  void aScreenCleansWhatItIsGivenAndMovesTheCursorItself() {
    var screen =
        Screen.inPlace(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            TerminalSize.USUAL,
            Optional::empty);
    screen.draw(List.of(EVIL, "a\nb"));
    screen.draw(List.of("c", "d"));
    screen.say(EVIL + "\nnext");

    assertThat(written())
        .contains(
            "ø\uFFFD[2J\uFFFD31m\uFFFDx\u001b[K", "a\uFFFDb\u001b[K", "\u001b[2A", "x\nnext\n")
        .doesNotContain("\u009b", "\u202e");
  }

  @Test
  void cellsOfATableAreOneLineEach() {
    var table = new TextTable("a", "b");
    table.add("x\ny", EVIL);

    assertThat(table.toString().lines()).hasSize(2);
    assertThat(table.toString()).doesNotContain("\u001b", "\u009b", "\u202e");
  }
}
