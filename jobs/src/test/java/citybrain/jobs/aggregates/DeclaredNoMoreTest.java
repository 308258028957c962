package citybrain.jobs.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Rules;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Windows of a property that a city declared when they were kept, and declares no more. */
@SuppressWarnings(
    "try") // the harness may be interrupted while closing; then the test fails as it should
class DeclaredNoMoreTest {

  private static final ObservedProperty SOUND =
      ObservedProperty.declared(
          "SOUND_PRESSURE_LEVEL", Domain.ENVIRONMENT, "dB", 0, 150, Duration.ZERO);

  private static KeyedOneInputStreamOperatorTestHarness<Long, MinuteSums, Outgoing> harness(
      Set<ObservedProperty> brought, Vocabulary vocabulary) throws Exception {
    var members =
        Members.of(
            Map.of("demo", Map.of("flows", brought)),
            Map.of(),
            Map.of(),
            Map.of(),
            vocabulary,
            Rules.ALL);
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new ZoneSummary(Minutes.TIMES, members, 1600), MinuteSums::worker, Types.LONG, 8, 1, 0);
  }

  private static StreamRecord<MinuteSums> clock(String domain, double minute) {
    return new StreamRecord<>(MinuteSums.of(Minutes.clock("flows", domain, minute)));
  }

  @Test
  void areLeftOutAndTheOthersGoOn() throws Exception {
    OperatorSubtaskState snapshot;
    var both = Set.of(ObservedProperty.WATER_FLOW, SOUND);
    try (var before = harness(both, Vocabulary.with(List.of(SOUND)))) {
      before.open();
      before.processElement(new StreamRecord<>(Minutes.of("flows", SOUND, "d1", 0, 60)));
      before.processElement(new StreamRecord<>(Minutes.of("d1", 0, 3)));
      before.processElement(clock("environment", 0.5));
      before.processElement(clock("water", 0.5));
      snapshot = before.snapshot(1, 1);
    }
    try (var after = harness(Set.of(ObservedProperty.WATER_FLOW), Vocabulary.BUILT_IN)) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(clock("water", 5));

      assertThat(ZoneSummaryTest.read(after))
          .hasSize(1)
          .allSatisfy(one -> assertThat(one.property()).isEqualTo(ObservedProperty.WATER_FLOW));
      snapshot = after.snapshot(2, 2);
    }
    try (var again = harness(both, Vocabulary.with(List.of(SOUND)))) {
      again.initializeState(snapshot);
      again.open();
      again.processElement(clock("environment", 5));

      assertThat(ZoneSummaryTest.read(again)).as("they were taken out").isEmpty();
    }
  }
}
