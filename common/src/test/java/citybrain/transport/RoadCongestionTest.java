package citybrain.transport;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.CityCalendar;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoadCongestionTest {

  private static final RoadCongestion RULE =
      new RoadCongestion(RoadCongestion.Settings.of(CityCalendar.of("UTC")));

  /** 50 km/h, 25 in the rush hour from 7 to 9, a little noise. */
  private static double usual(double hours) {
    double ofDay = hours % 24;
    double rush = Math.max(0, 1 - Math.abs(ofDay - 8)) * 0.5;
    return 50 * (1 - rush) * (1 + 0.08 * noise(hours));
  }

  private static List<Observation> speeds(double from, double to, ToDoubleFunction<Double> speed) {
    return Readings.series(
        "link-1", ObservedProperty.TRAFFIC_SPEED, "", Duration.ofMinutes(5), from, to, speed);
  }

  @Test
  void ordinaryDaysAreQuietAndTheRushHourIsOrdinary() {
    assertThat(Replay.of(RULE, speeds(0, 14 * 24, RoadCongestionTest::usual)).changes()).isEmpty();
  }

  @Test
  void aCrashAfterOneDayOpensAtItsSecondIntervalAndCloses() {
    var replay = Replay.of(RULE, speeds(0, 48, h -> h >= 36 && h < 37 ? 12 + noise(h) : usual(h)));

    assertThat(replay.opened()).hasSize(1);
    var alert = replay.opened().get(0);
    assertThat(alert.onset()).isEqualTo(hour(36).plusSeconds(300));
    assertThat(alert.feature()).isEqualTo("link-1");
    assertThat(alert.severity()).isEqualTo(Severity.MODERATE);
    assertThat(alert.expected()).isBetween(46.0, 54.0);
    assertThat(alert.reason())
        .startsWith("incident (sudden): speed 1")
        .endsWith("is usual for this link at this hour (6 readings), for 10 min");
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(37).plusSeconds(600));
  }

  @Test
  void aQueueThatMovesForAMomentIsOneJam() {
    var replay =
        Replay.of(
            RULE,
            speeds(
                0,
                48,
                h -> h < 36 || h >= 37.5 || (h >= 36.5 && h < 36.6) ? usual(h) : 12 + noise(h)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed()).hasSize(1);
  }

  @Test
  void aFallNearTheBorderMustLast() {
    // A noisy link: half its speed is four sigmas, a fifth is far more.
    ToDoubleFunction<Double> noisy = h -> 50 * Math.exp(0.26 * noise(h));
    var shallow =
        Replay.of(RULE, speeds(0, 40, h -> h < 36 || h > 36.1 ? noisy.applyAsDouble(h) : 24));
    var lasting =
        Replay.of(RULE, speeds(0, 40, h -> h < 36 || h > 37 ? noisy.applyAsDouble(h) : 24));
    var deep = Replay.of(RULE, speeds(0, 40, h -> h < 36 || h > 36.1 ? noisy.applyAsDouble(h) : 8));

    assertThat(shallow.changes()).isEmpty();
    assertThat(lasting.opened()).hasSize(1);
    assertThat(lasting.opened().get(0).onset()).isAfter(hour(36).plusSeconds(300));
    assertThat(deep.opened().get(0).onset()).isEqualTo(hour(36).plusSeconds(300));
  }

  @Test
  void whatComesBackEveryDayEndsUpOrdinary() {
    var replay =
        Replay.of(
            RULE,
            speeds(
                0,
                20 * 24,
                h -> h >= 72 && h % 24 >= 15 && h % 24 < 15.5 ? usual(h) * 0.45 : usual(h)));

    assertThat(replay.opened()).as("a jam that comes back is known").hasSize(1);
  }

  @Test
  void aSlowDeclineIsCongestion() {
    var replay =
        Replay.of(
            RULE,
            speeds(
                0, 120, h -> h < 108 ? usual(h) : usual(h) * Math.max(0.2, 1 - (h - 108) * 0.4)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).reason()).startsWith("congestion (gradual)");
  }

  /** Twenty minutes from flowing to standing: what comes each day and is not known yet. */
  @Test
  void aQueueThatGrowsIsNoNewsBeforeThreeDaysAreKnownAndAFallIs() {
    double begins = 24 + 14;
    var grows =
        speeds(
            0,
            48,
            h ->
                usual(h)
                    * (h < begins || h > begins + 2 ? 1 : Math.max(0.35, 1 - 2 * (h - begins))));
    assertThat(Replay.of(RULE, grows).changes()).isEmpty();

    var falls = speeds(0, 48, h -> usual(h) * (h < begins || h > begins + 2 ? 1 : 0.35));
    assertThat(Replay.of(RULE, falls).opened()).hasSize(1);
    assertThat(Replay.of(RULE, falls).opened().get(0).reason()).startsWith("incident (sudden)");
  }

  /**
   * A jam began within this half hour: what was driven ten minutes ago is not usual at this hour.
   */
  @Test
  void whatWasSeenMinutesAgoIsNotUsualAtThisHour() {
    double begins = 14.2;
    var first =
        speeds(0, 24, h -> h < begins ? 50 + noise(h) : Math.max(17, 50 - 100 * (h - begins)));
    assertThat(Replay.of(RULE, first).changes()).isEmpty();
  }

  @Test
  void oneSlowIntervalIsNoJam() {
    var replay = Replay.of(RULE, speeds(0, 48, h -> h == 36 ? 8 : usual(h)));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void estimatedSpeedsDoNotCount() {
    var speeds = new ArrayList<>(speeds(0, 36, RoadCongestionTest::usual));
    speeds(36, 40, h -> 5).forEach(speed -> speeds.add(Readings.estimated(speed)));

    assertThat(Replay.of(RULE, speeds).changes()).isEmpty();
  }

  @Test
  void doesNotLearnFromTheIncidentWhileItIsOpen() {
    var quiet = Replay.of(RULE, speeds(0, 36, RoadCongestionTest::usual)).memory().profile();
    var during = Replay.of(RULE, speeds(0, 44, h -> h < 36 ? usual(h) : 10)).memory().profile();

    assertThat(during.mean()).containsExactly(quiet.mean());
  }

  @Test
  void growsWorseOnce() {
    var replay =
        Replay.of(
            RULE, speeds(0, 40, h -> h < 36 ? usual(h) : h < 37 ? 18 : h < 38 ? 8 : usual(h)));

    assertThat(replay.changes())
        .extracting(change -> change.status())
        .containsExactly(AlertStatus.OPEN, AlertStatus.UPDATE, AlertStatus.CLOSED);
    assertThat(replay.changes().get(1).severity()).isEqualTo(Severity.SEVERE);
  }

  @Test
  void isUnknownWhenTheLinkFallsSilent() {
    var replay = Replay.of(RULE, speeds(0, 36.5, h -> h < 36 ? usual(h) : 10));
    replay.advance(hour(40));

    assertThat(replay.closed()).isEmpty();
    var last = replay.changes().get(replay.changes().size() - 1);
    assertThat(last.isUnknown()).isTrue();
    assertThat(last.status()).isEqualTo(AlertStatus.UPDATE);
    assertThat(last.reason()).isEqualTo("unknown whether it goes on: no measured speed for 60 min");
  }

  @Test
  void roadworksBecomeTheNewUsual() {
    var replay = Replay.of(RULE, speeds(0, 24 * 9, h -> h < 36 ? usual(h) : 0.3 * usual(h)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("learned anew as the new usual speed");
  }

  @Test
  void anHourNeverSeenIsHeldAgainstTheHalfHourBefore() {
    var replay = Replay.of(RULE, speeds(6, 12, h -> h < 11 || h >= 11.5 ? 50 + noise(h) : 9));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).expected()).isBetween(49.0, 51.0);
    assertThat(replay.opened().get(0).reason())
        .isEqualTo(
            "incident (sudden): speed 9 km/h where 50 km/h was driven in the 6 intervals before,"
                + " for 10 min");
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).reason())
        .startsWith("back to ")
        .contains("was ordinary before it began");
    assertThat(Replay.of(RULE, speeds(6, 12, h -> 50 - 7 * (h - 6))).changes())
        .as("a gradual fall at hours never seen is what is usual there, for all we know")
        .isEmpty();
  }

  private static List<Observation> counted(List<Observation> speeds, double count) {
    var all = new ArrayList<Observation>();
    for (var speed : speeds) {
      all.add(
          Readings.of(
              speed.feature(),
              ObservedProperty.TRAFFIC_VEHICLE_COUNT,
              "",
              speed.phenomenonTime(),
              count));
      all.add(speed);
    }
    return all;
  }

  @Test
  void oneOrTwoVehiclesAreNoCongestion() {
    ToDoubleFunction<Double> crash = h -> h >= 36 && h < 36.15 ? 12 + noise(h) : usual(h);

    assertThat(Replay.of(RULE, counted(speeds(0, 48, crash), 1)).changes()).isEmpty();
    assertThat(Replay.of(RULE, counted(speeds(0, 48, crash), 5)).opened()).hasSize(1);
  }

  /** The windows of some sensors overlap, and each match stands in two intervals. */
  @Test
  void whoIsToldTwiceIsOneWitness() {
    var twice = counted(speeds(0, 60, h -> one(Math.floor(h * 6))), 2);
    assertThat(Replay.of(RULE, twice).opened()).isEmpty();
    var each = counted(speeds(0, 60, h -> one(Math.floor(h * 12)) + 1e-3 * noise(h)), 2);
    assertThat(Replay.of(RULE, each).opened()).as("slow ones behind one another").hasSize(1);
  }

  /** 50 km/h, and at the 300th place somebody parks. */
  private static double one(double place) {
    return place == 300 || place == 301 ? 9 : 50 + Math.round(4 * noise(place));
  }

  @Test
  void whatIsReadOnceAnHourIsJudged() {
    var hourly =
        Readings.series(
            "link-1",
            ObservedProperty.TRAFFIC_SPEED,
            "",
            Duration.ofHours(1),
            0,
            21 * 24,
            h -> usual(h) * (h >= 344 && h < 348 ? 0.25 : 1));
    var replay = Replay.of(RULE, hourly);
    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).reason()).endsWith("for 120 min");
    assertThat(replay.closed()).hasSize(1);
  }

  @Test
  void manySingleVehiclesInARowAre() {
    var replay = Replay.of(RULE, counted(speeds(0, 48, h -> h >= 36 && h < 37 ? 12 : usual(h)), 1));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(36).plusSeconds(600));
    assertThat(replay.closed()).hasSize(1);
  }

  @Property(tries = 30)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var random = new Random(seed);
    var speeds =
        speeds(
            0,
            72,
            h -> random.nextInt(12) == 0 ? random.nextDouble() * 90 : usual(h) * factor(h, seed));
    speeds.removeIf(speed -> random.nextInt(20) == 0);

    var once = Replay.of(RULE, speeds);
    assertThat(Replay.of(RULE, speeds).changes()).isEqualTo(once.changes());
    assertThat(once.opened().size() - once.closed().size()).isBetween(0, 1);
  }

  private static double factor(double hours, long seed) {
    return noise(Math.floor(hours) + seed % 1000) < -0.6 ? 0.3 : 1;
  }
}
