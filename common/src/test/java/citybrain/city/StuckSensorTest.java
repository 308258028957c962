package citybrain.city;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StuckSensorTest {

  private static final StuckSensor RULE = new StuckSensor(StuckSensor.Settings.usual());

  /** To the centimetre, as pressure sensors tell it. */
  private static double pressure(double hours) {
    return Math.round(100 * (50 + 3 * Math.sin(hours / 4) + 0.06 * noise(hours))) / 100.0;
  }

  private static List<Observation> series(double to, ToDoubleFunction<Double> result) {
    return Readings.series(
        "n1", ObservedProperty.WATER_PRESSURE, "", Duration.ofMinutes(5), 0, to, result);
  }

  @Test
  void ordinaryWeeksAreQuiet() {
    assertThat(Replay.of(RULE, series(14 * 24, StuckSensorTest::pressure)).changes()).isEmpty();
  }

  @Test
  void oneValueForTwoHoursOpensAndAnotherCloses() {
    var replay = Replay.of(RULE, series(48, h -> pressure(h >= 20 && h < 30 ? 20 : h)));

    assertThat(replay.changes())
        .extracting(change -> change.status())
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(22));
    assertThat(replay.opened().get(0).severity()).isEqualTo(Severity.MINOR);
    assertThat(replay.opened().get(0).reason()).contains("repeated 24 times in 120 min");
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(30));
  }

  @Test
  void aSensorThatSticksAgainIsFoundAgain() {
    var replay =
        Replay.of(
            RULE, series(72, h -> pressure(h >= 20 && h < 30 ? 20 : h >= 50 && h < 60 ? 50 : h)));

    assertThat(replay.opened()).hasSize(2);
  }

  @Test
  void coarseSeriesMayRestForHours() {
    assertThat(
            Replay.of(RULE, series(14 * 24, h -> Math.round(12 + 2 * Math.sin(h / 4)))).changes())
        .isEmpty();
  }

  @Test
  void theLowestValueIsNoFault() {
    assertThat(
            Replay.of(RULE, series(14 * 24, h -> h % 24 < 6 || h > 200 ? 0 : pressure(h)))
                .changes())
        .as("an empty road by night, and later for good")
        .isEmpty();
  }

  @Test
  void hourlyReadingsNeedMoreHours() {
    var hourly =
        Readings.series(
            "s",
            ObservedProperty.OZONE,
            "",
            Duration.ofHours(1),
            0,
            120,
            h -> Math.round(60 + 20 * Math.sin((h >= 80 && h < 110 ? 80 : h) / 4)));
    var replay = Replay.of(RULE, hourly);

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isBetween(hour(86), hour(100));
  }

  @Test
  void nothingIsToldOfSeriesThatHardlyBegan() {
    assertThat(Replay.of(RULE, series(24, h -> h < 1 ? pressure(h) : 50.5)).changes()).isEmpty();
  }

  @Test
  void isUnknownWhenTheSensorFallsSilent() {
    var replay = Replay.of(RULE, series(25, h -> pressure(h >= 20 ? 20 : h)));
    replay.advance(hour(40));

    assertThat(replay.closed()).isEmpty();
    var last = replay.changes().get(replay.changes().size() - 1);
    assertThat(last.isUnknown()).isTrue();
    assertThat(last.status()).isEqualTo(AlertStatus.UPDATE);
    assertThat(last.reason()).isEqualTo("unknown whether it goes on: no reading for 360 min");
    assertThat(last.time()).isEqualTo(hour(25).minusSeconds(300).plusSeconds(6 * 3600));
  }

  @Property(tries = 30)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var random = new Random(seed);
    var series =
        series(
            96, h -> pressure(noise(Math.floor(h / 4) + seed % 999) > 0.6 ? Math.floor(h / 4) : h));
    series.removeIf(reading -> random.nextInt(20) == 0);
    var once = Replay.of(RULE, series);

    assertThat(Replay.of(RULE, series).changes()).isEqualTo(once.changes());
  }
}
