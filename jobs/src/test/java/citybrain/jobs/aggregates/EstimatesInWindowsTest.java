package citybrain.jobs.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Told;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

/** What was measured and what was not, in one window. */
@SuppressWarnings(
    "try") // the harness may be interrupted while closing; then the test fails as it should
class EstimatesInWindowsTest {

  /** Estimates that measurements take the place of, before and after a snapshot. */
  @Test
  void whatNobodyMeasuredStandsApart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = ZoneSummaryTest.harness(1, 0)) {
      before.open();
      before.processElement(ZoneSummaryTest.single("d", new Told(100, false), null));
      before.processElement(ZoneSummaryTest.single("d", new Told(7, false), null));
      before.processElement(ZoneSummaryTest.single("d", new Told(7, true), null));
      before.processElement(ZoneSummaryTest.single("d", new Told(90, true), new Told(100, false)));
      snapshot = before.snapshot(1, 1);
      before.getOperator().finish();
      assertThat(ZoneSummaryTest.read(before))
          .isNotEmpty()
          .allSatisfy(
              one -> {
                assertThat(List.of(one.count(), one.estimated(), (long) one.revision()))
                    .containsExactly(2L, 1L, 4L);
                assertThat(List.of(one.sum(), one.estimatedSum(), one.min(), one.max()))
                    .containsExactly(97.0, 7.0, 7.0, 90.0);
                assertThat(one.mean()).isEqualTo(48.5);
              });
    }
    try (var after = ZoneSummaryTest.harness(1, 0)) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(ZoneSummaryTest.single("d", new Told(8, true), new Told(7, false)));
      after.processElement(ZoneSummaryTest.single("d", new Told(1, false), new Told(90, true)));
      after.processElement(ZoneSummaryTest.single("d", new Told(2, false), new Told(90, true)));
      after.getOperator().finish();
      assertThat(ZoneSummaryTest.read(after))
          .isNotEmpty()
          .allSatisfy(
              one -> {
                assertThat(List.of(one.count(), one.estimated(), (long) one.revision()))
                    .containsExactly(2L, 1L, 6L);
                assertThat(List.of(one.sum(), one.estimatedSum(), one.min(), one.max()))
                    .containsExactly(15.0, 1.0, 7.0, 8.0);
              });
    }
  }

  @Test
  void whereNothingWasMeasuredThereIsNoMean() throws Exception {
    try (var harness = ZoneSummaryTest.harness(1, 0)) {
      harness.open();
      var like = Minutes.of("d", 0, 3);
      harness.processElement(
          new StreamRecord<>(
              new MinuteSums(
                  like.worker(),
                  like.city(),
                  like.feed(),
                  like.property(),
                  like.minute(),
                  like.rows(),
                  MinuteSums.Kind.ESTIMATED,
                  null)));
      harness.getOperator().finish();
      assertThat(ZoneSummaryTest.read(harness))
          .isNotEmpty()
          .allSatisfy(
              one -> {
                assertThat(List.of(one.count(), one.estimated())).containsExactly(0L, 1L);
                assertThat(one.estimatedSum()).isEqualTo(3);
                assertThat(List.of(one.mean(), one.min(), one.max())).containsOnly(Double.NaN);
                assertThat(one.measuredShare()).isZero();
              });
    }
  }
}
