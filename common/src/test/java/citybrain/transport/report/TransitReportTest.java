package citybrain.transport.report;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Asked;
import citybrain.reports.Span;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TransitReportTest {

  private static final Instant NOON = Instant.parse("2026-01-15T17:00:00Z");
  private static final String STOP = "7/0/main";

  private static Asked asked() {
    return new Asked(new TransitReport(), "America/Toronto", "2026-01-15", "2026-01-15");
  }

  private static void call(Asked asked, int second, double delay, boolean isMeasured) {
    asked.read(
        STOP,
        ObservedProperty.STOP_ARRIVAL_DELAY,
        "",
        "",
        NOON.plusSeconds(second),
        delay,
        isMeasured);
  }

  private static void planned(Asked asked, int second, double headway) {
    asked.read(
        STOP, ObservedProperty.SCHEDULED_HEADWAY, "", "", NOON.plusSeconds(second), headway, true);
  }

  /** Headways 600, 300 and 100 s where 500 s are planned; delays 0, 400, -90 and 20 s. */
  private static Asked fourCalls() {
    var asked = asked();
    call(asked, 0, 0, true);
    planned(asked, 0, 500);
    call(asked, 600, 400, true);
    planned(asked, 600, 500);
    planned(asked, 900, 500);
    call(asked, 900, -90, true);
    call(asked, 1000, 20, true);
    planned(asked, 1000, 500);
    return asked;
  }

  @Test
  void byHand() {
    assertThat(fourCalls().said(Span.DAY))
        .containsExactly(
            "route/7 2026-01-15  on-time-share 0.5",
            "route/7 2026-01-15  mean-delay 82.5",
            "route/7 2026-01-15  mean-headway 333.333333",
            "route/7 2026-01-15  headway-cv 0.754983", // 251.661 / 333.333
            "route/7 2026-01-15  excess-wait -20.0", // 460000 / 2000 - 250
            "route/7 2026-01-15  bunched-share 0.333333",
            "stop/7/0/main 2026-01-15  on-time-share 0.5",
            "stop/7/0/main 2026-01-15  mean-delay 82.5",
            "stop/7/0/main 2026-01-15  mean-headway 333.333333",
            "stop/7/0/main 2026-01-15  headway-cv 0.754983",
            "stop/7/0/main 2026-01-15  excess-wait -20.0",
            "stop/7/0/main 2026-01-15  bunched-share 0.333333");
  }

  /** A call that was only forecast ends a headway and begins none. */
  @Test
  void noHeadwayReachesAcrossWhatNobodyMeasured() {
    var asked = fourCalls();
    call(asked, 1500, 0, false);
    call(asked, 2000, 0, true);
    assertThat(asked.said(Span.DAY)).contains("route/7 2026-01-15  mean-headway 333.333333");
    assertThat(asked.rows().get(0).estimated()).isEqualTo(1);
    assertThat(asked.rows().get(0).coverage()).isEqualTo(5 / 6.0);
  }

  /** Headways 600, 300, 100 and 0 s. */
  @Test
  void twoVehiclesAtOneSecondAreBunched() {
    var asked = fourCalls();
    call(asked, 1000, 25, true);
    assertThat(asked.said(Span.DAY))
        .contains(
            "route/7 2026-01-15  mean-headway 250.0", "route/7 2026-01-15  bunched-share 0.5");
  }

  @Test
  void aPauseIsNoHeadway() {
    var asked = fourCalls();
    call(asked, 1000 + 7201, 0, true);
    assertThat(asked.said(Span.DAY)).contains("route/7 2026-01-15  mean-headway 333.333333");
  }

  /** Arrivals and departures of one vehicle are one call: those that are told more count. */
  @Test
  void departuresCountWhereThereAreMoreOfThem() {
    var asked = asked();
    call(asked, 0, 0, true);
    for (int second : new int[] {30, 630}) {
      asked.read(
          STOP, ObservedProperty.STOP_DEPARTURE_DELAY, "", "", NOON.plusSeconds(second), 500, true);
    }
    assertThat(asked.said(Span.DAY))
        .contains(
            "route/7 2026-01-15  on-time-share 0.0", "route/7 2026-01-15  mean-headway 600.0");
  }
}
