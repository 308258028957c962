package citybrain.transport.report;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Asked;
import citybrain.reports.Corridor;
import citybrain.reports.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two links and what they make of a corridor, by hand. */
class CorridorFoldTest {

  /** A Monday, noon in Los Angeles: no peak. */
  private static final Instant NOON = Instant.parse("2024-03-04T20:00:00Z");

  private static final Corridor QUAY =
      new Corridor("quay", "feed", List.of("a", "b"), List.of(), false, "town.yaml:9");
  private static final Corridor RING =
      new Corridor("ring", "feed", List.of("b", "c"), List.of(2.0, 1.0), false, "town.yaml:12");
  private static final Corridor ELSEWHERE =
      new Corridor("far", "other", List.of("a", "b"), List.of(), false, "town.yaml:15");

  private final TrafficReport report = new TrafficReport(List.of(QUAY, RING, ELSEWHERE));
  private final Asked asked = new Asked(report, "America/Los_Angeles", "2024-03-04", "2024-03-04");

  private void time(String link, int minute, double seconds) {
    asked.read(
        link, ObservedProperty.TRAVEL_TIME, "", "", NOON.plusSeconds(60L * minute), seconds, true);
  }

  private void speed(String link, int minute, double kmh) {
    asked.read(
        link, ObservedProperty.TRAFFIC_SPEED, "", "", NOON.plusSeconds(60L * minute), kmh, true);
  }

  private List<String> said() {
    return asked.said(Span.MONTH).stream().filter(row -> row.startsWith("corridor/")).toList();
  }

  /** Quarters of 100 + 60, 100 + 100 and 100 + 140 s: free flow 172, mean 200, planned 236. */
  @Test
  void aCorridorTakesAsLongAsItsLinks() {
    for (int quarter = 0; quarter < 3; quarter++) {
      time("a", 15 * quarter, 90);
      time("a", 15 * quarter + 5, 110); // their mean is 100
      time("b", 15 * quarter + 10, 60 + 40 * quarter);
    }
    assertThat(said())
        .containsExactly(
            "corridor/quay 2024-03-01 all day travel-time-index 1.162791",
            "corridor/quay 2024-03-01 all day planning-time-index 1.372093",
            "corridor/quay 2024-03-01 all day buffer-index 0.18");
    assertThat(asked.rows())
        .filteredOn(row -> row.layer().equals("corridor"))
        .allSatisfy(row -> assertThat(row.count()).isEqualTo(3));
  }

  @Test
  void aQuarterInWhichALinkIsNotKnownSaysNothing() {
    time("a", 0, 100);
    time("b", 0, 100);
    time("a", 15, 500);
    time("b", 30, 500);
    time("a", 45, 0);
    time("b", 45, 500);
    asked.read("a", ObservedProperty.TRAVEL_TIME, "", "", NOON.plusSeconds(45 * 60), 500, false);
    var rows = asked.rows().stream().filter(row -> row.layer().equals("corridor")).toList();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).value()).isEqualTo(1);
    assertThat(rows.get(0).count()).isEqualTo(1);
    assertThat(rows.get(0).estimated()).isEqualTo(1);
  }

  /** What is told twice counts once; what has a length needs no travel time: 2 km, then 1 km. */
  @Test
  void speedsMakeTimesWhereALengthIsKnown() {
    speed("b", 0, 72); // 100 s
    speed("b", 0, 72);
    speed("b", 5, 36); // 200 s
    speed("c", 0, 36); // 100 s
    time("a", 0, 100);
    speed("b", 15, 36);
    speed("c", 15, 36);
    assertThat(said())
        .contains("corridor/ring 2024-03-01 all day travel-time-index 1.067961")
        .noneMatch(row -> row.contains("quay") || row.contains("far"));
  }

  @Test
  void whatCannotBeSaidIsNamed() {
    time("a", 0, 100);
    time("b", 0, 100);
    assertThat(report.unsaid(asked.rows()))
        .containsExactly(
            "town.yaml:12: corridor 'ring': there is no quarter of an hour in which all its 2 links"
                + " are known",
            "town.yaml:15: corridor 'far': there is no quarter of an hour in which all its 2 links"
                + " are known");
  }
}
