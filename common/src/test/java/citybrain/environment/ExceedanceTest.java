package citybrain.environment;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertStatus;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExceedanceTest {

  private static Exceedance european(String word) {
    return new Exceedance(word, Exceedance.Settings.usual());
  }

  private static List<Observation> readings(
      ObservedProperty pollutant, int minutes, double to, ToDoubleFunction<Double> result) {
    return Readings.series("station-1", pollutant, "", Duration.ofMinutes(minutes), 0, to, result);
  }

  @Test
  void anHourAboveOpensAndTwoBelowClose() {
    var replay =
        Replay.of(
            european("no2-1h"),
            readings(
                ObservedProperty.NITROGEN_DIOXIDE,
                60,
                24,
                h -> h >= 10 && h < 12 ? 230 : h == 12 ? 190 : 60));

    assertThat(replay.changes())
        .extracting(change -> change.status())
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    assertThat(replay.opened().get(0).onset()).as("known at its end").isEqualTo(hour(11));
    assertThat(replay.opened().get(0).reason())
        .isEqualTo(
            "NITROGEN_DIOXIDE: 1 h mean 230 ug/m3 is above 200 ug/m3"
                + " (EU Directive 2008/50/EC Annex XI)");
    assertThat(replay.closed().get(0).time()).as("190 is above 90 % of 200").isEqualTo(hour(15));
  }

  @Test
  void aDailyMeanNeedsThreeQuartersOfADay() {
    var replay = Replay.of(european("pm10-24h"), readings(ObservedProperty.PM10, 60, 24, h -> 80));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(18));
  }

  @Test
  void aShortPeakIsNoDailyExceedance() {
    var replay =
        Replay.of(
            european("pm10-24h"),
            readings(ObservedProperty.PM10, 60, 96, h -> h >= 40 && h < 43 ? 200 : 20));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void anEpisodeNeedsTwoHours() {
    var rule = european("pm2.5-episode");
    assertThat(
            Replay.of(rule, readings(ObservedProperty.PM2_5, 60, 24, h -> h == 10 ? 99 : 9))
                .changes())
        .isEmpty();
    assertThat(
            Replay.of(rule, readings(ObservedProperty.PM2_5, 60, 24, h -> h >= 10 ? 99 : 9))
                .opened()
                .get(0)
                .onset())
        .isEqualTo(hour(12));
  }

  @Test
  void tenMinuteReadingsAreAveragedOverTheWholeHour() {
    var replay =
        Replay.of(
            european("no2-1h"),
            readings(
                ObservedProperty.NITROGEN_DIOXIDE, 10, 24, h -> h >= 10 && h < 10.4 ? 400 : 60));

    assertThat(replay.changes()).as("(3 x 400 + 3 x 60) / 6 = 230").hasSize(2);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(11));
    assertThat(replay.opened().get(0).observed()).isEqualTo(230);
  }

  @Test
  void ofASilentStationItIsUnknown() {
    var rule = european("no2-1h");
    var replay =
        Replay.of(
            rule, readings(ObservedProperty.NITROGEN_DIOXIDE, 60, 11, h -> h == 10 ? 230 : 60));
    replay.advance(hour(16));

    assertThat(replay.closed()).isEmpty();
    var last = replay.changes().get(replay.changes().size() - 1);
    assertThat(last.isUnknown()).isTrue();
    assertThat(last.status()).isEqualTo(AlertStatus.UPDATE);
    assertThat(last.reason()).isEqualTo("unknown whether it goes on: no reading for 6 h");
  }

  @Test
  void estimatedValuesAndOtherPollutantsDoNotCount() {
    var readings = readings(ObservedProperty.NITROGEN_DIOXIDE, 60, 24, h -> 500);
    readings.replaceAll(Readings::estimated);
    readings.addAll(readings(ObservedProperty.OZONE, 60, 24, h -> 500));

    assertThat(Replay.of(european("no2-1h"), readings).changes()).isEmpty();
  }

  @Test
  void everyLimitHasItsOwnWord() {
    for (var law : Limit.Law.values()) {
      for (var day : LimitTest.DAYS) {
        assertThat(Limit.all(law, day)).extracting(Limit::word).doesNotHaveDuplicates();
      }
    }
  }

  @Property(tries = 50)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    for (var limit : Limit.all(Limit.Law.EUROPEAN, LocalDate.of(2024, 1, 1))) {
      var random = new Random(seed);
      var readings =
          readings(limit.pollutant(), 60, 240, h -> limit.limit() * (0.5 + random.nextDouble()));
      readings.removeIf(reading -> random.nextInt(10) == 0);
      var once = Replay.of(european(limit.word()), readings);
      assertThat(Replay.of(european(limit.word()), readings).changes()).isEqualTo(once.changes());
    }
  }
}
