package citybrain.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiblingsTest {

  private static double[][] rows(int days, Random random) {
    var rows = new double[days * Siblings.ROWS_OF_A_DAY][];
    for (int t = 0; t < rows.length; t++) {
      double common = Math.sin(t * Math.PI / 12) + 0.3 * random.nextGaussian();
      rows[t] =
          new double[] {
            10 + common + 0.05 * random.nextGaussian(),
            -5 + 3 * common + 0.05 * random.nextGaussian(),
            100 - 2 * common + 0.05 * random.nextGaussian()
          };
    }
    return rows;
  }

  private static Siblings fitted(double[][] rows) {
    return Objects.requireNonNull(Siblings.fit(rows));
  }

  /** With the ridge it is no least squares, but near it where there is more signal than noise. */
  @Test
  void expectsOfEachWhatTheOthersSay() {
    var siblings = fitted(rows(20, new Random(1)));
    for (double residual : siblings.residuals(new double[][] {{11, -2, 98}}, 1)) {
      assertThat(residual).isBetween(-0.1, 0.1);
    }
    var off = siblings.residuals(new double[][] {{11.5, -2, 98}}, 1);
    assertThat(off[0]).isCloseTo(0.5, within(0.1));
    assertThat(off[0] / siblings.errorOf(0)).isGreaterThan(10);
  }

  @Test
  void scaleAndShiftOfASeriesChangeNothing() {
    var rows = rows(20, new Random(2));
    var other = new double[rows.length][];
    for (int t = 0; t < rows.length; t++) {
      other[t] = new double[] {1_000 + 7 * rows[t][0], rows[t][1], rows[t][2]};
    }
    var one = fitted(rows);
    var two = fitted(other);
    double before = one.residuals(new double[][] {{11.5, -2, 98}}, 1)[0] / one.errorOf(0);
    double after =
        two.residuals(new double[][] {{1_000 + 7 * 11.5, -2, 98}}, 1)[0] / two.errorOf(0);
    assertThat(after).isCloseTo(before, within(1e-3));
  }

  @Test
  void whatIsNotKnownIsNeitherLearnedNorTold() {
    var rows = rows(20, new Random(3));
    for (int t = 0; t < rows.length; t += 5) {
      rows[t][1] = Double.NaN;
    }
    var residuals = fitted(rows).residuals(new double[][] {{11, Double.NaN, 98}}, 1);
    assertThat(residuals[1]).isNaN();
    assertThat(residuals[0]).isFinite();
  }

  @Test
  void aSeriesThatNeverMovesBreaksNothing() {
    var rows = rows(8, new Random(4));
    for (var row : rows) {
      row[2] = 1;
    }
    var siblings = fitted(rows);
    for (double residual : siblings.residuals(new double[][] {{11, -2, 1}}, 1)) {
      assertThat(residual).isFinite();
    }
    assertThat(siblings.errorOf(2)).isFinite();
  }

  @Test
  void hoursKeepTheirPlaceOverGaps() {
    var hours = Hours.blank().plus(2).plus(4).ended(1, 10).plus(8).ended(3, 10);
    assertThat(hours.means()).containsExactly(Float.NaN, Float.NaN, 8, 3);
    assertThat(hours.meanOfLast(4, 2)).isEqualTo(5.5);
    assertThat(hours.meanOfLast(4, 3)).isNaN();
    assertThat(hours.known(2, 99)).isEqualTo(2);
    assertThat(hours.mean(9)).isNaN();
    assertThat(hours.plus(1).ended(4, 4).means())
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 1);
    assertThat(hours.plus(1).ended(5, 4).isForgotten()).isTrue();
    assertThat(hours.ended(1, 2).means()).hasSize(2);
  }
}
