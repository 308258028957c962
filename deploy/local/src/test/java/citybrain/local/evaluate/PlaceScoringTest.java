package citybrain.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Localisation;
import citybrain.alerting.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * By hand: R -x 50- a -y 200- b -z 300- c, and behind a valve at c a pipe of an area of its own.
 */
class PlaceScoringTest {

  private static final String NETWORK =
      """
      [RESERVOIRS]
      R 30
      [JUNCTIONS]
      a
      b
      c
      d
      e
      [PIPES]
      x R a 50 100
      y a b 200 100
      z b c 300 100
      other d e 10 100
      [VALVES]
      v c d 100 PRV 40
      [OPTIONS]
      UNITS LPS
      """;

  private static final Instant START = Instant.parse("2018-03-05T00:00:00Z");

  private static final PlaceScoring SCORING =
      new PlaceScoring(
          new SetFolder.Found("small.inp", NETWORK.getBytes(StandardCharsets.UTF_8)),
          Duration.ofDays(7));

  private static Alert alert(int days) {
    var at = START.plus(Duration.ofDays(days));
    var change =
        new AlertChange(
            AlertStatus.OPEN,
            "one",
            "c",
            "WATER_PRESSURE",
            at,
            at,
            Severity.MINOR,
            1,
            2,
            "m[H2O]",
            "low",
            null,
            "");
    var where = new Localisation(Localisation.PIPE, List.of("y", "z"), "b", 200);
    return Alert.of("water.rule", "1", "water", change.near(where));
  }

  @Test
  void distancesAreAlongThePipesBetweenTheirMiddles() {
    var leaks = List.of(new PlaceScoring.Leak("z", START.toEpochMilli()));
    var remarks = SCORING.remarks(leaks, List.of(alert(1)), START.toEpochMilli() + 1);

    assertThat(remarks.get(0))
        .isEqualTo(
            "where: z leaks 250 m along the pipes from the first pipe that was named, 0 m from the"
                + " nearest named, within the radius; 0 m from the pipe at the sensor");
    assertThat(remarks.get(1))
        .startsWith(
            "where, leaks of the first half that were told with a place: 1; first pipe median"
                + " 250 m, 100 % within 300 m; best of the named median 0 m, 100 % within 300 m;")
        .endsWith("pipe at the sensor median 0 m, 100 % within 300 m; 1 within the radius");
    assertThat(remarks.get(2)).contains("second half that were told with a place: 0;", "none");
    assertThat(remarks).hasSize(3);
    assertThat(SCORING.remarks(leaks, List.of(alert(1)), 0)).hasSize(3).isNotEqualTo(remarks);
  }

  @Test
  void whatIsToldTooLateIsNotCounted() {
    var leaks = List.of(new PlaceScoring.Leak("z", START.toEpochMilli()));

    assertThat(SCORING.remarks(leaks, List.of(alert(8)), 0)).hasSize(2);
    assertThat(SCORING.knows("z")).isTrue();
    assertThat(SCORING.knows("c")).isFalse();
  }
}
