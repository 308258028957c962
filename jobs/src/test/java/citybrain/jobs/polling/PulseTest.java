package citybrain.jobs.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PulseTest {

  private static final Instant START = Instant.parse("2025-03-10T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static Instant after(long seconds) {
    return START.plusSeconds(seconds);
  }

  @Property
  void beatsAfterTwoIntervalsAndAMinuteAtLeast(
      @ForAll @IntRange(min = 1, max = 1_000) int every,
      @ForAll @IntRange(max = 10_000) int written,
      @ForAll @IntRange(max = 5_000) int later) {
    var pulse = new Pulse(Duration.ofSeconds(every), DAY, START);
    pulse.written(after(written));

    assertThat(pulse.isDue(after(written + later))).isEqualTo(later >= Math.max(60, 2 * every));
  }

  @Test
  void givesUpAfterLongFailureAtMostOnceAMinute() {
    var pulse = new Pulse(Duration.ofSeconds(30), Duration.ofHours(1), START);
    assertThat(pulse.failed(after(10))).isEmpty();
    assertThat(pulse.failed(after(3_610))).isEmpty();
    assertThat(pulse.failed(after(3_611))).contains(after(11));
    assertThat(pulse.gaveUp(after(3_611))).isTrue();
    assertThat(pulse.failed(after(3_670))).isEmpty();
    assertThat(pulse.failed(after(3_671))).contains(after(71));
    assertThat(pulse.gaveUp(after(3_671))).isFalse();
  }

  @Test
  void anAnswerBeginsTheWaitAnew() {
    var pulse = new Pulse(Duration.ofSeconds(30), Duration.ofHours(1), START);
    assertThat(pulse.failed(after(0))).isEmpty();
    assertThat(pulse.answered()).isFalse();
    assertThat(pulse.failed(after(4_000))).isEmpty();
    assertThat(pulse.failed(after(7_601))).contains(after(4_001));
    pulse.gaveUp(after(7_601));
    assertThat(pulse.answered()).isTrue();
    assertThat(pulse.answered()).isFalse();
  }

  @Test
  void lessThanZeroIsRefused() {
    assertThatThrownBy(() -> Poller.main(new String[] {"--give-up=PT-1S"}))
        .isInstanceOf(SettingException.class)
        .hasMessage("setting 'give-up' is 'PT-1S': expected a duration of zero or more");
  }

  @Test
  void zeroIsNever() {
    var pulse = new Pulse(Duration.ofSeconds(30), Duration.ZERO, START);
    assertThat(pulse.failed(after(0))).isEmpty();
    assertThat(pulse.failed(after(100_000_000))).isEmpty();
  }
}
