package citybrain.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.wire.Tally;
import org.junit.jupiter.api.Test;

/** What rules say they did with their inputs, summed. */
class RuleTalliesTest {

  private final Tallies tallies = new Tallies();

  private static Tally rule(String stage, String feed, String rule) {
    return Tally.of(stage, "demo", feed).about("rule", rule);
  }

  @Test
  void inputsOfARuleAreLateOrTakenAndTheRestWaits() {
    tallies.add(
        rule("rule-inputs", "flows", "water.burst").count("inputs", 10).count("late", 2).toBytes());
    tallies.add(
        rule("rule-inputs", "flows", "water.burst").count("inputs", 5).count("late", 1).toBytes());
    tallies.add(
        rule("rule", "flows", "water.burst")
            .count("taken", 12)
            .count("judged", 7)
            .count("overtaken", 1)
            .count("stopped", 1)
            .toBytes());

    assertThat(tallies.rules())
        .containsOnlyKeys("water.burst")
        .containsEntry("water.burst", new RuleTotals(15, 3, 12, 7, 1, 1));
    assertThat(tallies.rules().get("water.burst"))
        .satisfies(rule -> assertThat(rule.waiting()).isEqualTo(3));
  }

  @Test
  void aReadingIsLateForItsWindowsOrForRules() {
    tallies.add(
        Tally.of("city-aggregates", "demo", "flows")
            .count("observations", 9)
            .count("aggregated", 8)
            .count("late", 1)
            .toBytes());
    tallies.add(Tally.of("late", "demo", "flows").count("readings", 4).toBytes());
    tallies.add(Tally.of("late", "other", "flows").count("readings", 2).toBytes());

    assertThat(tallies.late()).isEqualTo(7);
    assertThat(tallies.late("demo/flows")).isEqualTo(5);
    assertThat(tallies.late("demo/meters")).isZero();
    assertThat(tallies.lateOf("demo")).isEqualTo(5);
  }

  /** The topic is ours, but others may write to it: names are not without end. */
  @Test
  void namesOfRulesAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(tallies.add(rule("rule-inputs", "f", "r" + i).count("inputs", 1).toBytes()))
          .isTrue();
    }
    assertThat(tallies.add(rule("rule-inputs", "f", "one more").count("inputs", 1).toBytes()))
        .isFalse();
    assertThat(tallies.add(Tally.of("late", "demo", "f").count("readings", 1).toBytes()))
        .as("all others are taken")
        .isTrue();
    assertThat(tallies.add(rule("rule-inputs", "f", "r7").count("inputs", 1).toBytes())).isTrue();
  }
}
