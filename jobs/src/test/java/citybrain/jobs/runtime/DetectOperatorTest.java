package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Order, waking, lateness, forgetting and restoring of the one class that drives all detectors. */
@SuppressWarnings(
    "try") // the harness may be interrupted while closing; then the test fails as it should
class DetectOperatorTest {

  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  private static final Rule RULE = new Rule("water.test", "1", Domain.WATER);

  /** Remembers the sum and tells each input; tells silence of ten minutes. */
  public record Memory(double sum) {}

  record Telling() implements Detector<Observation, Memory> {
    @Override
    public Memory blank() {
      return new Memory(0);
    }

    @Override
    public Verdict<Memory> observe(Memory memory, Observation input) {
      var next = new Memory(memory.sum() + input.result());
      return Verdict.of(next, change(input.feature(), input.phenomenonTime(), next.sum()))
          .wakingAt(input.phenomenonTime().plus(Duration.ofMinutes(10)));
    }

    @Override
    public Verdict<Memory> wake(Memory memory, Instant now) {
      return Verdict.of(blank(), change("silence", now, memory.sum()));
    }

    private static AlertChange change(String feature, Instant time, double value) {
      return new AlertChange(
          AlertStatus.OPEN,
          "demo",
          feature,
          "X",
          time,
          time,
          Severity.MINOR,
          value,
          0,
          "1",
          "",
          null,
          "");
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Observation, Alert> harness()
      throws Exception {
    return harness(EventTime.ofObservations());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Observation, Alert> harness(
      EventTime<Observation> eventTime) throws Exception {
    return harness(eventTime, key -> new Telling());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Observation, Alert> harness(
      EventTime<Observation> eventTime, DetectOperator.Detectors<Observation, Memory> detectors)
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new DetectOperator<>(
            RULE,
            detectors,
            eventTime,
            Duration.ofMinutes(2),
            Types.OBSERVATION,
            TypeInformation.of(Memory.class)),
        o -> o.city() + "/" + o.feature(),
        org.apache.flink.api.common.typeinfo.Types.STRING);
  }

  /** Restored with city files of which one is gone. */
  @Test
  void whatWaitsForACityThatIsNotThereAnyMoreGoesOnWaiting() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processElement(at("flows", "a", 0, 10));
      state = harness.snapshot(1, 1);
    }
    OperatorSubtaskState dormant;
    try (var harness = harness(EventTime.ofObservations(), new Gone())) {
      harness.initializeState(state);
      harness.open();
      // The end of all inputs moves all clocks.
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(told(harness)).isEmpty();
      dormant = harness.snapshot(2, 2);
    }
    assertThat(dormant.hasState()).isTrue();
  }

  /** No city is known; its detectors cannot even be made. */
  private static final class Gone implements DetectOperator.Detectors<Observation, Memory> {
    private static final long serialVersionUID = 1L;

    @Override
    public Detector<Observation, Memory> detector(String key) {
      throw new IllegalStateException("no city file");
    }

    @Override
    public boolean knows(String key) {
      return false;
    }
  }

  private static StreamRecord<Observation> at(
      String feed, String feature, int minute, double value) {
    return new StreamRecord<>(
        new Observation(
            "demo",
            feed,
            feature,
            ObservedProperty.WATER_FLOW,
            NOON.plus(Duration.ofMinutes(minute)),
            NOON,
            value,
            null,
            "",
            "",
            Quality.GOOD));
  }

  private static List<String> told(
      KeyedOneInputStreamOperatorTestHarness<String, Observation, Alert> harness) {
    return harness.extractOutputValues().stream()
        .map(
            a ->
                a.feature()
                    + "@"
                    + Duration.between(NOON, a.time()).toMinutes()
                    + "="
                    + (int) a.observed())
        .toList();
  }

