package citybrain.city;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.detection.CityCalendar;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImplausibleSensorTest {

  private static final int SENSORS = 6;

  /** Wednesday of the second week, 10 o'clock. */
  private static final int BEGINS = 24 * 9 + 10;

  private static final ImplausibleSensor RULE =
      new ImplausibleSensor(ImplausibleSensor.Settings.of(CityCalendar.of("UTC")));

  private interface Wrong {
    double of(int sensor, double hours, double usual);
  }

  /** A day with two rush hours. */
  private static double busy(double hours) {
    double hour = hours % 24;
    double rush = Math.exp(-Math.pow(hour - 8, 2) / 3) + Math.exp(-Math.pow(hour - 17, 2) / 4);
    return hours % 168 >= 120 ? 0.4 * rush : rush;
  }

  private static double usual(ObservedProperty property, int sensor, double hours) {
    double noise = noise(hours + 1000 * sensor);
    if (property == ObservedProperty.TRAFFIC_VEHICLE_COUNT) {
      return Math.rint(8 + 20 * busy(hours) + 3 * noise);
    }
    if (property == ObservedProperty.WATER_LEVEL) {
      return 4 + Math.sin(hours * Math.PI / 12) + 0.02 * noise;
    }
    if (property == ObservedProperty.AIR_TEMPERATURE) {
      return 8 + 4 * Math.sin(hours * Math.PI / 12) + 0.5 * noise;
    }
    return 50 - 15 * busy(hours) + noise;
  }

  private static List<Observation> feed(
      ObservedProperty property, Duration step, int days, Wrong wrong) {
    var all = new ArrayList<Observation>();
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      int number = sensor;
      all.addAll(
          Readings.series(
              "s" + sensor,
              property,
              "",
              step,
              0,
              24.0 * days,
              h -> wrong.of(number, h, usual(property, number, h))));
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    return all;
  }

  private static List<AlertChange> told(
      ObservedProperty property, Duration step, int days, Wrong wrong) {
    return Replay.of(RULE, feed(property, step, days, wrong)).changes();
  }

  private static boolean isWrong(int sensor, double hours, double lasts) {
    return sensor == 2 && hours >= BEGINS && hours < BEGINS + lasts;
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "60"})
  void metresASecondInAFeedOfKilometresAnHourAreToldHoweverOftenItIsRead(int minutes) {
    var changes =
        told(
            ObservedProperty.TRAFFIC_SPEED,
            Duration.ofMinutes(minutes),
            13,
            (sensor, h, usual) -> isWrong(sensor, h, 40) ? usual / 3.6 : usual);

    assertThat(changes)
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    var opened = changes.get(0);
    assertThat(opened.feature()).isEqualTo("s2");
    assertThat(opened.onset()).isEqualTo(hour(BEGINS + 6));
    assertThat(opened.reason())
        .startsWith("reads 0.278 times what it did: ")
        .endsWith(", for 6 h: km/h and m/s mixed?");
    assertThat(changes.get(1).time()).isEqualTo(hour(BEGINS + 43));
    assertThat(changes.get(1).reason()).startsWith("as it was before: ");
  }

  @Test
  void whatAWholeFeedMistakesIsToldOnce() {
    var changes =
        told(
            ObservedProperty.WATER_PRESSURE,
            Duration.ofMinutes(15),
            11,
            (sensor, h, usual) -> h >= BEGINS ? usual / 10.1972 : usual);

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).reason())
        .contains(", as do 5 others of its feed: bar and metres of water mixed?");
  }

  @Test
  void whatIsNotAConversionIsNoMistakeOfUnits() {
    assertThat(
            told(
                ObservedProperty.TRAFFIC_SPEED,
                Duration.ofMinutes(15),
                12,
                (sensor, h, usual) -> isWrong(sensor, h, 30) ? usual * 0.45 : usual))
        .isEmpty();
  }

  @Test
  void aFeedThatMovesAsAWholeExcusesOneThatMovesMore() {
    assertThat(
            told(
                ObservedProperty.TRAFFIC_SPEED,
                Duration.ofMinutes(15),
                12,
                (sensor, h, usual) ->
                    isWrong(sensor, h, 30) ? usual / 3.6 : h >= BEGINS ? usual * 0.5 : usual))
        .isEmpty();
  }

  @Test
  void fahrenheitIsToldFromWarmAir() {
    var changes =
        told(
            ObservedProperty.AIR_TEMPERATURE,
            Duration.ofMinutes(10),
            11,
            (sensor, h, usual) -> isWrong(sensor, h, 500) ? 1.8 * usual + 32 : usual);

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).reason()).endsWith("Fahrenheit and Celsius mixed?");
    assertThat(
            told(
                ObservedProperty.AIR_TEMPERATURE,
                Duration.ofMinutes(10),
                11,
                (sensor, h, usual) -> h >= BEGINS ? usual + 9 : usual))
        .isEmpty();
  }

  @Test
  void aGaugeThatMeasuresFromAnotherDatumIsTold() {
    var changes =
        told(
            ObservedProperty.WATER_LEVEL,
            Duration.ofMinutes(15),
            12,
            (sensor, h, usual) -> isWrong(sensor, h, 500) ? usual + 5.5 : usual);

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).onset()).isEqualTo(hour(BEGINS + 12));
    assertThat(changes.get(0).reason()).startsWith("moves as before, but around another level: ");
  }

  @Test
  void zeroWhereNoneEverWasIsToldWhileTheOthersCount() {
    var changes =
        told(
            ObservedProperty.TRAFFIC_VEHICLE_COUNT,
            Duration.ofMinutes(5),
            11,
            (sensor, h, usual) -> isWrong(sensor, h, 10) ? 0 : usual);

    assertThat(changes)
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    assertThat(changes.get(0).onset()).isEqualTo(hour(BEGINS + 3));
    assertThat(changes.get(0).reason())
        .startsWith("stuck at zero: 0 where ")
        .endsWith(", for 3 h in which it never was, while 5 of 5 others are not");
    assertThat(changes.get(1).time()).isEqualTo(hour(BEGINS + 11));
  }

  @Test
  void aCityInWhichNothingMovesHasNoBadSensors() {
    assertThat(
            told(
                ObservedProperty.TRAFFIC_VEHICLE_COUNT,
                Duration.ofMinutes(5),
                11,
                (sensor, h, usual) -> h >= BEGINS ? 0 : usual))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 'its day runs 1 h late'", "-2, 'its day runs 2 h early'"})
  void aDayThatRunsLateIsAClockThatDoes(int late, String words) {
    var changes =
        told(
            ObservedProperty.TRAFFIC_VEHICLE_COUNT,
            Duration.ofMinutes(5),
            19,
            (sensor, h, usual) ->
                sensor == 2 && h >= 24 * 14
                    ? usual(ObservedProperty.TRAFFIC_VEHICLE_COUNT, 2, h - late)
                    : usual);

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).reason())
        .startsWith(words)
        .endsWith(" for a day and 12 h: clock or time zone wrong?");
    assertThat(changes.get(0).observed()).isEqualTo(late);
    assertThat(changes.get(0).unit()).isEqualTo("h");
  }

  @Test
  void aDayOnWhichPeopleGetUpLateIsNoWrongClock() {
    assertThat(
            told(
                ObservedProperty.TRAFFIC_VEHICLE_COUNT,
                Duration.ofMinutes(5),
                19,
                (sensor, h, usual) ->
                    h >= 24 * 14 && h % 24 < 12
                        ? usual(ObservedProperty.TRAFFIC_VEHICLE_COUNT, sensor, h - 1)
                        : usual))
        .isEmpty();
  }

  @Test
  void whatLastsAWeekIsLearnedAnew() {
    var changes =
        told(
            ObservedProperty.TRAFFIC_SPEED,
            Duration.ofMinutes(15),
            30,
            (sensor, h, usual) -> isWrong(sensor, h, 5000) ? usual * 1.609344 : usual);

    assertThat(changes)
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    assertThat(changes.get(1).reason()).endsWith("for 7 days: learned anew as what is usual");
  }

  @Test
  void oneThatIsTakenAwayIsForgotten() {
    var all =
        feed(
            ObservedProperty.TRAFFIC_SPEED,
            Duration.ofMinutes(15),
            25,
            (sensor, h, usual) -> isWrong(sensor, h, 5000) ? usual / 3.6 : usual);
    all.removeIf(
        one -> one.feature().equals("s2") && one.phenomenonTime().isAfter(hour(BEGINS + 10)));
    var changes = Replay.of(RULE, all).changes();

    assertThat(changes)
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.UPDATE, AlertStatus.CLOSED);
    assertThat(changes.get(1).isUnknown()).isTrue();
    assertThat(changes.get(2).reason()).contains("it was taken away");
  }

  @Test
  void whatIsLearnedCannotBeJudged() {
    assertThatThrownBy(
            () ->
                new ImplausibleSensor.Settings(CityCalendar.of("UTC"), 6, 21, 3, 12, 3, 4, 3, 6, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be 20 or less");
  }
}
