package citybrain.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CatchingUpTest {

  private static final Instant BEGIN = Instant.parse("2025-03-10T00:00:00Z");
  private static final Instant LIVE = BEGIN.plusSeconds(24 * 3600);

  private final CatchingUp catchingUp = new CatchingUp();

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
}
