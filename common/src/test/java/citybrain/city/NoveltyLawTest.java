package citybrain.city;

import static citybrain.detection.Readings.START;
import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.detection.CityCalendar;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the rule of novelty owes any series, whatever it measures and however often it comes. Day 0
 * is a Monday.
 */
class NoveltyLawTest {

  private static final NoveltyAlert RULE =
      new NoveltyAlert(NoveltyAlert.Settings.of(CityCalendar.of("UTC")));
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final double WEEKS_8 = 24 * 56;

  /** Busy by day, less at weekends; the noise is of the hour, so that every interval sees it. */
  private static double habit(double hours) {
    double day = 3 * (1 + Math.sin((hours - 6) * Math.PI / 12));
    double weekend = hours / 24 % 7 >= 5 ? 0.6 : 1;
    double before = noise(Math.floor(hours));
    double after = noise(Math.floor(hours) + 1);
    double share = hours - Math.floor(hours);
    return 10 + day * weekend + 0.4 * (before + share * (after - before));
  }

  private static List<Observation> series(
      Duration step, double fromHour, double toHour, DoubleUnaryOperator value) {
    return Readings.series(
        "s", ObservedProperty.WATER_LEVEL, "", step, fromHour, toHour, h -> value.applyAsDouble(h));
  }

  private static List<AlertChange> opened(Duration step, double hours, DoubleUnaryOperator value) {
    return Replay.of(RULE, series(step, 0, hours, value)).opened();
  }

  private static List<Instant> onsets(List<AlertChange> alerts) {
    return alerts.stream().map(AlertChange::onset).toList();
  }

  private static DoubleUnaryOperator incidentAt(double from) {
    return h -> habit(h) + (h >= from && h < from + 8 ? 12 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 15, 30, 60})
  void howOftenASeriesComesDecidesNothing(int minutes) {
    var onsets = onsets(opened(Duration.ofMinutes(minutes), 24 * 35, incidentAt(24 * 30 + 11)));

    assertThat(onsets).containsExactly(hour(24 * 30 + 11));
  }

  @Test
  void aSeriesThatComesEachSecondIsJudgedAfterAWeekAndNotAfterMinutes() {
    var young = Replay.of(RULE, series(Duration.ofSeconds(1), 0, 3, h -> h < 2 ? habit(h) : 99));
    assertThat(young.opened()).isEmpty();

    var onsets = onsets(opened(Duration.ofSeconds(2), 176, incidentAt(24 * 7 + 6)));
    assertThat(onsets).containsExactly(hour(24 * 7 + 6));
  }

  @Test
  void aSeriesThatComesOnceADayIsJudgedWhenItIsOldEnough() {
    var opened =
        opened(
            Duration.ofDays(1),
            24 * 400,
            h -> 10 + noise(h) + (h / 24 >= 350 && h / 24 < 353 ? 30 : 0));

    assertThat(onsets(opened)).containsExactly(hour(24 * 350));
  }

