package citybrain.local.truth;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.geo.Position;
import citybrain.local.topics.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TruthScoreTest {

  private static final Instant BEGIN = Instant.parse("2025-03-10T00:00:00Z");
  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  private static final TimeRange DAY = new TimeRange(BEGIN, Instant.parse("2025-03-11T00:00:00Z"));

  @Test
  void anAlertOnOneOfTheFeaturesInTimeDetects() {
    var burst = incident("pipe-burst", "water", NOON, "DMA07", "p104");
    var score = score(List.of(burst), alert("water", "p104", "", NOON.plusSeconds(600), null));
    assertThat(score.eligible()).isEqualTo(1);
    assertThat(score.detected()).isEqualTo(1);
    assertThat(score.medianDelaySeconds()).hasValue(600);
    assertThat(score.falseAlerts()).isZero();
    assertThat(score.byKind()).containsEntry("pipe-burst", new TruthScore.Kind(1, 1));
  }

  @Test
  void aZoneCountsAsWellQualifiedOrNot() {
    var burst = incident("pipe-burst", "water", NOON, "DMA07");
    assertThat(score(List.of(burst), alert("water", "x", "dma:DMA07", NOON, null)).detected())
        .isEqualTo(1);
    assertThat(score(List.of(burst), alert("water", "x", "DMA07", NOON, null)).detected())
        .isEqualTo(1);
  }

  @Test
  void tooLateIsNotDetectedButNotFalseEither() {
    var burst = incident("pipe-burst", "water", NOON, "DMA07");
    var score = score(List.of(burst), alert("water", "DMA07", "", NOON.plusSeconds(1801), null));
    assertThat(score.detected()).isZero();
    assertThat(score.falseAlerts()).isZero();
    assertThat(score.medianDelaySeconds()).isEmpty();
  }

  @Test
  void anotherDomainPlaceOrTimeIsFalse() {
    var burst = incident("pipe-burst", "water", NOON, "DMA07");
    var score =
        score(
            List.of(burst),
            alert("energy", "DMA07", "", NOON, null),
            alert("water", "DMA08", "", NOON, null),
            alert("water", "DMA07", "", NOON.minusSeconds(1), null),
            alert("water", "DMA07", "", NOON.plus(Duration.ofHours(3)).plusSeconds(1), null));
    assertThat(score.detected()).isZero();
    assertThat(score.falseAlerts()).isEqualTo(4);
    assertThat(score.falseByRule()).containsEntry("a.rule", 4);
  }

  @Test
  void roadsNearbyCountAndOnlyRoads() {
    var crash = incident("crash", "transport", NOON, "L1");
    var near = new Position(10.0, 56.005);
    var far = new Position(10.0, 56.006);
    assertThat(score(List.of(crash), alert("transport", "L2", "", NOON, near)).detected())
        .isEqualTo(1);
    assertThat(score(List.of(crash), alert("transport", "L2", "", NOON, far)).detected()).isZero();
    var burst = incident("pipe-burst", "water", NOON, "DMA07");
    assertThat(score(List.of(burst), alert("water", "DMA08", "", NOON, near)).detected()).isZero();
  }

  @Test
  void whatCouldNotBeDetectedIsNotJudged() {
    var early = incident("pipe-burst", "water", BEGIN.plus(Duration.ofHours(6)), "DMA01");
    var late = incident("pipe-burst", "water", DAY.to().minusSeconds(1800), "DMA02");
    var compound =
        new Incident(
            "c",
            "main-break",
            List.of("water"),
            NOON,
            NOON.plusSeconds(60),
            List.of("DMA03"),
            10,
            56,
            Duration.ofMinutes(30),
            "C1",
            true,
            true);
    var score = score(List.of(early, late, compound), alert("water", "DMA03", "", NOON, null));
    assertThat(score.incidents()).isEqualTo(3);
    assertThat(score.eligible()).isZero();
    assertThat(score.falseAlerts()).isZero();
  }

  @Test
  void whatNoRuleLooksForIsToldButNeitherMissedNorFoundByRoadsNearby() {
    var bunching =
        new Incident(
            "b",
            "bunching",
            List.of("transport"),
            NOON,
            NOON.plusSeconds(1800),
            List.of("R07", "R07-0"),
            10,
            56,
            Duration.ofMinutes(20),
            "",
            false,
            false);
    var here = new Position(10.0, 56.0);
    var road = score(List.of(bunching), alert("transport", "L2", "", NOON, here));
    assertThat(road.incidents()).isEqualTo(1);
    assertThat(road.eligible()).isZero();
    assertThat(road.falseAlerts()).isEqualTo(1);
    var route = score(List.of(bunching), alert("transport", "route:R07", "", NOON, here));
    assertThat(route.falseAlerts()).isZero();
  }

  @Test
  void aMeanOfADayHoldsAnEpisodeForADay() {
    var episode = incident("pollution-episode", "environment", NOON, "S1");
    var time = episode.end().plus(Duration.ofHours(20));
    var hour = alert("environment", "S1", "", time, null);
    var day = alertOf("environment.exceedance-pm10-24h", "environment", "S1", "", time, null);

    var match = new TruthMatch(List.of(episode), List.of(hour, day));

    assertThat(match.falseAlerts()).containsExactly(hour);
    assertThat(match.score(DAY).falseByRule()).isEqualTo(Map.of("a.rule", 1));
  }

  /** The hour in which it ends is told at the end of that hour, and still is about it. */
  @Test
  void anIndexOfTheStationIsAboutAnEpisodeOverIt() {
    var rule = "environment.air-quality-index";
    var episode = incident("pollution-episode", "environment", NOON, "S1", "S2");
    var first = alertOf(rule, "environment", "S1", "", NOON.plusSeconds(3600), null);
    var last = alertOf(rule, "environment", "S2", "", episode.end().plusSeconds(3600), null);
    var elsewhere = alertOf(rule, "environment", "S3", "", NOON.plusSeconds(3600), null);

    var match = new TruthMatch(List.of(episode), List.of(first, last, elsewhere));

    assertThat(match.falseAlerts()).containsExactly(elsewhere);
    assertThat(match.score(DAY).falseByRule()).isEqualTo(Map.of(rule, 1));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    var one = incident("pipe-burst", "water", NOON, "DMA01");
    var two = incident("pipe-burst", "water", NOON, "DMA02");
    var score =
        score(
            List.of(one, two),
            alert("water", "DMA01", "", NOON.plusSeconds(100), null),
            alert("water", "DMA02", "", NOON.plusSeconds(200), null));
    assertThat(score.medianDelaySeconds()).hasValue(150);
  }

  private static TruthScore score(List<Incident> incidents, Alert... opened) {
    return TruthScore.of(incidents, List.of(opened), DAY);
  }

  private static Incident incident(String kind, String domain, Instant start, String... features) {
    return new Incident(
        features[0],
        kind,
        List.of(domain),
        start,
        start.plus(Duration.ofHours(2)),
        List.of(features),
        10.0,
        56.0,
        Duration.ofMinutes(30),
        "",
        true,
        true);
  }

  private static Alert alert(
      String domain, String feature, String zone, Instant time, @Nullable Position position) {
    return alertOf("a.rule", domain, feature, zone, time, position);
  }

  private static Alert alertOf(
      String rule,
      String domain,
      String feature,
      String zone,
      Instant time,
      @Nullable Position position) {
    return new Alert(
        feature + time,
        rule,
        "1",
        domain,
        AlertStatus.OPEN,
        "demo",
        feature,
        "WATER_FLOW",
        time,
        time,
        Severity.MODERATE,
        1,
        2,
        "1",
        "because",
        position,
        zone,
        List.of());
  }
}
