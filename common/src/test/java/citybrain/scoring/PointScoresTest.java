package citybrain.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** By hand. */
class PointScoresTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  private static boolean[] rows(String text) {
    var rows = new boolean[text.length()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = text.charAt(i) == '1';
    }
    return rows;
  }

  private static PointScore points(String labels, String alarms, int first) {
    return PointScore.NOTHING.plus(rows(labels), rows(alarms), first);
  }

  @Test
  void rowsAreCountedOneByOne() {
    var score = points("0011110000", "0110100100", 0);

    assertThat(score).isEqualTo(new PointScore(2, 2, 2, 4));
    assertThat(score.f1()).isCloseTo(0.5, CLOSE);
    assertThat(score.falseAlarmRate()).isCloseTo(2 / 6.0, CLOSE);
    assertThat(score.missedAlarmRate()).isCloseTo(0.5, CLOSE);
    assertThat(score.balanced()).isCloseTo((0.5 + 4 / 6.0) / 2, CLOSE);
  }

  @Test
  void oneHitInASegmentIsOneRowNotTheSegment() {
    assertThat(points("1111111111", "0000000001", 0).f1()).isCloseTo(2 / 11.0, CLOSE);
  }

  @Test
  void rowsBeforeTheFirstDoNotCountAndFilesAddUp() {
    var one = points("1100", "0110", 2);
    assertThat(one).isEqualTo(new PointScore(0, 1, 0, 1));
    assertThat(one.plus(rows("11"), rows("10"), 0)).isEqualTo(new PointScore(1, 1, 1, 1));
  }

  @Test
  void alwaysAlarmAndSilence() {
    // 53 of 100, as in SKAB: F1 of an alarm that never ends is 2 p / (1 + p).
    var labels = "1".repeat(53) + "0".repeat(47);
    assertThat(points(labels, "1".repeat(100), 0).f1()).isCloseTo(1.06 / 1.53, CLOSE);
    assertThat(points(labels, "1".repeat(100), 0).falseAlarmRate()).isEqualTo(1);
    assertThat(points(labels, "0".repeat(100), 0).f1()).isZero();
    assertThat(PointScore.NOTHING.f1()).isZero();
  }

  @Test
  void attacksKnownSoonAndHoursThatAreRight() {
    // Two attacks of four hours: the first known after one, the second missed.
    var score = AttackScore.of(rows("0011110011110"), rows("1001100000001"), 0);

    assertThat(score.found()).isEqualTo(1);
    assertThat(score.attacks()).isEqualTo(2);
    assertThat(score.timeToDetection()).isCloseTo(1 - (0.25 + 1) / 2, CLOSE);
    // 2 of 8 attacked hours, 3 of 5 others.
    assertThat(score.points().balanced()).isCloseTo((0.25 + 0.6) / 2, CLOSE);
    assertThat(score.total()).isCloseTo((0.375 + 0.425) / 2, CLOSE);
  }

  @Test
  void theBattleGivesThreeQuartersToAnAlarmThatNeverEnds() {
    var labels = rows("0011110011111");
    assertThat(AttackScore.of(labels, rows("1111111111111"), 0).total()).isCloseTo(0.75, CLOSE);
    assertThat(AttackScore.of(labels, new boolean[13], 0).total()).isCloseTo(0.25, CLOSE);
    assertThat(AttackScore.of(labels, labels, 0).total()).isCloseTo(1, CLOSE);
    assertThat(AttackScore.of(rows("1100"), rows("1100"), 2).attacks()).isZero();
  }

  @Test
  void ranks() {
    var labels = rows("110");
    assertThat(RankScore.of(labels, new double[] {3, 1, 2})).isCloseTo(0.5, CLOSE);
    assertThat(RankScore.of(labels, new double[] {3, 2, 2})).isCloseTo(0.75, CLOSE);
    assertThat(RankScore.of(labels, new double[3])).isCloseTo(0.5, CLOSE);
    assertThat(RankScore.of(rows("11"), new double[2])).isCloseTo(0.5, CLOSE);
  }
}
