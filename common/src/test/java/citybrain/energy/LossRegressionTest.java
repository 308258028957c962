package citybrain.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LossRegressionTest {

  private static final int ROWS = 200;

  private final Random random = new Random(3);

  private double[] column() {
    return random.doubles(ROWS).toArray();
  }

  private double[] sum(double one, double[] a, double other, double[] b) {
    var sum = new double[ROWS];
    for (int t = 0; t < ROWS; t++) {
      sum[t] = one * a[t] + other * b[t] + random.nextGaussian();
    }
    return sum;
  }

  @Test
  void theColumnsThatMakeTheSeriesAreFoundWithTheirCoefficients() {
    var columns = new double[][] {column(), column(), column(), column(), new double[ROWS]};
    var series = sum(8, columns[1], 5, columns[3]);

    var found = LossRegression.of(series, columns);

    assertThat(found.chosen()).containsExactlyInAnyOrder(1, 3);
    for (int k = 0; k < 2; k++) {
      double expected = found.chosen()[k] == 1 ? 8 : 5;
      assertThat(found.coefficients()[k]).isCloseTo(expected, Offset.offset(0.6));
      assertThat(found.gains()[k]).isGreaterThan(20);
    }
  }

  @Test
  void ofTwoThatAreTheSameOneIsTaken() {
    var one = column();
    var columns = new double[][] {one, one.clone()};
    var series = sum(8, one, 0, one);

    assertThat(LossRegression.of(series, columns).chosen()).hasSize(1);
  }

  @Test
  void whatRunsTheOtherWayIsNoReason() {
    var columns = new double[][] {column()};
    var series = sum(-8, columns[0], 0, columns[0]);

    assertThat(LossRegression.of(series, columns).chosen()).isEmpty();
  }

  @Test
  void noiseHasNoReason() {
    var columns = new double[40][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = column();
    }
    assertThat(LossRegression.of(sum(0, columns[0], 0, columns[1]), columns).chosen()).isEmpty();
  }
}
