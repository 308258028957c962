package citybrain.transport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Asked;
import citybrain.reports.Span;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrafficReportTest {

  /** A Monday, 07:00 in Los Angeles. */
  private static final Instant PEAK = Instant.parse("2024-03-04T15:00:00Z");

  private static final double[] TIMES = {100, 300, 100, 100, 100, 200, 100, 100, 100, 100};

  private static Asked asked() {
    return new Asked(new TrafficReport(), "America/Los_Angeles", "2024-03-04", "2024-03-04");
  }

  private static Asked tenTravelTimes() {
    var asked = asked();
    for (int i = 0; i < TIMES.length; i++) {
      var time = PEAK.plusSeconds(300L * i);
      asked.read("a", ObservedProperty.TRAFFIC_VEHICLE_COUNT, "", "", time, 10, true);
      asked.read("a", ObservedProperty.TRAVEL_TIME, "", "", time, TIMES[i], true);
    }
    return asked;
  }

  /** Free 100 s, mean 130 s, 95th percentile 200 + 0.55 * 100 s. */
  @Test
  void indicesAndDelayByHand() {
    assertThat(tenTravelTimes().said(Span.MONTH))
        .containsExactly(
            "link/a 2024-03-01 all day travel-time-index 1.3",
            "link/a 2024-03-01 all day planning-time-index 2.55",
            "link/a 2024-03-01 all day buffer-index 0.961538",
            "link/a 2024-03-01 peak travel-time-index 1.3",
            "link/a 2024-03-01 peak planning-time-index 2.55",
            "link/a 2024-03-01 peak buffer-index 0.961538",
            "link/a 2024-03-01 all day delay 0.833333"); // 10 * (200 + 100) s
  }

  /** At noon and on Sunday is no peak; free flow is that of all day. */
  @Test
  void thePeakIsOfWorkingDays() {
    var asked = asked();
    for (int hour : new int[] {0, 1, 2, 5, 6}) {
      double speed = hour < 2 ? 30 : 60;
      asked.read(
          "b", ObservedProperty.TRAFFIC_SPEED, "", "", PEAK.plusSeconds(3600L * hour), speed, true);
    }
    var sunday = PEAK.minusSeconds(24 * 3600);
    asked.read("b", ObservedProperty.TRAFFIC_SPEED, "", "", sunday, 10, true);
    assertThat(asked.said(Span.MONTH))
        .contains(
            "link/b 2024-03-01 peak travel-time-index 2.0",
            "link/b 2024-03-01 all day free-flow-speed 60.0");
  }

  @Test
  void whatNobodyMeasuredAndWhatStandsStillIsLeftOut() {
    var asked = tenTravelTimes();
    asked.read("a", ObservedProperty.TRAVEL_TIME, "", "", PEAK.plusSeconds(3000), 900, false);
    asked.read("a", ObservedProperty.TRAVEL_TIME, "", "", PEAK.plusSeconds(3300), 0, true);
    assertThat(asked.said(Span.MONTH)).isEqualTo(tenTravelTimes().said(Span.MONTH));
    assertThat(asked.rows().get(0).estimated()).isEqualTo(1);
    assertThat(asked.rows().get(0).count()).isEqualTo(10);
  }

  @Test
  void whatIsToldTwiceCountsOnce() {
    var asked = tenTravelTimes();
    asked.read("a", ObservedProperty.TRAVEL_TIME, "", "", PEAK.plusSeconds(300), 300, true);
    assertThat(asked.said(Span.MONTH)).isEqualTo(tenTravelTimes().said(Span.MONTH));
  }

  /** Each hour of a day takes so long, by the clock of Los Angeles in winter. */
  private static void day(Asked asked, String day, double seconds) {
    for (int hour = 0; hour < 24; hour++) {
      var time = Instant.parse(day + "T08:00:00Z").plusSeconds(3600L * hour);
      asked.read("a", ObservedProperty.TRAVEL_TIME, "", "", time, seconds, true);
    }
  }

  private static Asked changed() {
    return new Asked(
        new TrafficReport(), "America/Los_Angeles", "2024-01-18", "2024-01-23", "2024-01-22");
  }

  /** Thursday and Friday before, Monday and Tuesday after; the weekend between is of neither. */
  @Test
  void aChangeIsARatioOfDaysWithItsInterval() {
    var asked = changed();
    day(asked, "2024-01-18", 100);
    day(asked, "2024-01-19", 121);
    day(asked, "2024-01-20", 900);
    day(asked, "2024-01-22", 220);
    day(asked, "2024-01-23", 220);
    assertThat(asked.said(Span.PERIOD))
        .containsExactly(
            "link/a 2024-01-22 all day change 1.0", "link/a 2024-01-22 peak change 1.0");
    var row = asked.rows().stream().filter(one -> one.span().equals("period")).findFirst();
    // The error of a mean of two that are ln 1.21 apart is ln 1.1; of one degree of freedom t is:
    double half = 12.7062047 * Math.log(1.1);
    assertThat(row.orElseThrow().low()).isCloseTo(2 * Math.exp(-half) - 1, within(1e-5));
    assertThat(row.orElseThrow().high()).isCloseTo(2 * Math.exp(half) - 1, within(1e-5));
    assertThat(row.orElseThrow().count()).isEqualTo(4);
    assertThat(row.orElseThrow().coverage()).isEqualTo(1);
  }

  @Test
  void oneDayIsNoBefore() {
    var asked = changed();
    day(asked, "2024-01-19", 100);
    day(asked, "2024-01-22", 200);
    day(asked, "2024-01-23", 200);
    assertThat(asked.said(Span.PERIOD)).isEmpty();
  }

  /** A day of seventeen hours is not known; its peaks are. */
  @Test
  void aDayThatIsNotHeardIsNoDay() {
    var asked = changed();
    day(asked, "2024-01-18", 100);
    day(asked, "2024-01-22", 200);
    day(asked, "2024-01-23", 200);
    for (int hour = 6; hour < 23; hour++) {
      var time = Instant.parse("2024-01-19T08:00:00Z").plusSeconds(3600L * hour);
      asked.read("a", ObservedProperty.TRAVEL_TIME, "", "", time, 100, true);
    }
    assertThat(asked.said(Span.PERIOD)).containsExactly("link/a 2024-01-22 peak change 1.0");
  }
}
