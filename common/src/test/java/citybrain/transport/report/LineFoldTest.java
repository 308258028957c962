package citybrain.transport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import citybrain.reports.Asked;
import citybrain.reports.ReportRow;
import citybrain.reports.Span;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs of a line from stop to stop, by hand. */
class LineFoldTest {

  private static final Instant NOON = Instant.parse("2026-01-15T17:00:00Z");

  /** Along a meridian of the sphere a hundredth of a degree is 1,111.95 m. */
  private static final Position A = new Position(-76.5, 44.20);

  private static final Position B = new Position(-76.5, 44.21);
  private static final Position C = new Position(-76.5, 44.22);

  private final Asked asked =
      new Asked(new TransitReport(), "America/Toronto", "2026-01-15", "2026-02-01");

  private void arrives(String run, String stop, int second, double delay, @Nullable Position at) {
    call(run, stop, second, delay, at, ObservedProperty.STOP_ARRIVAL_DELAY, true);
  }

  private void call(
      String run,
      String stop,
      int second,
      double delay,
      @Nullable Position at,
      ObservedProperty property,
      boolean isMeasured) {
    asked.read(
        "7/0/" + stop, property, "", "", NOON.plusSeconds(second), delay, isMeasured, run, at);
  }

  private List<String> said(Span span) {
    return asked.said(span).stream()
        .filter(row -> row.startsWith("line/") || row.startsWith("segment/"))
        .toList();
  }

  /** Two runs, 1,111.95 m in 100 and in 300 s: 40.03 and 13.34 km/h, together 20.02. */
  @Test
  void speedIsWayByTime() {
    arrives("1", "a", 0, 10, A);
    arrives("2", "a", 50, 0, A);
    arrives("1", "b", 100, 40, B);
    arrives("2", "b", 350, 210, B);
    assertThat(said(Span.DAY))
        .containsExactly(
            "line/7/0 2026-01-15  travel-speed 20.015114",
            "line/7/0 2026-01-15  segment-time 200.0",
            "line/7/0 2026-01-15  time-lost 120.0",
            "segment/7/0/a/b 2026-01-15  travel-speed 20.015114",
            "segment/7/0/a/b 2026-01-15  segment-time 200.0",
            "segment/7/0/a/b 2026-01-15  time-lost 120.0");
    assertThat(said(Span.MONTH)).hasSize(6);
  }

  @Test
  void aLineIsAllItsSegments() {
    arrives("1", "a", 0, 0, A);
    arrives("1", "b", 100, 0, B);
    arrives("1", "c", 400, 0, C);
    assertThat(asked.rows())
        .filteredOn(row -> row.layer().equals("line") && row.measure().equals("travel-speed"))
        .allSatisfy(
            row -> {
              assertThat(row.value()).isCloseTo(2 * 1.11195 / 400 * 3600, within(1e-3));
              assertThat(row.count()).isEqualTo(2);
            });
  }

  @Test
  void whatNobodyMeasuredIsLeftOutAndCounted() {
    arrives("1", "a", 0, 0, A);
    call("1", "b", 100, 0, B, ObservedProperty.STOP_ARRIVAL_DELAY, false);
    arrives("1", "c", 400, 0, C);
    arrives("2", "a", 500, 0, A);
    arrives("2", "b", 600, 0, B);
    var segment = row("segment", "7/0/a/b", "segment-time");
    assertThat(segment.value()).isEqualTo(100);
    assertThat(segment.count()).isEqualTo(1);
    assertThat(segment.estimated()).isEqualTo(1);
    assertThat(segment.coverage()).isEqualTo(0.5);
    assertThat(asked.rows()).noneMatch(row -> row.zone().equals("7/0/b/c"));
    assertThat(row("line", "7/0", "segment-time").estimated()).isEqualTo(2);
  }

