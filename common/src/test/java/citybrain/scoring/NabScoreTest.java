package citybrain.scoring;

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
    assertThat(new NabScore().at(NabScore.Profile.STANDARD, 1).score()).isZero();
  }

  @Test
  void aFixedThresholdIsNotForgivenWhatABetterOneWouldAvoid() {
    var outputs = new double[1000];
    outputs[300] = 0.5;
    outputs[500] = 0.7;
    var score = new NabScore();
    score.add(outputs, List.of(new NabScore.Window(500, 599)));

    assertThat(score.best(NabScore.Profile.STANDARD).score()).isCloseTo(100, CLOSE);
    assertThat(score.at(NabScore.Profile.STANDARD, 0.6).score()).isCloseTo(100, CLOSE);
    assertThat(score.at(NabScore.Profile.STANDARD, 0.5))
        .returns(1, NabScore.Result::found)
        .returns(1, NabScore.Result::falseRows)
        .satisfies(result -> assertThat(result.score()).isCloseTo(94.5, CLOSE));
    // (1 - 0.22) of 2, (2 + 1 - 0.11) of 3.
    assertThat(score.at(NabScore.Profile.LOW_FP, 0.5).score()).isCloseTo(89, CLOSE);
    assertThat(score.at(NabScore.Profile.LOW_FN, 0.5).score()).isCloseTo(96.3333, CLOSE);
    // Below zero: worse than to say nothing.
    assertThat(score.at(NabScore.Profile.STANDARD, 0).score()).isNegative();
  }
}
