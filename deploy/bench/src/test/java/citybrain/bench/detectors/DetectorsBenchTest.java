package citybrain.bench.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Rules;
import citybrain.detection.CityRule;
import citybrain.feed.SettingException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That it runs every rule and says what it measured; how fast anything is, is not judged here. */
class DetectorsBenchTest {

  @Test
  void measuresEveryRuleInTurn() {
    var said = new ByteArrayOutputStream();
    var plan = new DetectorsBench.Plan("*", 1, 1, 3);

    var cost = new DetectorsBench(plan, new PrintStream(said, true, StandardCharsets.UTF_8)).run();

    assertThat(said.toString(StandardCharsets.UTF_8)).contains("round 0 (not counted)", "round 3:");
    assertThat(cost.rules())
        .extracting(DetectorCost.Rule::name)
        .containsExactlyElementsOf(Rules.ALL.stream().map(CityRule::name).toList());
    assertThat(cost.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.micros()).hasSize(3);
              assertThat(rule.readings()).isPositive();
              assertThat(rule.bytes()).isPositive();
              assertThat(rule.seriesPerKey()).isGreaterThanOrEqualTo(1);
            });
    assertThat(cost.lines()).anyMatch(line -> line.contains("water.novelty"));
    assertThat(cost.json()).containsKeys("rules", "processors");
  }

  @Test
  void theSpeedIsThatOfTheMedianRound() {
    var rule = new DetectorCost.Rule("x", 1, List.of(0.5, 1.0, 2.0), 300, 3);

    assertThat(rule.speed().median()).isEqualTo(1e6);
    assertThat(rule.speed().largest()).isEqualTo(2e6);
    assertThat(rule.bytesPerSeries()).isEqualTo(100);
  }

  @Test
  void aBenchOfNothingIsNone() {
    assertThatThrownBy(() -> new DetectorsBench.Plan("*", 1, 1, 0))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("rounds");
    var unknown = new DetectorsBench.Plan("water.nothing", 1, 1, 1);
    assertThatThrownBy(() -> new DetectorsBench(unknown, System.out).run())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("water.nothing");
  }
}
