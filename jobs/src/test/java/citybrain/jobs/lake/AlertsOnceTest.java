package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.Alert;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // an interrupt while closing the harness is no concern here
class AlertsOnceTest {

  private static final Duration MEMORY = Duration.ofDays(1);

  private static KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> open(
      @Nullable OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AlertsOnce(MEMORY)), AlertsOnce::key, Types.STRING);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  @Test
  void aRestartDoesNotForget() throws Exception {
    OperatorSubtaskState state;
    try (var harness = open(null)) {
      harness.processElement(Samples.alert(0), 0);
      assertThat(harness.extractOutputValues()).hasSize(1);
      state = harness.snapshot(1, 1);
    }
    try (var harness = open(state)) {
      harness.processElement(Samples.alert(1), 0);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement(Samples.alert(2), 0);
      assertThat(harness.extractOutputValues()).containsExactly(Samples.alert(2));
    }
  }

  @Test
  void stateIsBoundedByEventTime() throws Exception {
    try (var harness = open(null)) {
      for (int n = 0; n < 300; n++) {
        harness.processElement(Samples.alert(n), 0);
      }
      assertThat(harness.numKeyedStateEntries()).isEqualTo(200);
      var last = Samples.alert(299).time().plus(MEMORY).toEpochMilli();
      harness.processWatermark(last - 1);
      assertThat(harness.numKeyedStateEntries()).isPositive();
      harness.processWatermark(last);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }
}
