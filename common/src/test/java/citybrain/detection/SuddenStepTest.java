package citybrain.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SuddenStepTest {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  /** How often a step by half of the level was told within so many hours. */
  private static int steps(double hours, DoubleUnaryOperator series) {
    int told = 0;
    var step = SuddenStep.blank();
    for (int i = 0; i < hours * 12; i++) {
      double hour = i / 12.0;
      step = step.seen(Readings.hour(hour), series.applyAsDouble(hour), FIVE_MINUTES);
      told += step.isSudden(0.5, 36) ? 1 : 0;
    }
    return told;
  }

  private static double night(double hour) {
    return 10 + 0.2 * Readings.noise(hour);
  }

  /** From 10 to 40 within two hours. */
  private static double morning(double hour) {
    return night(hour) + 15 * (1 + Math.tanh((hour - 6.5) * 2));
  }

  @Test
  void aStepIsToldOnceAtItsThirdReading() {
    assertThat(steps(5 + 2 / 12.0, h -> night(h) + (h >= 5 ? 8 : 0))).isZero();
    assertThat(steps(5 + 3 / 12.0, h -> night(h) + (h >= 5 ? 8 : 0))).isEqualTo(1);
    assertThat(steps(24, h -> night(h) + (h >= 5 ? 8 : 0))).isEqualTo(1);
  }

  @Test
  void theMorningIsNoStep() {
    assertThat(steps(24, SuddenStepTest::morning)).isZero();
  }

  @Test
  void aBurstInTheMorningIs() {
    assertThat(steps(24, h -> morning(h) + (h >= 6.25 ? 25 : 0))).isEqualTo(1);
  }

  @Test
  void oneOrTwoBrokenReadingsAreNoStep() {
    assertThat(steps(24, h -> h >= 5 && h < 5.1 ? 900 : night(h))).isZero();
  }

  @Test
  void whatItDidBeforeIsNoNews() {
    assertThat(steps(24, h -> night(h) + (h % 4 >= 3.5 ? 8 : 0)))
        .as("a pump that starts every four hours, seen once before three hours have passed")
        .isLessThanOrEqualTo(1);
  }

  @Test
  void theLevelBeforeAGapIsForgotten() {
    assertThat(steps(24, h -> night(h) + (h >= 5 ? 8 : 0))).isEqualTo(1);
    var step = SuddenStep.blank();
    for (int i = 0; i < 240; i++) {
      double hour = i / 12.0;
      if (hour < 5 || hour >= 6) {
        step = step.seen(Readings.hour(hour), hour < 5 ? 10 : 18, FIVE_MINUTES);
        assertThat(step.isSudden(0.5, 36)).isFalse();
      }
    }
  }

  @Test
  void aStepIsUndoneByOneOfAtLeastHalfItsHeight() {
    var step = SuddenStep.blank();
    for (int i = 0; i < 9; i++) {
      step = step.seen(Readings.hour(i / 12.0), i < 6 ? 20 : 10, FIVE_MINUTES);
    }
    assertThat(step.size()).isEqualTo(-10);
    assertThat(step.undoes(15)).isTrue();
    assertThat(step.undoes(25)).isFalse();
    assertThat(step.undoes(-15)).isFalse();
  }

  /** Units do not matter. */
  @Property(tries = 50)
  void scalesWithItsSeries(@ForAll @DoubleRange(min = 0.01, max = 1000) double unit) {
    assertThat(steps(24, h -> unit * (morning(h) + (h >= 9 ? 45 : 0))))
        .isEqualTo(steps(24, h -> morning(h) + (h >= 9 ? 45 : 0)));
  }
}
