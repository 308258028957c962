package citybrain.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NabScoreTest {

  private static final Offset<Double> CLOSE = Offset.offset(0.01);

  private static NabScore.Result best(double... at) {
    var outputs = new double[1000];
    for (double row : at) {
      outputs[(int) row] = 1;
    }
    var score = new NabScore();
    score.add(outputs, List.of(new NabScore.Window(500, 599)));
    return score.best(NabScore.Profile.STANDARD);
  }

  @Test
  void theFirstRowOfTheWindowIsPerfect() {
    assertThat(best(500).score()).isCloseTo(100, CLOSE);
    assertThat(best(500, 530, 599).score()).isCloseTo(100, CLOSE);
  }

  @Test
  void lateIsWorthLessAndTheRightEdgeHalf() {
    assertThat(best(550).score()).isBetween(90.0, 95.0);
    assertThat(best(599).score()).isBetween(50.0, 52.0);
  }

  @Test
  void aFalseRowFarAwayCostsElevenHundredthsOfAWindowWhichIsTwo() {
    assertThat(best(500, 300).score()).isCloseTo(100 - 11 / 2.0, CLOSE);
  }

  @Test
  void rowsOfTheProbationDoNotCount() {
    assertThat(best(500, 100, 149).score()).isCloseTo(100, CLOSE);
    assertThat(NabScore.probation(1000)).isEqualTo(150);
    assertThat(NabScore.probation(10_000)).isEqualTo(750);
  }

  @Test
  void nothingFoundIsZero() {
    assertThat(best(200).score()).isZero();
  }
}
