package citybrain.water.report;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Asked;
import citybrain.reports.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class WaterBalanceTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
  private static final String DMA = "dma/north";

  private static Asked asked(String from, String to) {
    return new Asked(new WaterBalance(), ZONE.getId(), from, to);
  }

  private static void day(
      Asked asked, String meter, ObservedProperty property, String day, IntToDoubleFunction value) {
    var midnight = LocalDate.parse(day).atStartOfDay(ZONE).toInstant();
    for (int hour = 0; hour < 24; hour++) {
      asked.read(
          meter,
          property,
          DMA,
          "",
          midnight.plusSeconds(3600L * hour),
          value.applyAsDouble(hour),
          true);
    }
  }

  /**
   * Two inlets: 20 L/s by day and 7, then 6 L/s at 02:00 and 03:00; meters count 11, and 2 at
   * 03:00.
   */
  private static Asked ordinary() {
    var asked = asked("2024-02-05", "2024-02-06");
    var day = "2024-02-05";
    day(asked, "a", ObservedProperty.WATER_FLOW, day, h -> h == 2 ? 4 : h == 3 ? 3 : 12);
    day(asked, "b", ObservedProperty.WATER_FLOW, day, h -> h == 2 || h == 3 ? 3 : 8);
    day(asked, "c1", ObservedProperty.WATER_DEMAND, day, h -> h == 3 ? 1 : 5);
    day(asked, "c2", ObservedProperty.WATER_DEMAND, day, h -> h == 3 ? 1 : 6);
    return asked;
  }

  @Test
  void aDayByHand() {
    assertThat(ordinary().said(Span.DAY))
        .containsExactly(
            "dma/north 2024-02-05  inflow 1630.8", // (22 * 20 + 7 + 6) * 3.6
            "dma/north 2024-02-05  metered-demand 918.0", // (23 * 11 + 2) * 3.6
            "dma/north 2024-02-05  non-revenue-water 712.8",
            "dma/north 2024-02-05  non-revenue-share 0.437086",
            "dma/north 2024-02-05  minimum-night-flow 6.0",
            "dma/north 2024-02-05  night-use 2.0",
            "dma/north 2024-02-05  hour-day-factor 24.0",
            "dma/north 2024-02-05  leakage 345.6"); // (6 - 2) * 24 * 3.6
    var night =
        ordinary().rows().stream()
            .filter(row -> row.measure().equals("minimum-night-flow") && row.span().equals("day"))
            .findFirst()
            .orElseThrow();
    assertThat(Instant.ofEpochMilli(night.at())).isEqualTo("2024-02-05T02:00:00Z");
  }

  /** Where the pressure falls by day, less leaks by day: 2 + 22 * 40 / 50 hours. */
  @Test
  void pressureMakesTheHoursOfADay() {
    var asked = ordinary();
    day(asked, "p", ObservedProperty.WATER_PRESSURE, "2024-02-05", h -> h == 2 || h == 3 ? 50 : 40);
    assertThat(asked.said(Span.DAY))
        .contains(
            "dma/north 2024-02-05  hour-day-factor 19.6",
            "dma/north 2024-02-05  leakage 282.24"); // 4 * 19.6 * 3.6
  }

  @Test
  void aMonthIsMadeOfItsDays() {
    var asked = ordinary();
    day(asked, "a", ObservedProperty.WATER_FLOW, "2024-02-06", h -> 10);
    day(asked, "b", ObservedProperty.WATER_FLOW, "2024-02-06", h -> 10);
    assertThat(asked.said(Span.MONTH))
        .contains(
            "dma/north 2024-02-01  inflow 3358.8",
            "dma/north 2024-02-01  non-revenue-water 712.8", // meters told of one day only
            "dma/north 2024-02-01  minimum-night-flow 13.0",
            "dma/north 2024-02-01  leakage 345.6");
  }

  /** Half a balance is none: without one inlet nothing is known of the area. */
  @Test
  void withoutAnInletNothingIsKnown() {
    var asked = ordinary();
    day(asked, "a", ObservedProperty.WATER_FLOW, "2024-02-06", h -> 10);
    assertThat(asked.said(Span.DAY)).noneMatch(line -> line.contains("2024-02-06"));
  }

  @Test
  void aPumpIsNoInlet() {
    var asked = ordinary();
    day(asked, "p", ObservedProperty.WATER_FLOW, "2024-02-05", h -> h > 6 ? 30 : 0);
    assertThat(asked.said(Span.DAY)).isEqualTo(ordinary().said(Span.DAY));
  }

  /** What it draws from the area comes through the inlets, and is no leak. */
  @Test
  void hoursInWhichAPumpRunsSayNothingOfTheNight() {
    var asked = ordinary();
    day(asked, "p", ObservedProperty.WATER_FLOW, "2024-02-05", h -> h == 3 ? 30 : 0);
    assertThat(asked.said(Span.DAY)).contains("dma/north 2024-02-05  minimum-night-flow 7.0");
    asked = ordinary();
    day(asked, "p", ObservedProperty.WATER_FLOW, "2024-02-05", h -> h < 6 ? 30 : 0);
    assertThat(asked.said(Span.DAY))
        .contains("dma/north 2024-02-05  inflow 1630.8")
        .noneMatch(line -> line.contains("night") || line.contains("leakage"));
  }

  @Test
  void whatNobodyMeasuredIsCounted() {
    var asked = ordinary();
    var time = Instant.parse("2024-02-05T22:30:00Z");
    asked.read("a", ObservedProperty.WATER_FLOW, DMA, "", time, 500, false);
    assertThat(asked.rows())
        .filteredOn(row -> row.measure().equals("inflow") && row.span().equals("day"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.value()).isEqualTo(1630.8);
              assertThat(row.estimated()).isEqualTo(1);
            });
  }

  /** On the night on which clocks go forward there is no 02:00. */
  @Test
  void theShortNightHasOneHour() {
    var asked = asked("2024-03-31", "2024-03-31");
    day(asked, "a", ObservedProperty.WATER_FLOW, "2024-03-31", h -> h == 2 ? 5 : 9);
    assertThat(asked.said(Span.DAY)).contains("dma/north 2024-03-31  minimum-night-flow 5.0");
  }

  @Test
  void whatIsInNoAreaIsOneNetworkAndItsInletsByThemselves() {
    var asked = asked("2024-02-05", "2024-02-05");
    var midnight = LocalDate.parse("2024-02-05").atStartOfDay(ZONE).toInstant();
    for (int hour = 0; hour < 24; hour++) {
      var time = midnight.plusSeconds(3600L * hour);
      asked.read("x", ObservedProperty.WATER_FLOW, "", "", time, 1, true);
      asked.read("y", ObservedProperty.WATER_FLOW, "", "", time, 2, true);
    }
    assertThat(asked.said(Span.DAY))
        .contains(
            "network/all 2024-02-05  inflow 259.2",
            "inlet/x 2024-02-05  inflow 86.4",
            "inlet/y 2024-02-05  inflow 172.8");
  }
}