  private ReportRow row(String layer, String zone, String measure) {
    return asked.rows().stream()
        .filter(row -> row.layer().equals(layer) && row.zone().equals(zone))
        .filter(row -> row.measure().equals(measure) && row.span().equals("day"))
        .findFirst()
        .orElseThrow();
  }

  /** Neither between two runs, nor in no time, nor after more than two hours. */
  @Test
  void whatIsNoSegment() {
    arrives("1", "a", 0, 0, A);
    arrives("2", "b", 100, 0, B);
    arrives("3", "a", 200, 0, A);
    arrives("3", "b", 200, 0, B);
    arrives("4", "a", 300, 0, A);
    arrives("4", "b", 300 + 7201, 0, B);
    arrives("", "a", 400, 0, A);
    arrives("", "b", 500, 0, B);
    assertThat(said(Span.DAY)).isEmpty();
  }

  @Test
  void withoutPositionsThereIsTimeAndNoSpeed() {
    arrives("1", "a", 0, 0, null);
    arrives("1", "b", 100, 0, B);
    assertThat(said(Span.DAY))
        .containsExactly(
            "line/7/0 2026-01-15  segment-time 100.0",
            "line/7/0 2026-01-15  time-lost 0.0",
            "segment/7/0/a/b 2026-01-15  segment-time 100.0",
            "segment/7/0/a/b 2026-01-15  time-lost 0.0");
  }

  /** Where a run calls at a stop twice, its procedure also says which call it is. */
  @Test
  void aRunThatComesToAStopTwiceIsOneRun() {
    arrives("20260115/x#1", "a", 0, 0, null);
    arrives("20260115/x", "b", 100, 0, null);
    arrives("20260115/x#3", "a", 250, 0, null);
    assertThat(said(Span.DAY))
        .contains(
            "segment/7/0/a/b 2026-01-15  segment-time 100.0",
            "segment/7/0/b/a 2026-01-15  segment-time 150.0");
  }

  /** Arrivals and departures of one run are one run; without a timetable nothing is lost. */
  @Test
  void theKindThatTellsMost() {
    arrives("1", "a", 0, 0, null);
    arrives("1", "b", 100, 0, null);
    for (var run : List.of("1", "2")) {
      call(run, "a", 30, 0, null, ObservedProperty.STOP_DEPARTURE_DELAY, true);
      call(run, "b", 180, 5, null, ObservedProperty.STOP_DEPARTURE_DELAY, true);
    }
    call("3", "b", 500, 1, null, ObservedProperty.STOP_CALL, true);
    call("3", "c", 560, 1, null, ObservedProperty.STOP_CALL, true);
    assertThat(said(Span.DAY))
        .containsExactly(
            "line/7/0 2026-01-15  segment-time 120.0",
            "line/7/0 2026-01-15  time-lost 5.0",
            "segment/7/0/a/b 2026-01-15  segment-time 150.0",
            "segment/7/0/a/b 2026-01-15  time-lost 5.0",
            "segment/7/0/b/c 2026-01-15  segment-time 60.0");
  }

  /** A segment belongs to the day on which it ends, and a month to its days. */
  @Test
  void daysAndMonths() {
    arrives("1", "a", 12 * 3600 - 60, 0, null); // 23:59
    arrives("1", "b", 12 * 3600 + 40, 0, null);
    int february = 17 * 86_400;
    arrives("2", "a", february, 0, null);
    arrives("2", "b", february + 300, 0, null);
    assertThat(said(Span.DAY))
        .filteredOn(row -> row.startsWith("segment") && row.contains("segment-time"))
        .containsExactly(
            "segment/7/0/a/b 2026-01-16  segment-time 100.0",
            "segment/7/0/a/b 2026-02-01  segment-time 300.0");
    assertThat(said(Span.MONTH))
        .filteredOn(row -> row.startsWith("line") && row.contains("segment-time"))
        .containsExactly(
            "line/7/0 2026-01-01  segment-time 100.0", "line/7/0 2026-02-01  segment-time 300.0");
  }
}
