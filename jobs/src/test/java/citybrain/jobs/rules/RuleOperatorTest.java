package citybrain.jobs.rules;

import static citybrain.jobs.rules.RuleHarness.NOON;
import static citybrain.jobs.rules.RuleHarness.at;
import static citybrain.jobs.rules.RuleHarness.clock;
import static citybrain.jobs.rules.RuleHarness.harness;
import static citybrain.jobs.rules.RuleHarness.input;
import static citybrain.jobs.rules.RuleHarness.observation;
import static citybrain.jobs.rules.RuleHarness.pressure;
import static citybrain.jobs.rules.RuleHarness.records;
import static citybrain.jobs.rules.RuleHarness.rule;
import static citybrain.jobs.rules.RuleHarness.tally;
import static citybrain.jobs.rules.RuleHarness.told;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.Key;
import citybrain.jobs.rules.RuleHarness.Wishing;
import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.observation.Stamp;
import citybrain.wire.ClockMark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Order, waking, clocks, failing and restoring of the one class that drives all rules. */
@SuppressWarnings(
    "try") // the harness may be interrupted while closing; then the test fails as it should
class RuleOperatorTest {

  @Test
  void inputsAreHandedOverInTheOrderOfTimeOnceTheClockHasPassedThem() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(at("a", 1, 10));
      harness.processElement(at("a", 0, 1));
      harness.processElement(clock("flows", 2));
      assertThat(told(harness)).isEmpty();
      harness.processElement(clock("flows", 2.1));
      assertThat(told(harness)).containsExactly("a@0=1");
      harness.processElement(at("a", 0.2, 100));
      harness.processElement(clock("flows", 4));
      assertThat(told(harness)).containsExactly("a@0=1", "a@0=101", "a@1=111");
    }
  }

  @Test
  void whatIsOfOneTimeIsJudgedAsItsOriginSaidIt() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(at("a", 0, 5, 9));
      harness.processElement(at("a", 0, 1, 3));
      harness.processElement(at("a", 0, 2, 7));
      harness.processElement(clock("flows", 3));
      assertThat(told(harness)).containsExactly("a@0=1", "a@0=3", "a@0=8");
    }
  }

  /**
   * However far the clock has jumped, a wish is granted at its own time and before what follows.
   */
  @Test
  void wakesComeAtTheirOwnTimeAndAfterInputsOfThatTime() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(at("a", 0, 1));
      harness.processElement(at("a", 10, 2));
      harness.processElement(at("a", 25, 4));
      harness.processElement(clock("flows", 600));
      assertThat(told(harness))
          .containsExactly("a@0=1", "a@10=3", "silence@20=3", "a@25=4", "silence@35=4");
    }
  }

  @Test
  void aWishIsReplacedByWhatIsWishedLaterForSoonerOrNot() throws Exception {
    try (var harness = harness(rule(Key.FEATURE, settings -> new Wishing()), RuleWiring.KEY)) {
      harness.open();
      harness.processElement(at("a", 0, 10));
      harness.processElement(at("a", 1, 20));
      harness.processElement(at("a", 2, 3));
      harness.processElement(at("a", 3, 30));
      harness.processElement(at("b", 0, 5));
      harness.processElement(at("b", 1, 2));
      harness.processElement(at("c", 0, 150));
      harness.processElement(clock("flows", 32));
      assertThat(told(harness)).containsExactly("woken@3=2");
      harness.processElement(clock("flows", 600));
      assertThat(told(harness)).containsExactly("woken@3=2", "woken@33=30", "woken@150=150");
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void whatACorrectionTakesBackIsNotJudged() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(at("a", 0, 1, 1));
      harness.processElement(at("b", 0, 2, 2));
      var corrected =
          observation("town", "flows", "a", 0, 8).inPlaceOf(new Replaced(1, Quality.GOOD));
      harness.processElement(input(corrected, new Stamp(0, 0, 0, 3, 7)));
      harness.processElement(clock("flows", 3));
      assertThat(told(harness)).containsExactly("b@0=2", "a@0=8");
    }
  }

  /** However often it is put off, until its hour has come. */
  @Test
  void aWishIsKeptOnce() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      for (int second = 0; second < 300; second++) {
        harness.processElement(at("a", second / 60.0, 1));
      }
      harness.processElement(clock("flows", 8));
      assertThat(told(harness)).hasSize(300);
      assertThat(harness.numEventTimeTimers()).isOne();
      harness.processElement(clock("flows", 600));
      assertThat(told(harness)).hasSize(301).endsWith("silence@14=300");
    }
  }

  /** Keys and memories are written in bulk by this build, and as the engine does by others. */
  @Test
  void whatTheEngineItselfWroteIsReadAndTheOtherWayRound() throws Exception {
    var rule = rule(Key.FEATURE);
    OperatorSubtaskState snapshot;
    try (var plain = harness(rule, Types.STRING)) {
      plain.open();
      plain.processElement(at("a", 0, 7));
      plain.processElement(clock("flows", 3));
      plain.processElement(at("a", 4, 2));
      snapshot = plain.snapshot(1, 1);
    }
    try (var inBulk = harness(rule, RuleWiring.KEY)) {
      inBulk.initializeState(snapshot);
      inBulk.open();
      inBulk.processElement(clock("flows", 7));
      assertThat(told(inBulk)).containsExactly("a@4=9");
      snapshot = inBulk.snapshot(2, 2);
    }
    try (var plain = harness(rule, Types.STRING)) {
      plain.initializeState(snapshot);
      plain.open();
      plain.processElement(clock("flows", 30));
      assertThat(told(plain)).containsExactly("silence@14=9");
    }
  }

  @Test
  void theClockOfAFeedMovesOnlyItsOwn() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(at("a", 0, 1));
      harness.processElement(pressure("a", 0, 10));
      harness.processElement(clock("pressures", 60));
      assertThat(told(harness)).containsExactly("a@0=10", "silence@10=10");
      harness.processElement(clock("flows", 5));
      assertThat(told(harness)).contains("a@0=1");
    }
  }

  @Test
  void whoJoinsFeedsWaitsForAllThatTheCityFileDeclares() throws Exception {
    try (var harness = harness(Key.ZONE)) {
      harness.open();
      harness.processElement(pressure("p", 1, 100));
      harness.processElement(pressure("p", 3, 100));
      harness.processElement(clock("pressures", 600));
      assertThat(told(harness)).as("however long it takes").isEmpty();
      harness.processElement(at("f", 0, 1));
      harness.processElement(at("f", 2, 2));
      harness.processElement(clock("flows", 4.5));
      assertThat(told(harness)).containsExactly("f@0=1", "p@1=101", "f@2=103");
    }
  }

  @Test
  void anInputWithoutAStampOfOursIsCountedWhenItsTurnIsOver() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(clock("flows", 60));
      harness.processElement(at("a", 0, 1));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(told(harness)).isEmpty();
      assertThat(tally(harness)).contains("\"taken\":1,\"judged\":0,\"overtaken\":1");
    }
  }

  @Test
  void theEndOfTheInputEndsAllClocks() throws Exception {
    try (var harness = harness(Key.ZONE)) {
      harness.open();
      harness.processElement(at("a", 0, 7));
      harness.processWatermark(new Watermark(NOON.plus(Duration.ofHours(9)).toEpochMilli()));
      assertThat(told(harness)).isEmpty();
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(told(harness)).containsExactly("a@0=7", "silence@10=7");
    }
  }

  @Test
  void clocksMemoriesAndWishesSurviveASnapshot() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(Key.FEATURE)) {
      before.open();
      before.processElement(at("a", 0, 7));
      before.processElement(clock("flows", 3));
      before.processElement(at("a", 4, 2));
      snapshot = before.snapshot(1, 1);
    }
    try (var after = harness(Key.FEATURE)) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(at("a", 6, 3));
      after.processElement(at("a", 0.5, 1_000));
      after.processElement(clock("flows", 30));
      assertThat(told(after)).containsExactly("a@4=9", "a@6=12", "silence@16=12");
    }
  }

  /** What waits, remembers and wishes goes where its key goes, and is there once. */
  @Test
  void twoWorkersGoOnWhereOneWas() throws Exception {
    int keyGroups = 8;
    OperatorSubtaskState snapshot;
    try (var before = harness(Key.FEATURE, keyGroups, 1, 0)) {
      before.open();
      for (int i = 0; i < 20; i++) {
        before.processElement(at("f" + i, 0, i));
      }
      before.processElement(clock("flows", 3));
      for (int i = 0; i < 20; i++) {
        before.processElement(at("f" + i, 4, 100));
        before.processElement(at("f" + i, 3, 1_000));
      }
      snapshot = before.snapshot(1, 1);
    }
    var told = new ArrayList<String>();
    for (int worker = 0; worker < 2; worker++) {
      try (var after = harness(Key.FEATURE, keyGroups, 2, worker)) {
        after.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                snapshot, keyGroups, 1, 2, worker));
        after.open();
        after.processElement(RuleHarness.clock(workerKey(worker, keyGroups), 2, "flows", 30));
        assertThat(told(after)).as("of worker " + worker).hasSizeBetween(3, 57);
        told.addAll(told(after));
      }
    }
    assertThat(told).hasSize(60);
    for (int i = 0; i < 20; i++) {
      assertThat(told)
          .containsSubsequence(
              "f" + i + "@3=" + (1_000 + i),
              "f" + i + "@4=" + (1_100 + i),
              "silence@14=" + (1_100 + i));
    }
  }

  private static String workerKey(int worker, int keyGroups) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "worker-" + i)
        .filter(
            key -> KeyGroupRangeAssignment.assignKeyToParallelOperator(key, keyGroups, 2) == worker)
        .findFirst()
        .orElseThrow();
  }

  /** A second snapshot holds what waits then, and nothing of the first. */
  @Test
  void whatHadItsTurnSinceTheLastSnapshotIsNotThereAgain() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(Key.FEATURE)) {
      before.open();
      before.processElement(at("a", 0, 7));
      before.snapshot(1, 1);
      before.processElement(clock("flows", 3));
      snapshot = before.snapshot(2, 2);
    }
    try (var after = harness(Key.FEATURE)) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(clock("flows", 30));
      assertThat(told(after)).containsExactly("silence@10=7");
    }
  }

  @Test
  void whatIsDerivedBearsTheTimeItBecameKnownAndAMarkSaysHowFarItIs() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(at("a", 0, 7));
      harness.processElement(clock("flows", 10));
      var water = records(harness, "citybrain.observations.water");
      assertThat(water).hasSize(2);
      long noon = NOON.toEpochMilli();
      assertThat(JobRun.block(water.get(0)).stamp()).isEqualTo(new Stamp(noon, 0, 0, 0, 0));
      long through = noon + 8 * 60_000 - 1;
      assertThat(water.get(1).headers())
          .containsExactly(ClockMark.HEADER, through + " 0 1", ClockMark.OF, "water.test");
      assertThat(new String(water.get(1).key(), StandardCharsets.UTF_8)).isEqualTo("town/flows");
    }
  }

  @Test
  void aRuleThatFailsIsStoppedForThatKeyOnlyAndSaysSo() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(at("a", 0, -1));
      harness.processElement(at("b", 0, 1));
      harness.processElement(at("a", 1, 1));
      harness.processElement(clock("flows", 5));
      harness.processElement(at("a", 4, 1));
      harness.processElement(at("b", 4, 1));
      harness.processElement(clock("flows", 8));
      harness.prepareSnapshotPreBarrier(1);
      var failure =
          harness.extractOutputValues().stream()
              .filter(alert -> alert.rule().equals(RuleFailure.RULE))
              .toList();
      assertThat(failure)
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.feature()).isEqualTo("water.test flows/a");
                assertThat(alert.reason())
                    .isEqualTo(
                        "rule water.test failed (IllegalArgumentException) and no longer watches"
                            + " one of its keys");
              });
      assertThat(told(harness)).contains("b@0=1", "b@4=2").doesNotContain("a@1=1", "a@4=1");
      assertThat(tally(harness)).contains("\"taken\":5,\"judged\":3,\"overtaken\":0,\"stopped\":2");
    }
  }

  @Test
  void aKeyForWhichARuleFailedStaysStoppedAfterASnapshot() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(Key.FEATURE)) {
      before.open();
      before.processElement(at("a", 0, -1));
      before.processElement(clock("flows", 3));
      snapshot = before.snapshot(1, 1);
    }
    try (var after = harness(Key.FEATURE)) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(at("a", 2, 1));
      after.processElement(at("b", 2, 1));
      after.processElement(clock("flows", 5));
      after.prepareSnapshotPreBarrier(2);
      assertThat(told(after)).containsExactly("b@2=1");
      assertThat(tally(after)).contains("\"taken\":2,\"judged\":1,\"overtaken\":0,\"stopped\":1");
    }
  }

  @Test
  void aRuleThatFailsForManyKeysIsStoppedForTheCity() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      for (int i = 0; i < 17; i++) {
        harness.processElement(at("bad-" + i, 0, -1));
      }
      harness.processElement(clock("flows", 5));
      harness.processElement(at("good", 6, 1));
      harness.processElement(clock("flows", 9));
      assertThat(harness.extractOutputValues())
          .hasSize(17)
          .allSatisfy(alert -> assertThat(alert.rule()).isEqualTo(RuleFailure.RULE))
          .last()
          .satisfies(alert -> assertThat(alert.feature()).isEqualTo("water.test"));
    }
  }

  /** Its file may come back; nobody judges for it meanwhile. */
  @Test
  void wakesOfACityThatIsNotThereAnyMoreAreNotJudged() throws Exception {
    try (var harness = harness(Key.FEATURE)) {
      harness.open();
      harness.processElement(input(observation("village", "flows", "a", 0, 1), Stamp.NONE));
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(told(harness)).isEmpty();
    }
  }
}
