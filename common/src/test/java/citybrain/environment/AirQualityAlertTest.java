package citybrain.environment;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AirQualityAlertTest {

  private static final ObservedProperty PM = ObservedProperty.PM2_5;
  private static final ObservedProperty NO2 = ObservedProperty.NITROGEN_DIOXIDE;

  private static AirQualityAlert rule(AirIndex index, int from) {
    return new AirQualityAlert(new AirQualityAlert.Settings(index, from, 1, 3, 6));
  }

  private static AirQualityAlert european() {
    return new AirQualityAlert(AirQualityAlert.Settings.usual());
  }

  /** In the order of time; what a station says at one time comes in any order. */
  private static List<Observation> station(
      int minutes, double to, Map<ObservedProperty, DoubleUnaryOperator> results) {
    var all = new ArrayList<Observation>();
    results.forEach(
        (pollutant, result) ->
            all.addAll(
                Readings.series(
                    "s",
                    pollutant,
                    "",
                    Duration.ofMinutes(minutes),
                    0,
                    to,
                    result::applyAsDouble)));
    all.removeIf(reading -> Double.isNaN(reading.result()));
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    return all;
  }

  private static List<AlertChange> changes(
      int minutes, double to, Map<ObservedProperty, DoubleUnaryOperator> results) {
    var replay = Replay.of(european(), station(minutes, to, results));
    replay.advance(hour(to));
    return replay.changes();
  }

  private static List<String> told(List<AlertChange> changes) {
    return changes.stream()
        .map(
            change ->
                change.status() + " " + Duration.between(Readings.START, change.time()).toHours())
        .toList();
  }

  @Test
  void anHourThatIsVeryPoorOpensOneThatIsWorseIsToldAndThreeBetterOnesClose() {
    var changes =
        changes(
            60,
            30,
            Map.of(
                PM,
                h -> h == 9 ? 60 : h == 10 || h == 12 ? 112 : h == 11 ? 150 : h == 13 ? 90 : 20,
                NO2,
                h -> 38));

    assertThat(told(changes)).containsExactly("OPEN 11", "UPDATE 12", "CLOSED 16");
    var open = changes.get(0);
    assertThat(open.reason())
        .isEqualTo(
            "air quality very poor (European index 5 of 6): PM2.5 112 ug/m3 in the hour, very poor"
                + " is above 90 ug/m3; beside it NO2 38; the hour before it was poor");
    assertThat(open.property()).isEqualTo("PM2_5");
    assertThat(open.observed()).isEqualTo(112);
    assertThat(open.expected()).isEqualTo(90);
    assertThat(open.unit()).isEqualTo("ug/m3");
    assertThat(open.severity()).isEqualTo(Severity.MODERATE);
    assertThat(changes.get(1).severity()).isEqualTo(Severity.SEVERE);
    assertThat(changes.get(1).reason())
        .isEqualTo(
            "air quality extremely poor (European index 6 of 6): PM2.5 150 ug/m3 in the hour, very"
                + " poor is above 90 ug/m3; beside it NO2 38; the hour before it was very poor");
    assertThat(changes.get(2).reason())
        .isEqualTo(
            "air quality moderate (European index 3 of 6), better than very poor for 3 h: PM2.5 20"
                + " ug/m3 in the hour, very poor is above 90 ug/m3; beside it NO2 38");
  }

  @Test
  void whoIsWorstAtOneTimeDoesNotDependOnTheOrderInWhichTheyCome() {
    Map<ObservedProperty, DoubleUnaryOperator> results =
        Map.of(PM, h -> h < 10 ? 20 : 95, NO2, h -> h < 10 ? 20 : 149);
    var one = station(60, 20, results);
    one.sort(
        Comparator.comparing(Observation::phenomenonTime).thenComparing(Observation::property));
    var other = station(60, 20, results);
    other.sort(
        Comparator.comparing(Observation::phenomenonTime)
            .thenComparing(Observation::property, Comparator.reverseOrder()));

    var changes = Replay.of(european(), one).changes();
    assertThat(told(changes)).containsExactly("OPEN 11");
    assertThat(changes.get(0).property()).as("149 of 100").isEqualTo("NITROGEN_DIOXIDE");
    assertThat(Replay.of(european(), other).changes()).isEqualTo(changes);
  }

  @Test
  void tenMinuteReadingsAreAveragedOverTheHour() {
    var changes = changes(10, 16, Map.of(PM, h -> h >= 10 && h < 10.5 ? 150 : 50));

    assertThat(changes).hasSize(2);
    assertThat(told(changes)).containsExactly("OPEN 11", "CLOSED 14");
    assertThat(changes.get(0).observed()).as("of six").isEqualTo(100);
  }

  @Test
  void whileItGoesUpAndDownItIsOneAlert() {
    var changes = changes(60, 60, Map.of(PM, h -> h >= 10 && h < 50 && h % 3 == 1 ? 120 : 70));

    assertThat(told(changes)).containsExactly("OPEN 11", "CLOSED 53");
  }

  @Test
  void aStationThatFallsSilentIsUnknownAndHeardOfAgain() {
    var changes =
        changes(60, 40, Map.of(PM, h -> h > 12 && h < 24 ? Double.NaN : h >= 10 ? 120 : 20));

    assertThat(told(changes)).containsExactly("OPEN 11", "UPDATE 18", "UPDATE 25");
    assertThat(changes.get(1).isUnknown()).isTrue();
    assertThat(changes.get(1).reason()).isEqualTo("unknown whether it goes on: no reading for 6 h");
    assertThat(changes.get(2).reason()).startsWith("heard of again: air quality very poor (");
  }

  /** NO2 alone would say that all is well. */
  @Test
  void whileWhatHeldItOpenIsNotMeasuredItDoesNotClose() {
    var changes =
        changes(
            60,
            40,
            Map.of(
                PM,
                h -> h > 12 && h < 30 ? Double.NaN : h >= 10 && h < 30 ? 120 : 20,
                NO2,
                h -> 5));

    assertThat(told(changes)).containsExactly("OPEN 11", "UPDATE 19", "UPDATE 31", "CLOSED 33");
    assertThat(changes.get(1).reason())
        .isEqualTo("unknown whether it goes on: no reading of PM2.5 for 6 h");
    assertThat(changes.get(2).reason()).startsWith("heard of again: air quality moderate (");
  }

  @Test
  void theUsIndexGoesByItsNowCast() {
    var readings = station(60, 40, Map.of(PM, h -> h >= 10 && h < 13 ? 200 : 10));
    var changes = Replay.of(rule(AirIndex.US_EPA, 4), readings).changes();

    assertThat(told(changes)).containsExactly("OPEN 11", "UPDATE 12", "CLOSED 17");
    assertThat(changes.get(0).reason())
        .startsWith("air quality unhealthy (US AQI 186): PM2.5 105 ug/m3 by NowCast of 12 h,")
        .contains("unhealthy is above 55 ug/m3");
  }

  @Test
  void theChineseIndexChangesWithItsStandard() {
    var rule = rule(AirIndex.CHINA, 3);
    var readings = station(60, 40, Map.of(PM, h -> 70));

    assertThat(Replay.of(rule, readings).changes()).as("in 2024").isEmpty();
    var later = new ArrayList<Observation>();
    readings.forEach(
        one ->
            later.add(
                Readings.of(
                    "s", PM, "", one.phenomenonTime().plus(Duration.ofDays(900)), one.result())));
    assertThat(Replay.of(rule, later).opened())
        .first()
        .satisfies(
            open ->
                assertThat(open.reason())
                    .startsWith("air quality lightly polluted (Chinese AQI 110): PM2.5 70 ug/m3"));
  }

  @Test
  void estimatesAndOtherPropertiesDoNotCount() {
    var readings = station(60, 24, Map.of(PM, h -> 500));
    readings.replaceAll(Readings::estimated);
    readings.addAll(station(60, 24, Map.of(ObservedProperty.AIR_TEMPERATURE, h -> 50)));
    readings.addAll(station(60, 24, Map.of(ObservedProperty.CARBON_MONOXIDE, h -> 400_000)));
    readings.sort(Comparator.comparing(Observation::phenomenonTime));

    assertThat(Replay.of(european(), readings).changes()).isEmpty();
  }

  @Test
  void anAlertThatWereAlwaysOpenIsRefused() {
    assertThatThrownBy(() -> rule(AirIndex.EUROPEAN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("from must be 2 or more, or alerts are always open");
  }

  @Property(tries = 50)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    for (var index : AirIndex.values()) {
      var random = new Random(seed);
      var readings = station(60, 240, Map.of(PM, h -> 300 * random.nextDouble(), NO2, h -> 50.0));
      readings.removeIf(reading -> random.nextInt(6) == 0);
      var once = Replay.of(rule(index, 4), readings);
      assertThat(Replay.of(rule(index, 4), readings).changes()).isEqualTo(once.changes());
      assertThat(once.changes())
          .filteredOn(change -> change.status() == AlertStatus.OPEN)
          .isNotEmpty();
    }
  }
}
