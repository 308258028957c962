package citybrain.jobs.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PaceTest {

  private static final double MIDDLE = 0.5;

  @Property
  void keepsItsIntervalWhileAllIsWell(
      @ForAll @IntRange(min = 1, max = 100_000) int seconds,
      @ForAll @DoubleRange(min = 0, max = 0.99) double chance) {
    var every = Duration.ofSeconds(seconds);

    assertThat(new Pace(every).next(0, Optional.empty(), chance)).isEqualTo(every);
  }

  @Property
  void waitsLongerAfterEachFailureButNotForEver(
      @ForAll @IntRange(min = 1, max = 500) int seconds,
      @ForAll @IntRange(min = 1, max = 100) int failures) {
    var pace = new Pace(Duration.ofSeconds(seconds));
    var wait = pace.next(failures, Optional.empty(), MIDDLE);

    assertThat(wait)
        .isGreaterThanOrEqualTo(pace.next(failures - 1, Optional.empty(), MIDDLE))
        .isLessThanOrEqualTo(Pace.LONGEST);
  }

  @Property
  void spreadsByAFifth(@ForAll @DoubleRange(min = 0, max = 0.99) double chance) {
    var wait = new Pace(Duration.ofSeconds(30)).next(1, Optional.empty(), chance);

    assertThat(wait).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
  }

  @Property
  void grantsWhatIsAskedWithinReason(@ForAll @IntRange(min = 0, max = 100_000) int asked) {
    var wait =
        new Pace(Duration.ofSeconds(30)).next(1, Optional.of(Duration.ofSeconds(asked)), MIDDLE);

    assertThat(wait).isEqualTo(Duration.ofSeconds(Math.max(60, Math.min(asked, 3600))));
  }
}
