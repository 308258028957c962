package citybrain.water;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class SensorDriftTest {

  private static final SensorDrift RULE = new SensorDrift(SensorDrift.Settings.usual());

  private interface Pressure {
    double at(int sensor, double hours);
  }

  /** Sensors of one area follow demand, each with a swing of its own; weekends use less. */
  private static double usual(int sensor, double hours) {
    double demand = hours % 168 >= 120 ? 0.8 : 1;
    return 50
        - (2 + 0.5 * sensor) * demand * Math.sin(hours * Math.PI / 12)
        + 0.06 * noise(hours + sensor * 1000);
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
              Duration.ofMinutes(15),
              0,
              to,
              h -> pressure.at(which, h)));
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    return all;
  }

  /** Metres since an hour, at so many a day. */
  private static double since(double from, double hours, double aDay) {
    return Math.max(0, hours - from) * aDay / 24;
  }

  @Test
  void ordinaryWeeksAreQuiet() {
    assertThat(Replay.of(RULE, pressures(3, 21 * 24, SensorDriftTest::usual)).changes()).isEmpty();
  }

  @Test
  void oneSensorThatDriftsIsToldWithinTwoDaysAndTheOthersAreNot() {
    var replay =
        Replay.of(RULE, pressures(3, 120, (s, h) -> usual(s, h) - (s == 1 ? since(50, h, 1) : 0)));

    assertThat(replay.opened()).hasSize(1);
    var alert = replay.opened().get(0);
    assertThat(alert.feature()).isEqualTo("n1");
    assertThat(alert.zone()).isEqualTo("dma/A");
    assertThat(alert.onset()).isBetween(hour(50 + 36), hour(50 + 48));
    assertThat(alert.reason()).startsWith("sensor drifts: -0.");
  }

  @Test
  void anotherSensorDriftingUpwardsIsToldAsWellAndClosesWhenItIsMended() {
    var replay =
        Replay.of(
            RULE,
            pressures(4, 200, (s, h) -> usual(s, h) + (s == 3 && h < 140 ? since(50, h, 1.5) : 0)));

    assertThat(replay.opened()).extracting(change -> change.feature()).containsExactly("n3");
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).time()).isBetween(hour(140), hour(147));
  }

  @Test
  void aStepIsNoDrift() {
    var replay =
        Replay.of(RULE, pressures(3, 200, (s, h) -> usual(s, h) - (s == 1 && h >= 52 ? 5 : 0)));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void anAreaThatSinksTogetherIsNoDrift() {
    var replay = Replay.of(RULE, pressures(3, 200, (s, h) -> usual(s, h) - since(50, h, 1)));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void ofTwoSensorsEitherMayDrift() {
    var replay =
        Replay.of(RULE, pressures(2, 200, (s, h) -> usual(s, h) - (s == 1 ? since(50, h, 1) : 0)));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void aGapIsNotBridged() {
    var all = pressures(3, 300, (s, h) -> usual(s, h) - (s == 1 && h > 100 ? 5 : 0));
    all.removeIf(
        reading ->
            reading.phenomenonTime().isAfter(hour(60))
                && reading.phenomenonTime().isBefore(hour(150)));
    all.add(Readings.estimated(all.get(0)));

    assertThat(Replay.of(RULE, all).changes()).isEmpty();
  }

  @Test
  void fewerQuartersWouldTakeAStepForDrift() {
    assertThatThrownBy(() -> new SensorDrift.Settings(0.3, 0.25, 5, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 or more");
  }

  @Property(tries = 10)
  void everySeriesReplaysTheSame(@ForAll long seed) {
    var random = new Random(seed);
    var all =
        pressures(
            3, 120, (s, h) -> usual(s, h) + (s == 0 ? since(30, h, Math.floorMod(seed, 3)) : 0));
    all.removeIf(reading -> random.nextInt(15) == 0);
    var once = Replay.of(RULE, all);

    assertThat(Replay.of(RULE, all).changes()).isEqualTo(once.changes());
  }
}
