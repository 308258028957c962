package citybrain.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.observation.Vocabulary;
import java.time.Instant;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A log that lost what nobody had read: it is noticed, told and counted, and all goes on. */
@SuppressWarnings("try") // the harness may be interrupted while closing; then the test fails
class LogGapsTest {

  private static OneInputStreamOperatorTestHarness<RawRecord, LaneInput> harness()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new TurnOperator(Set.of(), Set.of("town/meters"), LaneInput.type(Vocabulary.BUILT_IN)));
  }

  private static StreamRecord<RawRecord> record(int partition, long offset) {
    var message = new RawMessage("town", "meters", "made", 0, Instant.EPOCH, 0, new byte[0]);
    return new StreamRecord<>(RawRecord.of(message, partition, offset));
  }

  private static long missing(OneInputStreamOperatorTestHarness<RawRecord, LaneInput> harness) {
    return ((TurnOperator) harness.getOperator()).missing();
  }

  @Test
  void whatIsGoneBeforeARestartIsCountedOnce() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processElement(record(0, 100)); // the log begins where it begins
      harness.processElement(record(0, 101));
      harness.processElement(record(1, 7));
      assertThat(missing(harness)).isZero();
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(record(0, 152));
      harness.processElement(record(0, 153));
      harness.processElement(record(1, 8));
      assertThat(missing(harness)).isEqualTo(50);
      assertThat(harness.extractOutputValues()).hasSize(3);
      state = harness.snapshot(2, 2);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(record(0, 154));
      assertThat(missing(harness)).isZero();
    }
  }

  @Test
  void itIsToldInALineWithFeedsAndPartition() {
    var gaps = new LogGaps(Set.of("a/x", "a/y", "b/z"));
    gaps.restore(2, 10);

    assertThat(gaps.read(2, 15)).isEqualTo(5);
    assertThat(gaps.told(2, 15, 5))
        .contains("partition=2 of citybrain.raw: 5 records (offsets 10 to 14)")
        .doesNotContain("\n");
    var all = gaps.told(0, 1, 1) + gaps.told(1, 1, 1) + gaps.told(2, 1, 1) + gaps.told(3, 1, 1);
    assertThat(all).containsOnlyOnce("a/x").containsOnlyOnce("a/y").containsOnlyOnce("b/z");
  }
}