  @Test
  void inputsAreHandedOverInEventTimeOrder() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(at("flows", "a", 1, 1));
      harness.processElement(at("flows", "a", 0, 10));
      assertThat(told(harness)).isEmpty();
      harness.processElement(at("flows", "b", 3, 5));
      assertThat(told(harness)).containsExactly("a@0=10", "a@1=11");
    }
  }

  @Test
  void aFeedThatRunsAheadMakesNobodyElseLate() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(at("ahead", "x", 600, 1));
      harness.processElement(at("behind", "a", 0, 1));
      harness.processElement(at("behind", "a", 1, 1));
      harness.processElement(at("behind", "a", 5, 1));
      assertThat(told(harness)).containsExactly("a@0=1", "a@1=2");
    }
  }

  @Test
  void silenceWakesWhenTheFeedGoesOn() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(at("flows", "a", 0, 7));
      harness.processElement(at("flows", "b", 5, 1));
      harness.processElement(at("flows", "b", 11, 1));
      assertThat(told(harness)).containsExactly("a@0=7", "b@5=1");
      harness.processElement(at("flows", "b", 12, 1));
      assertThat(told(harness)).contains("silence@10=7");
    }
  }

  @Test
  void whatComesAfterItsSeriesWasJudgedIsOnlyCounted() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(at("flows", "a", 10, 1));
      harness.processElement(at("flows", "b", 20, 1));
      harness.processElement(at("flows", "a", 3, 100));
      assertThat(told(harness)).contains("a@10=1").doesNotContain("a@3=101");
    }
  }

  @Test
  void theEndOfTheInputEndsAllClocks() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(at("flows", "a", 0, 7));
      harness.processWatermark(new Watermark(NOON.plus(Duration.ofHours(9)).toEpochMilli()));
      assertThat(told(harness)).isEmpty();
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(told(harness)).containsExactly("a@0=7", "silence@10=7");
    }
  }

  @Test
  void memoriesAndTimersSurviveASnapshot() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness()) {
      before.open();
      before.processElement(at("flows", "a", 0, 7));
      before.processElement(at("flows", "b", 4, 1));
      snapshot = before.snapshot(1, 1);
    }
    try (var after = harness()) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(at("flows", "a", 6, 3));
      after.processElement(at("flows", "b", 8, 1));
      assertThat(told(after)).containsExactly("b@4=1", "a@6=10");
    }
  }

  private static StreamRecord<Observation> pressure(String feature, int minute, double value) {
    var o = at("pressures", feature, minute, value).getValue();
    return new StreamRecord<>(
        new Observation(
            o.city(),
            o.feed(),
            o.feature(),
            ObservedProperty.WATER_PRESSURE,
            o.phenomenonTime(),
            o.resultTime(),
            value,
            null,
            "",
            "",
            Quality.GOOD));
  }

  @Test
  void propertiesThatARuleNeedsSideBySideWaitForEachOther() throws Exception {
    try (var harness = harness(EventTime.ofProperties(2))) {
      harness.open();
      for (int minute = 0; minute <= 60; minute += 10) {
        harness.processElement(pressure("a", minute, 100));
      }
      assertThat(told(harness)).isEmpty();
      harness.processElement(at("flows", "a", 5, 1));
      harness.processElement(at("flows", "a", 15, 1));
      assertThat(told(harness)).startsWith("a@0=100", "a@5=101", "a@10=201");
    }
  }

  @Test
  void aPropertyThatFallsSilentIsNotWaitedForLong() throws Exception {
    try (var harness = harness(EventTime.ofProperties(2))) {
      harness.open();
      harness.processElement(at("flows", "b", 0, 1));
      for (int look = 0; look < 4; look++) {
        harness.processElement(pressure("a", 5 * look, 100));
        assertThat(told(harness)).doesNotContain("a@0=100");
        harness.setProcessingTime(15_000L * (look + 1));
      }
      harness.processElement(pressure("a", 20, 100));
      harness.setProcessingTime(75_000);
      assertThat(told(harness)).contains("a@0=100", "a@15=400");
    }
  }

  @Test
  void aPropertyThatNeverCameIsNotWaitedForLong() throws Exception {
    try (var harness = harness(EventTime.ofProperties(2))) {
      harness.open();
      for (int look = 0; look < 4; look++) {
        harness.processElement(pressure("a", 5 * look, 100));
        assertThat(told(harness)).isEmpty();
        harness.setProcessingTime(15_000L * (look + 1));
      }
      assertThat(told(harness)).contains("a@0=100");
    }
  }

  /** Long checkpoints, restarts and load silence all; then one backlog comes before the other. */
  @Test
  void aPauseOfAllMakesNobodyLate() throws Exception {
    try (var harness = harness(EventTime.ofProperties(2))) {
      harness.open();
      harness.processElement(pressure("a", 0, 100));
      harness.processElement(at("flows", "a", 0, 1));
      for (int seconds = 15; seconds <= 300; seconds += 15) {
        harness.setProcessingTime(1000L * seconds);
      }
      for (int minute = 5; minute <= 60; minute += 5) {
        harness.processElement(pressure("a", minute, 100));
      }
      assertThat(told(harness)).doesNotContain("a@5=201");
      for (int minute = 5; minute <= 60; minute += 5) {
        harness.processElement(at("flows", "a", minute, 1));
      }
      assertThat(told(harness)).contains("a@5=201", "a@5=202", "a@55=1212");
    }
  }

  private static StreamRecord<Observation> in(String city, int minute, double value) {
    var o = at("flows", "a", minute, value).getValue();
    return new StreamRecord<>(
        new Observation(
            city,
            o.feed(),
            o.feature(),
            o.property(),
            o.phenomenonTime(),
            o.resultTime(),
            value,
            null,
            "",
            "",
            Quality.GOOD));
  }

  @Test
  void aCityThatStopsHoldsUpNobodysAlerts() throws Exception {
    for (var eventTime : List.of(EventTime.ofObservations(), EventTime.ofProperties(1))) {
      try (var harness = harness(eventTime)) {
        harness.open();
        harness.processElement(in("south", 0, 1));
        harness.processElement(in("north", 0, 10));
        harness.processElement(in("north", 3, 10));
        assertThat(told(harness)).containsExactly("a@0=10");
      }
    }
  }

  /** The same feature, property and feed in both: each has its own memory and its own time. */
  @Test
  void aCityHoursBehindIsNotLateAndItsFeaturesDoNotMix() throws Exception {
    for (var eventTime : List.of(EventTime.ofObservations(), EventTime.ofProperties(1))) {
      try (var harness = harness(eventTime)) {
        harness.open();
        for (int minute = 0; minute <= 4; minute += 2) {
          harness.processElement(in("north", 600 + minute, 10));
          harness.processElement(in("south", minute, 1));
        }
        assertThat(told(harness)).containsExactly("a@600=10", "a@0=1", "a@602=20", "a@2=2");
      }
    }
  }

  @Test
  void aCityWhosePropertyIsMissingHoldsUpNoOther() throws Exception {
    try (var harness = harness(EventTime.ofProperties(2))) {
      harness.open();
      harness.processElement(in("south", 0, 1));
      harness.processElement(pressure("a", 0, 100));
      harness.processElement(pressure("a", 10, 100));
      harness.processElement(at("flows", "a", 10, 1));
      assertThat(told(harness)).containsExactly("a@0=100");
    }
  }
}
