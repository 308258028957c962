package citybrain.jobs.rules;

import static citybrain.jobs.rules.RuleHarness.at;
import static citybrain.jobs.rules.RuleHarness.clock;
import static citybrain.jobs.rules.RuleHarness.harness;
import static citybrain.jobs.rules.RuleHarness.pressure;
import static citybrain.jobs.rules.RuleHarness.rule;
import static citybrain.jobs.rules.RuleHarness.tally;
import static citybrain.jobs.rules.RuleHarness.told;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Rules;
import citybrain.alerting.Alert;
import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.jobs.rules.RuleHarness.Memory;
import citybrain.jobs.rules.RuleHarness.Settings;
import citybrain.jobs.rules.RuleHarness.Telling;
import citybrain.jobs.rules.RuleHarness.Wishing;
import citybrain.jobs.runtime.JobRun;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Which rules share an operator, and that none of them notices. */
@SuppressWarnings(
    "try") // the harness may be interrupted while closing; then the test fails as it should
class RuleHostTest {

  private static final CityRule<Settings, Memory> SUMS =
      rule(Key.FEATURE, Telling::new)
          .named(
              "water.sums",
              ObservedProperty.WATER_FLOW.domain(),
              List.of(ObservedProperty.WATER_FLOW));

  private static final CityRule<Settings, Memory> WISHES =
      rule(Key.FEATURE, settings -> new Wishing())
          .named(
              "water.wishes",
              ObservedProperty.WATER_FLOW.domain(),
              List.of(ObservedProperty.WATER_FLOW, ObservedProperty.WATER_PRESSURE));

  private static <S extends Record, M> RuleHost.Member<?, ?> member(CityRule<S, M> rule) {
    return new RuleHost.Member<>(
        rule,
        RuleSettings.of(rule, JobRun.config(), JobRun.town()),
        rule.lateness().toMillis(),
        new TreeSet<>());
  }

  @Test
  void rulesThatWaitForTheSameShareAnOperatorAndNoOthersDo() {
    var members = new ArrayList<RuleHost.Member<?, ?>>();
    Rules.ALL.forEach(rule -> members.add(member(rule)));
    var hosts = RuleHost.of(members);

    assertThat(hosts.stream().flatMap(host -> host.members().stream()).map(RuleHost.Member::name))
        .containsExactlyInAnyOrderElementsOf(Rules.ALL.stream().map(CityRule::name).toList());
    assertThat(hosts).hasSizeLessThan(Rules.ALL.size() / 2);
    assertThat(hosts).extracting(RuleHost::name).doesNotHaveDuplicates();
    assertThat(hosts)
        .allSatisfy(
            host ->
                assertThat(host.members())
                    .allSatisfy(
                        member -> {
                          assertThat(member.rule().by()).isEqualTo(host.by());
                          assertThat(member.lateness()).isEqualTo(host.lateness());
                          if (host.by().joinsFeeds()) {
                            assertThat(member.rule().inputs()).isEqualTo(host.inputs());
                          }
                        }));
    assertThat(hosts)
        .extracting(host -> host.name() + ": " + host.description())
        .contains(
            "transport-by-series-pt10m: transport.novelty, transport.spiking-sensor, transport.stuck-sensor",
            "energy-by-zone-electric_energy-transformer_energy-pt3h: energy.non-technical-loss,"
                + " energy.transformer-balance");
  }

  /** What both say together is what each says alone. */
  @Test
  void eachSaysWhatItSaysAlone() throws Exception {
    var alone = new ArrayList<>(said(List.of(SUMS)));
    alone.addAll(said(List.of(WISHES)));

    assertThat(said(List.of(SUMS, WISHES))).isNotEmpty().containsExactlyInAnyOrderElementsOf(alone);
  }

  private static List<String> said(List<CityRule<Settings, Memory>> rules) throws Exception {
    try (var harness = harness(rules)) {
      harness.open();
      harness.processElement(at("a", 0, 3));
      harness.processElement(pressure("a", 1, 5));
      harness.processElement(at("b", 2, 70));
      harness.processElement(at("b", 9, 4));
      harness.processElement(clock("flows", 20));
      harness.processElement(clock("pressures", 20));
      harness.processElement(at("a", 60, 2));
      harness.processElement(clock("flows", 200));
      harness.processElement(clock("pressures", 200));
      assertThat(harness.numEventTimeTimers()).isZero();
      return harness.extractOutputValues().stream().map(Alert::toString).toList();
    }
  }

  /** One fails at what the other sums up. */
  @Test
  void whatOneFailsAtTheOtherJudges() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(List.of(SUMS, WISHES))) {
      before.open();
      before.processElement(at("a", 0, -1));
      before.processElement(clock("flows", 3));
      assertThat(before.extractOutputValues())
          .filteredOn(alert -> alert.rule().equals(RuleFailure.RULE))
          .singleElement()
          .satisfies(alert -> assertThat(alert.feature()).isEqualTo("water.sums flows/a"));
      before.processElement(at("a", 4, 1));
      before.processElement(pressure("a", 4, 1));
      snapshot = before.snapshot(1, 1);
    }
    try (var after = harness(List.of(SUMS, WISHES))) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(clock("flows", 9));
      after.processElement(clock("pressures", 9));
      assertThat(told(after)).containsExactly("woken@5=1", "woken@5=1");
      after.prepareSnapshotPreBarrier(2);
      assertThat(tally(after))
          .contains("\"rule\":\"water.sums\"", "\"judged\":0,\"overtaken\":0,\"stopped\":1")
          .contains("\"rule\":\"water.wishes\"", "\"judged\":1,\"overtaken\":0,\"stopped\":0");
    }
  }

  /** A rule that joins later finds what waits, and begins with it. */
  @Test
  void oneMoreRuleChangesNothingForTheOthers() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(List.of(SUMS))) {
      before.open();
      before.processElement(at("a", 0, 7));
      before.processElement(clock("flows", 3));
      before.processElement(at("a", 4, 2));
      snapshot = before.snapshot(1, 1);
    }
    try (var after = harness(List.of(SUMS, WISHES))) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(clock("flows", 7));
      assertThat(told(after)).containsExactly("a@4=9");
    }
  }
}
