package citybrain.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Rules;
import citybrain.alerting.Alert;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Key;
import citybrain.detection.Verdict;
import citybrain.feed.SettingException;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.jobs.runtime.TallySchema;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamp;
import citybrain.wire.BlockWriter;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All rules in one job, and what one does to the others: nothing. */
class RulesJobTest {

  /** Nothing. */
  public record Memory(int inputs) {}

  /** Has none. */
  public record Settings(int unused) {}

  /** Fails at every second reading. */
  record Failing() implements Detector<Observation, Memory> {
    @Override
    public Memory blank() {
      return new Memory(0);
    }

    @Override
    public Verdict<Memory> observe(Memory memory, Observation input) {
      if (memory.inputs() == 1) {
        throw new IllegalStateException("a fault of this rule");
      }
      return Verdict.quiet(new Memory(memory.inputs() + 1));
    }
  }

  private static CityRule<?, ?> failing() {
    return CityRule.of(
        "transport.failing",
        "1",
        Duration.ofMinutes(2),
        zone -> new Settings(1),
        List.of(ObservedProperty.TRAFFIC_SPEED, ObservedProperty.WATER_FLOW),
        Key.FEATURE,
        (settings, zone) -> new Failing(),
        Memory.class);
  }

  private static List<Observation> readings() {
    var story =
        new Story()
            .series(
                "main-street",
                ObservedProperty.TRAFFIC_SPEED,
                "",
                Duration.ofMinutes(5),
                0,
                40,
                h -> h >= 36 && h < 37 ? 12 : 50 + Story.noise(h));
    var all = new ArrayList<>(story.inOrder());
    all.addAll(NightLeakRuleTest.nights());
    return all;
  }

  private static List<String> written(JobRun run) {
    return run.alerts().stream()
        .filter(alert -> !alert.rule().equals(RuleFailure.RULE))
        .map(Alert::toString)
        .sorted()
        .toList();
  }

  @Test
  void aRuleThatFailsLeavesAllOthersAsTheyWere() throws Exception {
    var alone = JobRun.over(new RulesJob()::wire, readings());
    var rules = new ArrayList<>(Rules.ALL);
    rules.add(failing());
    var beside = JobRun.over(new RulesJob(rules)::wire, readings());

    assertThat(written(beside)).isNotEmpty().isEqualTo(written(alone));
    assertThat(beside.observations()).isNotEmpty().isEqualTo(alone.observations());
    assertThat(beside.alerts())
        .filteredOn(alert -> alert.rule().equals(RuleFailure.RULE))
        .extracting(Alert::feature)
        .containsExactlyInAnyOrder(
            "transport.failing feed-transport/main-street", "transport.failing feed-water/inlet");
    assertThat(alone.tallies()).allSatisfy(TallySchema::check);
  }

  /** By the stamp alone: where the reading stands among others does not matter. */
  @Test
  void aReadingIsToldOnceWithAllRulesThatItIsTooLateFor() throws Exception {
    var reading = Story.observation("inlet", ObservedProperty.WATER_FLOW, "dma/A", 1, 7, null);
    long time = reading.phenomenonTime().toEpochMilli();
    var stamp = new Stamp(time + 300_001, time + 300_001, 3, 17, 5);
    var record =
        new Outgoing(
            "citybrain.observations.water",
            "town/feed-water".getBytes(StandardCharsets.UTF_8),
            new BlockWriter().encode(reading, stamp),
            time,
            Outgoing.NO_HEADERS);

    var run = JobRun.of(new RulesJob()::wire, List.of(record));

    assertThat(run.records(Topics.LATE)).hasSize(1);
    assertThat(run.headers(Topics.LATE, "rules")).containsExactly("water.burst-or-leak");
    var late = JobRun.block(run.records(Topics.LATE).get(0));
    assertThat(late.observations()).containsExactly(reading);
    assertThat(late.stamp()).isEqualTo(stamp);
    assertThat(run.tallies())
        .anySatisfy(
            tally -> {
              assertThat(tally.path("rule").asText()).isEqualTo("water.burst-or-leak");
              assertThat(tally.path("inputs").asInt()).isEqualTo(1);
              assertThat(tally.path("late").asInt()).isEqualTo(1);
            })
        .anySatisfy(
            tally -> {
              assertThat(tally.path("rule").asText()).isEqualTo("water.night-leak");
              assertThat(tally.path("late").asInt()).isZero();
            });
  }

  @Test
  void namesOfRulesChooseAndTakeAway() {
    assertThat(names("water.*")).hasSize(10).allMatch(name -> name.startsWith("water."));
    assertThat(names("-water.*,-energy.*")).hasSize(Rules.ALL.size() - 10 - 6);
    assertThat(names("environment.exceedance")).hasSize(12);
    assertThat(names("environment.air-quality-index")).hasSize(1);
    assertThatThrownBy(() -> names("watr.*"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("setting 'rules': 'watr.*' names no rule; there are: energy.");
  }

  private static List<String> names(String patterns) {
    return Rules.named(Rules.ALL, patterns).stream().map(CityRule::name).toList();
  }
}
