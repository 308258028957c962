package citybrain.energy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Asked;
import citybrain.reports.ReportRow;
import citybrain.reports.Span;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** By hand: two meters behind one transformer, half-hourly. */
class EnergyReportTest {

  private static final Instant MIDNIGHT = Instant.parse("2024-01-09T23:00:00Z");

  private static Asked berlin() {
    return new Asked(new EnergyReport(), "Europe/Berlin", "2024-01-10", "2024-01-11");
  }

  private static void half(Asked asked, String feature, int half, double kwh) {
    var time = MIDNIGHT.plusSeconds(1800L * half);
    boolean isTransformer = feature.startsWith("T");
    asked.read(
        feature,
        isTransformer ? ObservedProperty.TRANSFORMER_ENERGY : ObservedProperty.ELECTRIC_ENERGY,
        "transformer/T1",
        "",
        time,
        kwh,
        true);
  }

  /** Hours: a = 2, 6, 4 and b = 3, 1, 2; together 5, 7, 6; the transformer 5.5, 7.5, 6. */
  private static Asked threeHours() {
    var asked = berlin();
    double[] a = {1, 1, 2, 4, 2, 2};
    double[] b = {2, 1, 0, 1, 1, 1};
    double[] t = {3, 2.5, 2.5, 5, 3, 3};
    for (int half = 0; half < a.length; half++) {
      half(asked, "a", half, a[half]);
      half(asked, "b", half, b[half]);
      half(asked, "T1", half, t[half]);
    }
    return asked;
  }

  @Test
  void peaksAndFactorsByHand() {
    assertThat(threeHours().said(Span.DAY))
        .containsExactly(
            "transformer/T1 2024-01-10 meters energy 18.0",
            "transformer/T1 2024-01-10 meters peak-load 7.0",
            "transformer/T1 2024-01-10 meters load-factor 0.857143", // 6 / 7
            "transformer/T1 2024-01-10 meters coincidence-factor 0.777778", // 7 / (6 + 3)
            "transformer/T1 2024-01-10 transformers energy 19.0",
            "transformer/T1 2024-01-10 transformers peak-load 7.5",
            "transformer/T1 2024-01-10 transformers load-factor 0.844444", // 6.333 / 7.5
            "transformer/T1 2024-01-10 transformers loss 1.0",
            "transformer/T1 2024-01-10 transformers loss-share 0.052632"); // 1 / 19
    var peak = only(threeHours().rows(), Span.DAY, "meters", "peak-load");
    assertThat(Instant.ofEpochMilli(peak.at())).isEqualTo("2024-01-10T00:00:00Z");
    assertThat(peak.count()).isEqualTo(3);
    assertThat(peak.coverage()).isEqualTo(3 / 24.0);
    assertThat(threeHours().said(Span.HOUR))
        .contains(
            "transformer/T1 2024-01-10 meters load 5.0",
            "transformer/T1 2024-01-10 transformers load 7.5");
  }

  @Test
  void aMonthIsMadeOfItsDays() {
    var asked = threeHours();
    half(asked, "a", 48, 4);
    half(asked, "a", 49, 4);
    half(asked, "b", 48, 1);
    half(asked, "b", 49, 0);
    assertThat(asked.said(Span.MONTH))
        .contains(
            "transformer/T1 2024-01-01 meters energy 27.0",
            "transformer/T1 2024-01-01 meters peak-load 9.0",
            "transformer/T1 2024-01-01 meters load-factor 0.75", // 27 / 4 / 9
            "transformer/T1 2024-01-01 meters coincidence-factor 0.818182", // 9 / (8 + 3)
            "transformer/T1 2024-01-01 transformers loss 1.0");
    assertThat(only(asked.rows(), Span.MONTH, "meters", "energy").coverage())
        .isEqualTo(4 / 48.0); // of the two days that were asked for
  }

