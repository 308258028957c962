package citybrain.city;

import static citybrain.detection.Readings.START;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.detection.Key;
import citybrain.detection.Panel;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PanelAlertTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String[] NAMES = {"pump", "inflow", "outflow", "head", "well"};
  private static final ObservedProperty[] PROPERTIES = {
    ObservedProperty.WATER_FLOW,
    ObservedProperty.WATER_FLOW,
    ObservedProperty.WATER_FLOW,
    ObservedProperty.WATER_PRESSURE,
    ObservedProperty.WATER_LEVEL
  };

  /** What is added to a series at a row. */
  private interface Disturbance {
    double at(int series, int row);
  }

  private static PanelAlert rule(Duration every) {
    return new PanelAlert(
        PanelAlert.Settings.usual(),
        Map.of("demo", new Panel("station", "test", Key.FEED, every, "demo.yaml:1")));
  }

  /** A station whose pump follows demand, with a well that is drawn down and fills again. */
  private static double usual(int series, int row) {
    double demand =
        20 + 8 * Math.sin(row * Math.PI / 12) + 2 * noise(Math.floor(row / 24.0) + 0.25);
    double own = 0.2 * noise(row + 10_000.5 * series);
    return switch (series) {
      case 0 -> demand + own;
      case 1 -> 0.4 * demand + own;
      case 2 -> 0.6 * demand + own;
      case 3 -> 70 - 0.05 * demand * demand + own;
      default -> 9 - 0.1 * (20 + 8 * Math.sin((row - 1) * Math.PI / 12)) + 0.1 * own;
    };
  }

  private static List<Observation> rows(Duration every, int from, int to, Disturbance disturbance) {
    var all = new ArrayList<Observation>();
    for (int row = from; row < to; row++) {
      for (int series = 0; series < NAMES.length; series++) {
        all.add(reading(every, row, series, usual(series, row) + disturbance.at(series, row)));
      }
    }
    return all;
  }

  private static Observation reading(Duration every, int row, int series, double value) {
    return Readings.of(NAMES[series], PROPERTIES[series], "", time(every, row), value);
  }

  private static Instant time(Duration every, int row) {
    return START.plus(every.multipliedBy(row));
  }

  private static Disturbance forged(int series, double by, int from, int to) {
    return (one, row) -> one == series && row >= from && row < to ? by : 0;
  }

  private static Replay<PanelAlert.Memory> replay(int rows, Disturbance disturbance) {
    return Replay.of(rule(HOUR), rows(HOUR, 0, rows, disturbance));
  }

  @Test
  void eightWeeksOfItsHabitsAreQuiet() {
    assertThat(replay(8 * 7 * 24, (series, row) -> 0).changes()).isEmpty();
  }

  @Test
  void aSeriesThatContradictsTheOthersIsToldAtOnceAndNamed() {
    var replay = replay(800, forged(2, 4, 700, 730));

    assertThat(replay.opened()).hasSize(1);
    var alert = replay.opened().get(0);
    assertThat(alert.onset()).isBetween(time(HOUR, 700), time(HOUR, 702));
    assertThat(alert.feature()).isEqualTo("outflow");
    assertThat(alert.observed() - alert.expected()).isBetween(2.0, 5.0);
    assertThat(alert.reason())
        .startsWith("station: outflow WATER_FLOW ")
        .contains("where the 4 other series let expect");
    assertThat(replay.closed()).singleElement().satisfies(PanelAlertTest::agreesAgain);
    assertThat(replay.closed().get(0).time()).isBetween(time(HOUR, 730), time(HOUR, 740));
  }

  private static void agreesAgain(AlertChange closed) {
    assertThat(closed.reason()).contains("they agree again");
    assertThat(closed.observed()).isBetween(closed.expected() - 2, closed.expected() + 2);
  }

  @Test
  void aStuckSensorIsToldThoughItsValueIsOrdinary() {
    double held = usual(1, 700);
    var readings = new ArrayList<Observation>();
    for (var one : rows(HOUR, 0, 760, (series, row) -> 0)) {
      boolean isStuck =
          one.feature().equals("inflow") && !one.phenomenonTime().isBefore(time(HOUR, 700));
      readings.add(
          isStuck
              ? Readings.of(one.feature(), one.property(), "", one.phenomenonTime(), held)
              : one);
    }
    var replay = Replay.of(rule(HOUR), readings);
    assertThat(replay.opened()).isNotEmpty();
    assertThat(replay.opened().get(0).feature()).isEqualTo("inflow");
  }

  /** The same rows, whether they come each second, minute or hour. */
  @Test
  void rowsCountAndNotTheTimeBetweenThem() {
    for (var every : List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), HOUR)) {
      var replay = Replay.of(rule(every), rows(every, 0, 720, forged(3, -8, 700, 710)));
      assertThat(replay.opened()).as(every.toString()).hasSize(1);
      assertThat(replay.opened().get(0).onset()).isEqualTo(time(every, 701));
    }
  }

  @Test
  void aNewHabitIsToldOnceAndIsUsualInTheEnd() {
    var replay = replay(2_600, forged(2, 6, 700, 9_999));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).contains("taken as the new usual"));
  }

  @Test
  void scaleAndShiftOfASeriesChangeNothing() {
    var plain = replay(760, forged(2, 4, 700, 730)).opened();
    var readings =
        rows(HOUR, 0, 760, forged(2, 4, 700, 730)).stream()
            .map(
                one ->
                    one.feature().equals("pump")
                        ? Readings.of(
                            "pump",
                            one.property(),
                            "",
                            one.phenomenonTime(),
                            500 + 3 * one.result())
                        : one)
            .toList();
    var scaled = Replay.of(rule(HOUR), readings).opened();
    assertThat(scaled).hasSameSizeAs(plain);
    assertThat(scaled.get(0).onset()).isEqualTo(plain.get(0).onset());
  }

  @Test
  void nonsenseGapsAndEstimatesAreNotJudged() {
    var readings = new ArrayList<Observation>();
    for (var one : rows(HOUR, 0, 800, (series, row) -> 0)) {
      long row = Duration.between(START, one.phenomenonTime()).toHours();
      if (row % 37 != 0 && (row < 500 || row > 520)) {
        readings.add(one);
      }
      if (row % 11 == 0) {
        readings.add(
            Readings.of(one.feature(), one.property(), "", one.phenomenonTime(), Double.NaN));
        readings.add(
            Readings.estimated(
                Readings.of(one.feature(), one.property(), "", one.phenomenonTime(), 9_999)));
      }
    }
    assertThat(Replay.of(rule(HOUR), readings).changes()).isEmpty();
  }

  @Test
  void ofASilentPanelItIsUnknownWhetherItGoesOn() {
    var replay = replay(703, forged(2, 5, 700, 710));
    replay.advance(time(HOUR, 740));
    var unknown = replay.changes().get(1);
    assertThat(unknown.status()).isEqualTo(AlertStatus.UPDATE);
    assertThat(unknown.reason()).contains("unknown whether it goes on");
    rows(HOUR, 741, 743, forged(2, 5, 741, 743)).forEach(replay::observe);
    var heard = replay.changes().get(2);
    assertThat(heard.reason()).startsWith("heard of again: WATER_FLOW ").doesNotContain("unknown");
    rows(HOUR, 743, 760, (series, row) -> 0).forEach(replay::observe);
    assertThat(replay.closed()).singleElement().satisfies(PanelAlertTest::agreesAgain);
  }

  @Test
  void aSeriesThatIsGoneLeavesThePanelAndANewOneBeginsAnother() {
    var rule = rule(HOUR);
    var replay = Replay.of(rule, rows(HOUR, 0, 500, (series, row) -> 0));
    for (var one : rows(HOUR, 500, 800, forged(2, 5, 780, 790))) {
      if (!one.feature().equals("well")) {
        replay.observe(one);
      }
    }
    assertThat(replay.opened()).singleElement().extracting("feature").isEqualTo("outflow");
    assertThat(replay.memory().rows().names()).hasSize(4);
    replay.observe(reading(HOUR, 800, 4, 5));
    assertThat(replay.memory().training().model()).isNull();
  }

  /** What makes the panel another one while an alert is open must not leave it open for ever. */
  @Test
  void anAlertEndsThoughThePanelBecomesAnother() {
    var replay = replay(702, forged(2, 5, 700, 702));
    assertThat(replay.opened()).hasSize(1);
    for (var one : rows(HOUR, 702, 1_100, (series, row) -> 0)) {
      replay.observe(one);
      if (one.feature().equals("well")) {
        replay.observe(
            Readings.of(
                "new", ObservedProperty.WATER_LEVEL, "", one.phenomenonTime(), one.result()));
      }
    }
    assertThat(replay.memory().rows().names()).hasSize(6);
    assertThat(replay.memory().training().model()).isNotNull();
    assertThat(replay.closed()).singleElement().satisfies(PanelAlertTest::agreesAgain);
  }

  /** A year later the network may be another one. */
  @Test
  void whatWasLearnedBeforeALongSilenceIsForgotten() {
    var replay = replay(600, (series, row) -> 0);
    rows(HOUR, 9_000, 9_300, (series, row) -> 20 * series).forEach(replay::observe);
    assertThat(replay.changes()).isEmpty();
    assertThat(replay.memory().training().model()).isNull();
  }

  @Test
  void isBoundedInSeriesAndRows() {
    var rule = rule(Duration.ofMinutes(1));
    var memory = rule.blank();
    for (int i = 0; i < 500; i++) {
      var one = Readings.of("f" + i, ObservedProperty.WATER_FLOW, "", START, i);
      memory = rule.observe(memory, one).memory();
    }
    assertThat(memory.rows().names()).hasSize(48);
    var replay = new Replay<>(rule);
    rows(Duration.ofMinutes(1), 0, 5_000, (series, row) -> 0).forEach(replay::observe);
    assertThat(replay.memory().training().pairs()).hasSizeLessThanOrEqualTo(960);
    assertThat(replay.memory().training().stride()).isEqualTo(8);
  }

  @Test
  void otherFeedsAndCitiesAreNotOfIt() {
    var other = new PanelAlert(PanelAlert.Settings.usual(), Map.of());
    var one = reading(HOUR, 0, 0, 1);
    assertThat(other.observe(other.blank(), one).memory()).isEqualTo(other.blank());
  }
}
