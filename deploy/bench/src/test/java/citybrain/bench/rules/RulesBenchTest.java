package citybrain.bench.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.bench.CpuTime;
import citybrain.bench.Figure;
import citybrain.detection.Key;
import citybrain.feed.SettingException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That it runs and measures what it says; what comes out is not judged here. */
class RulesBenchTest {

  @ParameterizedTest
  @EnumSource(names = {"FEATURE", "ZONE"})
  void everyRuleGetsEveryObservationAndTheRoundsArePrinted(Key by, @TempDir Path home)
      throws Exception {
    var said = new ByteArrayOutputStream();
    // Processor time is told in hundredths of a second, in which many pass where no rule is.
    var plan = new RulesBench.Plan(List.of(0, 2), 800_000, 1_000, 1, by, "1 s");

    var cost =
        new RulesBench(plan, home, new PrintStream(said, true, StandardCharsets.UTF_8)).run();

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("round 0 (not counted), 0 rules", "round 1, 0 rules", "round 1, 2 rules");
    assertThat(cost.runs()).hasSize(2).allMatch(run -> run.cpu().all() > 0);
    assertThat(cost.json()).containsKey("micros_per_observation_and_rule");
    assertThat(cost.lines()).anyMatch(line -> line.contains(" 2 rules:"));
  }

  @Test
  void aSlopeIsThatOfTheLineThroughTheRuns() {
    var cost =
        new RuleCost(
            List.of(
                run(1, 0, 2.0),
                run(1, 4, 4.0),
                run(2, 0, 2.0),
                run(2, 4, 8.0),
                run(3, 0, 1.0),
                run(3, 4, 5.0)));

    assertThat(cost.perRule()).isEqualTo(new Figure(1.0, 0.5, 1.5));
    assertThat(cost.perRule().spread()).isEqualTo(1.0);
    assertThat(cost.slope(run -> 0)).hasToString("0.000 (0.000 to 0.000, spread 0 %)");
    assertThat(cost.cost(4, RuleCost.Run::micros).median()).isEqualTo(5.0);
  }

  private static RuleCost.Run run(int round, int rules, double micros) {
    return new RuleCost.Run(round, rules, 1_000_000, 0, new CpuTime(micros, 0, 0));
  }

  @Test
  void aSlopeNeedsTwoNumbersOfRules() {
    assertThatThrownBy(() -> new RulesBench.Plan(List.of(4, 4), 1, 0, 1, Key.FEATURE, "1 s"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("two numbers");
  }
}
