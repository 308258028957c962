package citybrain.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

  /** As scipy.stats.t.ppf(0.975, freedom) has them. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.706204736",
    "2, 4.302652730",
    "3, 3.182446305",
    "4, 2.776445105",
    "5, 2.570581836",
    "10, 2.228138852",
    "11, 2.200985160",
    "30, 2.042272456",
    "120, 1.979930405"
  })
  void quantilesOfStudent(int freedom, double quantile) {
    assertThat(Interval.quantile(freedom)).isCloseTo(quantile, within(1e-8));
  }

  /** Mean 5, deviation sqrt(20 / 3), 4 values: 5 +- 3.182446 * 2.581989 / 2. */
  @Test
  void byHand() {
    var interval = Interval.of(new double[] {2, 4, 6, 8});
    assertThat(interval.mean()).isEqualTo(5);
    assertThat(interval.low()).isCloseTo(5 - 4.108521, within(1e-6));
    assertThat(interval.high()).isCloseTo(5 + 4.108521, within(1e-6));
  }

  @Test
  void oneValueHasNoInterval() {
    var interval = Interval.of(new double[] {3});
    assertThat(interval.mean()).isEqualTo(3);
    assertThat(interval.low()).isNaN();
  }

  /** With the six whole of 6.945 degrees of freedom: scipy.stats.t.ppf(0.975, 6) * the error. */
  @Test
  void betweenTwoSamples() {
    var interval = Interval.between(new double[] {2, 4, 6, 8}, new double[] {5, 9, 6, 11, 12});
    assertThat(interval.mean()).isCloseTo(3.6, within(1e-12));
    assertThat(interval.low()).isCloseTo(3.6 - 4.595158868670238, within(1e-8));
    assertThat(interval.high()).isCloseTo(3.6 + 4.595158868670238, within(1e-8));
    assertThat(Interval.between(new double[] {1}, new double[] {2, 3}).low()).isNaN();
  }

  /** Of equal spread: 2 + 2 - 2 degrees of freedom, whatever is lost when they are reckoned. */
  @Test
  void wholeDegreesOfFreedomAreNotRoundedDown() {
    for (double spread = 0.1; spread < 3; spread += 0.1) {
      var interval = Interval.between(new double[] {0, spread}, new double[] {7, 7 + spread});
      double half = 4.302652730 * spread / Math.sqrt(2);
      assertThat(interval.high() - interval.mean()).isCloseTo(half, within(1e-8));
    }
  }
}
