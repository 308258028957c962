package citybrain.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Rules;
import citybrain.local.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesCommandTest {

  /** What was said, and how it ended. */
  private record Said(int code, String out, String err) {}

  private static Said said(String... names) {
    var all = new ArrayList<>(List.of("rules"));
    all.addAll(List.of(names));
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  @Test
  void everyRuleIsListedInOneLine() {
    var listed = said().out().lines().toList();

    assertThat(listed).allMatch(line -> line.length() <= 200);
    assertThat(listed.stream().map(line -> line.substring(0, line.indexOf(' '))))
        .containsAll(Rules.settings().keySet())
        .contains("panel", "threshold");
  }

  @Test
  void aPageSaysFormulaSourceAndLimits() {
    assertThat(said("water.*").out())
        .startsWith("## water.burst-or-leak\n\nAlerts when ")
        .contains("## water.night-leak", "Formula: B = sum of inlets", "It cannot see ")
        .doesNotContain("## energy");
  }

  @Test
  void aWrongNameIsToldTheRightOnes() {
    var wrong = said("nonsense");

    assertThat(wrong.code()).isNotZero();
    assertThat(wrong.err())
        .contains("'nonsense' is no rule; there are: city.implausible-sensor, city.novelty, ");
  }
}
