package citybrain.city;

import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpikingSensorTest {

  private static final SpikingSensor RULE = new SpikingSensor(SpikingSensor.Settings.usual());

  private static List<Observation> series(
      long seconds, double to, ToDoubleFunction<Double> result) {
    return Readings.series(
        "n1", ObservedProperty.WATER_PRESSURE, "", Duration.ofSeconds(seconds), 0, to, result);
  }

  private static double pressure(double hours) {
    return 50 + 3 * Math.sin(hours * Math.PI / 12) + 0.1 * noise(hours);
  }

  /** At the beginning of each so many hours. */
  private static double spike(double hours, double each) {
    return Math.round(3600 * hours) % Math.round(3600 * each) == 0 ? 20 : 0;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 300, 3600})
  void manySpikesADayAreToldHoweverOftenItIsRead(long seconds) {
    var replay =
        Replay.of(
            RULE, series(seconds, 190, h -> pressure(h) + (h >= 100 && h < 148 ? spike(h, 3) : 0)));

    assertThat(replay.changes())
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    assertThat(replay.opened().get(0).reason()).startsWith("spiking sensor: ");
    assertThat(replay.closed().get(0).reason()).isEqualTo("no spike for 24 h: 0 a day");
  }

  @Test
  void aSpikeNowAndThenIsNone() {
    assertThat(Replay.of(RULE, series(300, 24 * 28, h -> pressure(h) + spike(h, 12))).changes())
        .isEmpty();
  }

  @Test
  void whatLastsIsNoSpike() {
    assertThat(
            Replay.of(
                    RULE,
                    series(300, 24 * 14, h -> pressure(h) + (h > 100 && h % 3 < 0.5 ? 20 : 0)))
                .changes())
        .isEmpty();
  }

  @Test
  void aSeriesThatIsMostlyAtZeroJumpsByItself() {
    assertThat(
            Replay.of(
                    RULE, series(300, 24 * 21, h -> noise(h) > (h % 168 > 120 ? 0.9 : 0.6) ? 1 : 0))
                .changes())
        .isEmpty();
  }

  @Test
  void acrossAGapNothingIsCompared() {
    var all = series(300, 24 * 10, h -> h % 6 < 5.9 ? pressure(h) : pressure(h) + 20);
    all.removeIf(one -> Math.round(one.phenomenonTime().getEpochSecond() / 300.0) % 72 >= 71);

    assertThat(Replay.of(RULE, all).opened()).isEmpty();
  }
}
