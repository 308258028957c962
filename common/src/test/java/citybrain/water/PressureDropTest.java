package citybrain.water;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.CityCalendar;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PressureDropTest {

  private static final PressureDrop RULE =
      new PressureDrop(PressureDrop.Settings.of(CityCalendar.of("UTC")));

  private interface Pressure {
    double at(int sensor, double hours);
  }

  private static double usual(int sensor, double hours) {
    return 50 - 3 * Math.sin(hours * Math.PI / 12) + 0.05 * noise(hours + sensor * 1000);
  }

  private static List<Observation> pressures(int sensors, double to, Pressure pressure) {
    var all = new ArrayList<Observation>();
    for (int sensor = 0; sensor < sensors; sensor++) {
      int which = sensor;
      all.addAll(
          Readings.series(
              "n" + which,
              ObservedProperty.WATER_PRESSURE,
              "dma/A",
              Duration.ofMinutes(5),
              0,
              to,
              h -> pressure.at(which, h)));
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    return all;
  }

  @Test
  void ordinaryWeeksAreQuiet() {
    assertThat(Replay.of(RULE, pressures(3, 14 * 24, PressureDropTest::usual)).changes()).isEmpty();
  }

  @Test
  void twoSensorsThatFallTogetherOpenAndTheirRecoveryCloses() {
    var replay =
        Replay.of(
            RULE, pressures(4, 72, (s, h) -> usual(s, h) - (s < 2 && h >= 50 && h < 53 ? 4 : 0)));

    assertThat(replay.opened()).hasSize(1);
    var alert = replay.opened().get(0);
    assertThat(alert.onset()).isBetween(hour(50), hour(50.25));
    assertThat(alert.feature()).isEqualTo("A");
    assertThat(alert.reason()).contains("2 of 4 sensors");
    assertThat(replay.closed().get(0).time()).isBetween(hour(53), hour(53.25));
  }

  @Test
  void aSmallFallOfTheWholeAreaCameFromElsewhere() {
    var replay =
        Replay.of(RULE, pressures(4, 96, (s, h) -> usual(s, h) - (h >= 50 && h < 53 ? 2 : 0)));

    assertThat(replay.changes()).as("4 % everywhere").isEmpty();
  }

  @Test
  void aSmallFallNearALeakIsTold() {
    var replay =
        Replay.of(
            RULE,
            pressures(4, 96, (s, h) -> usual(s, h) - (h >= 50 && h < 53 ? (s < 2 ? 2 : 0.4) : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isBetween(hour(50), hour(50.25));
  }

  @Test
  void twoOfThreeThatFallAlikeAreTold() {
    var replay =
        Replay.of(
            RULE, pressures(3, 96, (s, h) -> usual(s, h) - (s < 2 && h >= 50 && h < 53 ? 4 : 0)));

    assertThat(replay.opened()).as("8 % at most of the area, nothing at the rest").hasSize(1);
    assertThat(replay.opened().get(0).reason()).contains("2 of 3 sensors");
  }

  @Test
  void twoOfThreeThatFallMoreThanTheThirdButNotTwiceAsMuchAreNot() {
    var replay =
        Replay.of(
            RULE,
            pressures(
                3, 96, (s, h) -> usual(s, h) - (h >= 50 && h < 53 ? (s < 2 ? 2.5 : 1.6) : 0)));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void aLargeFallOfTheWholeAreaIsTold() {
    var replay =
        Replay.of(RULE, pressures(3, 96, (s, h) -> usual(s, h) - (h >= 50 && h < 53 ? 8 : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed()).hasSize(1);
  }

  @Test
  void aLargeFallOnTheFirstMorningIsTold() {
    var replay =
        Replay.of(RULE, pressures(3, 72, (s, h) -> usual(s, h) - (h >= 6 && h < 9 ? 8 : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(6).plusSeconds(600));
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(9).plusSeconds(600));
  }

  @Test
  void oneSensorOfSeveralIsNoBurst() {
    var replay =
        Replay.of(RULE, pressures(4, 96, (s, h) -> usual(s, h) - (s == 1 && h >= 50 ? 9 : 0)));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void oneSensorIsEnoughWhereItIsTheOnlyOne() {
    var replay =
        Replay.of(RULE, pressures(1, 96, (s, h) -> usual(s, h) - (h >= 50 && h < 52 ? 9 : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed()).hasSize(1);
  }

  @Test
  void aFallThatStaysIsTheNewUsual() {
    var replay = Replay.of(RULE, pressures(2, 140, (s, h) -> usual(s, h) - (h >= 50 ? 5 : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("learned anew as the new usual");
  }

  @Property(tries = 10)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var random = new Random(seed);
    var all =
        pressures(3, 96, (s, h) -> usual(s, h) - (noise(Math.floor(h) + seed % 99) > 0.8 ? 5 : 0));
    all.removeIf(reading -> random.nextInt(15) == 0);
    var once = Replay.of(RULE, all);

    assertThat(Replay.of(RULE, all).changes()).isEqualTo(once.changes());
  }
}