  @ParameterizedTest
  @CsvSource({"1e-6,0", "1e6,0", "-1,0", "1,1e9", "0.001,-1e6", "-1000,273.15"})
  void neitherUnitNorZeroNorSignMatter(double factor, double shift) {
    DoubleUnaryOperator value = h -> habit(h) + (h % 501 < 3 ? 8 : 0) - (h % 333 < 0.1 ? 15 : 0);
    var once = opened(FIVE_MINUTES, WEEKS_8, value);

    assertThat(once).hasSizeGreaterThanOrEqualTo(3);
    assertThat(onsets(opened(FIVE_MINUTES, WEEKS_8, h -> factor * value.applyAsDouble(h) + shift)))
        .isEqualTo(onsets(once));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 60})
  void eightQuietWeeksAreQuiet(int minutes) {
    int alerts = 0;
    for (int i = 0; i < 4; i++) {
      int other = 10_000 * i;
      var opened =
          opened(
              Duration.ofMinutes(minutes),
              WEEKS_8,
              h -> habit(h) + 0.3 * noise(h + other) + 0.3 * noise(Math.floor(h / 3) + other));
      alerts += opened.size();
    }

    assertThat(alerts).as("of four series in eight weeks").isLessThanOrEqualTo(3);
  }

  @Test
  void whatIsNoNumberChangesNothing() {
    var clean = series(FIVE_MINUTES, 0, 24 * 20, incidentAt(24 * 15));
    var broken = new ArrayList<Observation>();
    for (int i = 0; i < clean.size(); i++) {
      broken.add(clean.get(i));
      if (i % 7 == 0) {
        var time = clean.get(i).phenomenonTime().plusSeconds(60);
        double[] none = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        broken.add(Readings.of("s", ObservedProperty.WATER_LEVEL, "", time, none[i / 7 % 3]));
      }
    }

    assertThat(Replay.of(RULE, broken).changes()).isEqualTo(Replay.of(RULE, clean).changes());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e12, 1e300, Double.MAX_VALUE})
  void aJumpHoweverFarIsToldInNumbersAndOverWhenItIsOver(double jump) {
    var replay =
        Replay.of(
            RULE, series(FIVE_MINUTES, 0, WEEKS_8, h -> h >= 700 && h < 701 ? jump : habit(h)));

    assertThat(onsets(replay.opened())).contains(hour(700));
    assertThat(replay.opened()).hasSizeLessThanOrEqualTo(3);
    assertThat(replay.closed()).hasSameSizeAs(replay.opened());
    allAreNumbers(replay);
    assertThat(RangeNovelty.readings(replay.memory().state())).isEqualTo(WEEKS_8 * 12);
    for (double number : replay.memory().state().numbers()) {
      assertThat(number).isFinite();
    }
  }

  private static void allAreNumbers(Replay<?> replay) {
    assertThat(replay.changes())
        .allSatisfy(
            change -> {
              assertThat(Double.isFinite(change.observed()) || change.isUnknown()).isTrue();
              assertThat(Double.isFinite(change.expected()) || change.isUnknown()).isTrue();
              assertThat(change.reason()).doesNotContain("NaN", "Infinity");
            });
  }

  @Test
  void aConstantIsQuietAndItsFirstChangeIsToldOnce() {
    for (double constant : new double[] {0, 0.1, -7, 1e9 + 0.3}) {
      DoubleUnaryOperator rounding = h -> constant * (1 + (h % 2 < 1 ? 0x1p-52 : 0));
      assertThat(opened(FIVE_MINUTES, WEEKS_8, h -> constant)).isEmpty();
      assertThat(opened(FIVE_MINUTES, WEEKS_8, rounding)).as("rounded %s", constant).isEmpty();
      assertThat(onsets(opened(FIVE_MINUTES, WEEKS_8, h -> h < 500 ? constant : constant + 1)))
          .containsExactly(hour(500));
    }
  }

  @Test
  void anotherUnitFromOneReadingToTheNextIsToldOnce() {
    var there =
        Replay.of(RULE, series(FIVE_MINUTES, 0, WEEKS_8, h -> habit(h) * (h < 700 ? 1 : 1000)));
    var replay =
        Replay.of(RULE, series(FIVE_MINUTES, 0, WEEKS_8, h -> habit(h) / (h < 700 ? 1 : 1000)));

    assertThat(onsets(there.opened())).contains(hour(700));
    assertThat(onsets(replay.opened())).contains(hour(700));
    assertThat(there.opened().size() + replay.opened().size()).isLessThanOrEqualTo(4);
    allAreNumbers(there);
    allAreNumbers(replay);
  }

  @Test
  void aSensorThatFlapsEachMinuteIsToldAFewTimes() {
    var replay =
        Replay.of(
            RULE,
            series(
                Duration.ofMinutes(1),
                0,
                24 * 28,
                h -> habit(h) + (h >= 200 && Math.round(h * 60) % 2 == 0 ? 40 : 0)));

    assertThat(onsets(replay.opened())).contains(hour(200));
    assertThat(replay.opened()).hasSizeLessThanOrEqualTo(3);
    allAreNumbers(replay);
  }

  @Test
  void aGapIsNoHappeningAndOneWhileAnAlertIsOpenLeavesItUnknown() {
    var around = series(FIVE_MINUTES, 0, 24 * 10.3, NoveltyLawTest::habit);
    around.addAll(series(FIVE_MINUTES, 24 * 24.8, WEEKS_8, NoveltyLawTest::habit));
    assertThat(onsets(Replay.of(RULE, around).opened())).isEmpty();

    var within = series(FIVE_MINUTES, 0, 24 * 20 + 1, incidentAt(24 * 20));
    within.addAll(series(FIVE_MINUTES, 24 * 22, 24 * 30, NoveltyLawTest::habit));
    var replay = Replay.of(RULE, within);
    assertThat(replay.changes()).anyMatch(AlertChange::isUnknown);
    assertThat(replay.closed()).hasSameSizeAs(replay.opened());
    allAreNumbers(replay);
  }

  @Test
  void theIntervalIsThatOfMostReadings() {
    var rule = new RangeNovelty(CityCalendar.of("UTC"));
    var state = RangeNovelty.blank();
    var time = START;
    for (int i = 0; i < 3_000; i++) {
      state = rule.observe(state, time, i).state();
      time = time.plusSeconds(i % 50 == 0 ? 86_400 : i % 50 == 1 ? 0 : i % 50 == 2 ? 1 : 900);
    }

    assertThat(RangeNovelty.interval(state)).isBetween(850.0, 950.0);
  }
}
