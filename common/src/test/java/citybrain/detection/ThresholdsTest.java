package citybrain.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

  public enum Side {
    LEFT,
    RIGHT,
    FAR_LEFT
  }

  public record Settings(
      String timeZone, @AtMost(1) double leastShare, int fewestReadings, double metres, Side side) {
    public Settings {
      if (metres > 100 * leastShare) {
        throw new IllegalArgumentException("too far");
      }
    }
  }

  record Hidden(int number) {}

  private static final Settings USUAL = new Settings("UTC", 0.5, 3, 20, Side.LEFT);

  @Test
  void everyNumberAndWordIsAThreshold() {
    assertThat(Thresholds.of(USUAL))
        .isEqualTo(
            Map.of("least-share", "0.5", "fewest-readings", "3", "metres", "20", "side", "left"));
  }

  @Test
  void whatIsNotNamedStays() {
    assertThat(Thresholds.with(USUAL, Map.of("metres", "3e1", "side", "right")))
        .isEqualTo(new Settings("UTC", 0.5, 3, 30, Side.RIGHT));
    assertThat(Thresholds.with(USUAL, Thresholds.of(USUAL))).isEqualTo(USUAL);
    assertThat(Thresholds.with(USUAL, Map.of("side", "far-left")).side()).isEqualTo(Side.FAR_LEFT);
  }

  @Test
  void saysWhatIsExpected() {
    assertThat(Thresholds.expected(USUAL, "least-share"))
        .isEqualTo("a number above 0 and at most 1, such as 0.5");
    assertThat(Thresholds.expected(USUAL, "fewest-readings"))
        .isEqualTo("a whole number of readings, 1 or more, such as 3");
    assertThat(Thresholds.expected(USUAL, "side")).isEqualTo("one of left, right, far-left");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(Thresholds.accepts(USUAL, "least-share", "1")).isTrue();
    assertThat(Thresholds.accepts(USUAL, "least-share", "1.01")).isFalse();
    assertThat(Thresholds.accepts(USUAL, "least-share", "0")).isFalse();
    assertThat(Thresholds.accepts(USUAL, "side", "up")).isFalse();
    assertThat(Thresholds.accepts(USUAL, "time-zone", "UTC")).isFalse();
    assertThatThrownBy(() -> Thresholds.with(USUAL, Map.of("metres", "70")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("too far");
    assertThatThrownBy(() -> Thresholds.with(USUAL, Map.of("yards", "70")))
        .hasMessage("there is no threshold 'yards'");
  }

  @Test
  void settingsMustBePublic() {
    assertThatThrownBy(() -> Thresholds.with(new Hidden(1), Map.of("number", "2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not a public record");
  }
}
