package citybrain.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CatchingUpTest {

  private static final Instant BEGIN = Instant.parse("2025-03-10T00:00:00Z");
  private static final Instant LIVE = BEGIN.plusSeconds(24 * 3600);

  private final CatchingUp catchingUp = new CatchingUp();
  private final Appetite appetite = new Appetite(2);

  private java.util.OptionalLong look(long wallSeconds, long cityHours) {
    return catchingUp.secondsToGo(
        TimeUnit.SECONDS.toNanos(wallSeconds), BEGIN.plusSeconds(cityHours * 3600), LIVE);
  }

  @Test
  void nothingIsPromisedWhileThereIsNothingToGoBy() {
    assertThat(look(100, 0)).isEmpty();
    assertThat(look(109, 1)).isEmpty();
    assertThat(look(112, 2)).hasValue(132);
    assertThat(catchingUp.secondsToGo(TimeUnit.SECONDS.toNanos(150), BEGIN, LIVE)).isEmpty();
    assertThat(catchingUp.secondsToGo(TimeUnit.SECONDS.toNanos(165), BEGIN.plusSeconds(9), LIVE))
        .isEmpty();
  }

  @Test
  void theLastWhileCounts() {
    look(0, 0);
    look(10, 1); // slow at first
    look(20, 8);
    assertThat(look(40, 22)).hasValue(3);
    assertThat(look(50, 22)).hasValue(4);
    assertThat(look(71, 22)).isEmpty(); // it stands still
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
      appetite.room(10L * tenths, 0, 50, TimeUnit.MILLISECONDS.toNanos(100L * tenths));
    }
    assertThat(room(320, 0, 50, 4)).isEqualTo(600);
  }

  private long room(long read, long behind, long least, long wallSeconds) {
    return appetite.room(read, behind, least, TimeUnit.SECONDS.toNanos(wallSeconds));
  }

  /** What was read before this run is no step of it. */
  @Test
  void aJobThatGoesOnBeginsWithTheLeast() {
    assertThat(room(1_000_000, 10, 50, 0)).isEqualTo(40);
  }
}
