package citybrain.water;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PressurePatternTest {

  private static final PressurePattern RULE = new PressurePattern(PressurePattern.Settings.usual());
  private static final int SENSORS = 8;
  private static final double DAY = 24;

  /** Metres that a sensor is lower than demand makes it. */
  private interface Fall {
    double at(int sensor, double hours);
  }

  /** What a leak near the sensor 2 draws down. */
  private static double leak(int sensor) {
    return new double[] {0.02, 0.08, 0.25, 0.1, 0.03, 0.02, 0.01, 0.01}[sensor];
  }

  /** Litres per second into the area: day, weekend, season, and no two days alike. */
  private static double demand(double hours) {
    double day = Math.floor(hours / DAY);
    boolean weekend = day % 7 >= 5;
    double habit = 20 - 8 * Math.cos((hours - (weekend ? 5 : 3)) * Math.PI / 12);
    double season = 1 + 0.15 * Math.sin(day * 2 * Math.PI / 365);
    return habit * season * (1 + 0.06 * noise(day)) + 0.5 * noise(Math.floor(hours) + 0.5);
  }

  /** Head falls with the flow to the power of 1.852 (Hazen, Williams), more the farther away. */
  private static double usual(int sensor, double hours) {
    double loss = Math.pow(demand(hours), 1.852) / 100;
    return 60 - sensor - loss * (0.2 + 0.1 * sensor) + 0.02 * noise(hours + 1000.5 * sensor);
  }

  private static List<Observation> pressures(Duration step, double toDay, Fall fall) {
    var all = new ArrayList<Observation>();
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      int which = sensor;
      all.addAll(
          Readings.series(
              "n" + which,
              ObservedProperty.WATER_PRESSURE,
              "dma/A",
              step,
              0,
              toDay * DAY,
              h -> usual(which, h) - fall.at(which, h)));
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    return all;
  }

  private static List<Observation> hourly(double toDay, Fall fall) {
    return pressures(Duration.ofHours(1), toDay, fall);
  }

  private static Fall leaking(double fromDay, double toDay) {
    return (sensor, hours) -> hours >= fromDay * DAY && hours < toDay * DAY ? leak(sensor) : 0;
  }

  @Test
  void eightWeeksOfDemandAreQuiet() {
    assertThat(Replay.of(RULE, hourly(56, (s, h) -> 0)).changes()).isEmpty();
  }

  @Test
  void aLeakIsToldWithinADayAndNearIt() {
    var replay = Replay.of(RULE, hourly(34, leaking(30, 99)));

    assertThat(replay.opened()).hasSize(1);
    var alert = replay.opened().get(0);
    assertThat(alert.onset()).isBetween(hour(30.5 * DAY), hour(31.5 * DAY));
    assertThat(alert.feature()).isEqualTo("n2");
    assertThat(alert.zone()).isEqualTo("dma/A");
    assertThat(alert.expected() - alert.observed()).isBetween(0.01, 0.3);
    assertThat(alert.reason())
        .startsWith("leak near n2: pressure ")
        .contains("7 other sensors", "low as well: ");
  }

  @Test
  void aRepairClosesIt() {
    var replay = Replay.of(RULE, hourly(38, leaking(30, 34)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed()).singleElement().satisfies(PressurePatternTest::isRepaired);
    assertThat(replay.closed().get(0).time()).isBetween(hour(34 * DAY), hour(36 * DAY));
  }

  private static void isRepaired(AlertChange closed) {
    assertThat(closed.reason()).contains(": near again after ");
  }

  @Test
  void aLeakThatStaysIsOneAlertAndUsualInTheEnd() {
    var replay = Replay.of(RULE, hourly(75, leaking(30, 99)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed())
        .singleElement()
        .satisfies(
            one -> assertThat(one.reason()).contains("taken as usual, its end was not seen"));
  }

  @Test
  void hoursSayWhatMinutesSay() {
    var each =
        List.of(Duration.ofMinutes(5), Duration.ofHours(1)).stream()
            .map(step -> Replay.of(RULE, pressures(step, 33, leaking(30, 99))).opened())
            .toList();

    assertThat(each).allSatisfy(opened -> assertThat(opened).hasSize(1));
    var apart = Duration.between(each.get(0).get(0).onset(), each.get(1).get(0).onset());
    assertThat(apart.abs()).isLessThanOrEqualTo(Duration.ofHours(12));
  }

  @Test
  void oneSensorThatFallsAloneIsBroken() {
    for (double metres : new double[] {0.2, 3, 30}) {
      var replay = Replay.of(RULE, hourly(40, (s, h) -> s == 4 && h > 30 * DAY ? metres : 0));
      assertThat(replay.changes()).as(metres + " m").isEmpty();
    }
  }

  @Test
  void aPumpThatLiftsAllIsNoLeak() {
    var replay = Replay.of(RULE, hourly(45, (s, h) -> h > 30 * DAY ? 4 : 0));
    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void gapsAndNonsenseAreLivedWith() {
    var readings = new ArrayList<Observation>();
    for (var one : hourly(34, leaking(30, 99))) {
      long hour = Duration.between(Readings.START, one.phenomenonTime()).toHours();
      boolean isLost = hour % 11 == one.feature().hashCode() % 11 || (hour > 400 && hour < 420);
      if (!isLost) {
        readings.add(one);
      }
      if (hour % 50 == 0) {
        readings.add(
            Readings.of(
                one.feature(), one.property(), one.zone(), one.phenomenonTime(), Double.NaN));
        readings.add(Readings.estimated(one));
      }
    }
    var replay = Replay.of(RULE, readings);
    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).feature()).isEqualTo("n2");
  }

  @Test
  void isBoundedInSensorsAndTime() {
    var memory = RULE.blank();
    for (int i = 0; i < 1_000; i++) {
      var time = hour(i / 10.0);
      var one = Readings.of("n" + i, ObservedProperty.WATER_PRESSURE, "dma/A", time, 50);
      memory = RULE.observe(memory, one).memory();
    }
    assertThat(memory.sensors()).hasSize(64);
    var later = Readings.of("later", ObservedProperty.WATER_PRESSURE, "dma/A", hour(1_000), 50);
    assertThat(RULE.observe(memory, later).memory().sensors()).containsOnlyKeys("later");
  }
}