  /** What is not read is not lost, and no peak is made of a part of the meters. */
  @Test
  void hoursWithoutAllMetersSayNothing() {
    var asked = threeHours();
    half(asked, "a", 6, 9);
    half(asked, "a", 7, 9); // b is silent
    half(asked, "T1", 6, 20);
    half(asked, "T1", 7, 20);
    half(asked, "a", 8, 9); // half of an hour
    half(asked, "b", 8, 9);
    half(asked, "b", 9, 9);
    assertThat(asked.said(Span.DAY))
        .contains(
            "transformer/T1 2024-01-10 meters peak-load 7.0",
            "transformer/T1 2024-01-10 transformers peak-load 40.0",
            "transformer/T1 2024-01-10 transformers loss 1.0");
  }

  @Test
  void whatNobodyMeasuredIsCountedAndLeftOut() {
    var asked = threeHours();
    asked.read(
        "a",
        ObservedProperty.ELECTRIC_ENERGY,
        "transformer/T1",
        "",
        MIDNIGHT.plusSeconds(12_000),
        99,
        false);
    var energy = only(asked.rows(), Span.DAY, "meters", "energy");
    assertThat(energy.value()).isEqualTo(18);
    assertThat(energy.estimated()).isEqualTo(1);
  }

  @Test
  void aTimeThatIsToldTwiceCountsOnce() {
    var asked = threeHours();
    half(asked, "a", 0, 1);
    half(asked, "b", 5, 1);
    assertThat(asked.said(Span.DAY)).isEqualTo(threeHours().said(Span.DAY));
  }

  @Test
  void districtsHaveNoLossAndMetersWithoutOneHaveNoDistrict() {
    var asked = berlin();
    for (int half = 0; half < 4; half++) {
      var time = MIDNIGHT.plusSeconds(1800L * half);
      asked.read("a", ObservedProperty.ELECTRIC_ENERGY, "", "east", time, 1, true);
      asked.read("T9", ObservedProperty.TRANSFORMER_ENERGY, "", "east", time, 2, true);
      asked.read("b", ObservedProperty.ELECTRIC_ENERGY, "", "", time, 7, true);
    }
    assertThat(asked.said(Span.DAY))
        .containsExactly(
            "district/east 2024-01-10 meters energy 4.0",
            "district/east 2024-01-10 meters peak-load 2.0",
            "district/east 2024-01-10 meters load-factor 1.0",
            "district/east 2024-01-10 transformers energy 8.0",
            "district/east 2024-01-10 transformers peak-load 4.0",
            "district/east 2024-01-10 transformers load-factor 1.0");
  }

  /** The 25 hours of a day on which clocks go back are hours of one day. */
  @Test
  void theLongDayHasTwentyFiveHours() {
    var asked = new Asked(new EnergyReport(), "Europe/Berlin", "2024-10-27", "2024-10-27");
    var midnight = Instant.parse("2024-10-26T22:00:00Z");
    for (int hour = 0; hour < 25; hour++) {
      asked.read(
          "a",
          ObservedProperty.ELECTRIC_ENERGY,
          "transformer/T1",
          "",
          midnight.plusSeconds(3600L * hour),
          hour,
          true);
    }
    var energy = only(asked.rows(), Span.DAY, "meters", "energy");
    assertThat(energy.value()).isEqualTo(300);
    assertThat(energy.coverage()).isEqualTo(1);
  }

  @Test
  void factorsAreSharesWhateverIsDrawn() {
    var dice = new Random(7);
    var asked = berlin();
    for (int half = 0; half < 96; half++) {
      for (var meter : List.of("a", "b", "c", "d")) {
        half(asked, meter, half, dice.nextDouble());
      }
    }
    var rows = asked.rows();
    assertThat(rows)
        .filteredOn(row -> row.measure().endsWith("-factor"))
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.value()).isGreaterThan(0).isLessThanOrEqualTo(1));
    assertThat(only(rows, Span.MONTH, "meters", "energy").value())
        .isCloseTo(
            rows.stream()
                .filter(row -> row.span().equals("hour"))
                .mapToDouble(ReportRow::value)
                .sum(),
            within(1e-9));
  }

  private static ReportRow only(List<ReportRow> rows, Span span, String about, String measure) {
    return rows.stream()
        .filter(row -> row.span().equals(span.word()))
        .filter(row -> row.about().equals(about) && row.measure().equals(measure))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two rows: " + one + ", " + other);
            })
        .orElseThrow();
  }
}
