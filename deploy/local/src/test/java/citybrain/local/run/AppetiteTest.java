package citybrain.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppetiteTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long NO_END = Long.MAX_VALUE;

  private final Appetite appetite = new Appetite(2);

  /** A job that has taken 1,000 a second and then 500, in steps of three seconds. */
  private static Appetite eater() {
    var appetite = new Appetite(1);
    appetite.room(0, 0, 10, 0, NO_END);
    appetite.room(3_000, 0, 10, 3 * SECOND, NO_END);
    appetite.room(4_500, 0, 10, 6 * SECOND, NO_END);
    return appetite;
  }

  @Test
  void aJobGetsAsMuchAsItTakesInItsLastSteps() {
    assertThat(room(0, 0, 50, 0)).isEqualTo(50);
    assertThat(room(0, 60, 50, 1)).isEqualTo(-10);
    assertThat(room(100, 0, 50, 4)).isEqualTo(200);
    assertThat(room(100, 150, 50, 5)).isEqualTo(50);
    // A short step between two is none to go by.
    assertThat(room(110, 140, 50, 8)).isEqualTo(60);
    assertThat(room(130, 140, 50, 12)).isEqualTo(-90);
  }

  /** Where what it takes is seen at once, a step is what it takes in three seconds. */
  @Test
  void aStepHasItsTime() {
    for (int tenths = 0; tenths <= 31; tenths++) {
      appetite.room(10L * tenths, 0, 50, tenths * SECOND / 10, NO_END);
    }
    assertThat(room(320, 0, 50, 4)).isEqualTo(600);
  }

  private long room(long read, long behind, long least, long wallSeconds) {
    return appetite.room(read, behind, least, wallSeconds * SECOND, NO_END);
  }

  /** What was read before this run is no step of it. */
  @Test
  void aJobThatGoesOnBeginsWithTheLeast() {
    assertThat(room(1_000_000, 10, 50, 0)).isEqualTo(40);
  }

  @Test
  void beforeAStepIsKnownTheLeastMayLieBeforeItHoweverNearTheEnd() {
    assertThat(appetite.room(0, 0, 10, 0, 5)).isEqualTo(10);
    assertThat(appetite.room(7, 4, 10, SECOND, NO_END)).isEqualTo(6);
  }

  @Test
  void nearAnEndOnlyWhatItTakesUntilThen() {
    assertThat(eater().room(4_500, 0, 10, 6 * SECOND, 60 * SECOND)).isEqualTo(3_000);
    assertThat(eater().room(4_500, 0, 10, 6 * SECOND, 2 * SECOND)).isEqualTo(2_000);
    assertThat(eater().room(4_500, 500, 10, 6 * SECOND, SECOND)).isEqualTo(500);
    // Even what may always lie before it is more than it can take now.
    assertThat(eater().room(4_500, 0, 10, 6 * SECOND, 0)).isZero();
    assertThat(eater().room(4_500, 0, 10, 6 * SECOND, -SECOND)).isZero();
  }

  /** It took one a second while it started, which says nothing of what it takes later. */
  @Test
  void anEndThatIsFarSaysNothing() {
    appetite.room(0, 0, 50, 0, 17 * SECOND);
    appetite.room(3, 0, 50, 3 * SECOND, NO_END);
    assertThat(appetite.room(3, 0, 50, 3 * SECOND, 16 * SECOND)).isEqualTo(50);
    assertThat(appetite.room(3, 0, 50, 3 * SECOND, 15 * SECOND)).isEqualTo(15);
  }

  @Test
  void aStepThatIsHeardOfLateCountsByItsLength() {
    appetite.room(0, 0, 10, 0, NO_END);
    appetite.room(6_000, 0, 10, 6 * SECOND, NO_END);
    assertThat(appetite.room(6_000, 0, 10, 6 * SECOND, SECOND)).isEqualTo(1_000);
  }
}
