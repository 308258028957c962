package citybrain.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.observation.ObservedProperty;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table 2 of 40 CFR Part 58, Appendix G (2024), and the examples of EPA-454/B-24-002. */
class UsAirTest {

  private static final LocalDate ANY = LocalDate.of(2025, 1, 1);

  private static final ObservedProperty O3 = ObservedProperty.OZONE;
  private static final ObservedProperty SO2 = ObservedProperty.SULFUR_DIOXIDE;
  private static final ObservedProperty NO2 = ObservedProperty.NITROGEN_DIOXIDE;
  private static final ObservedProperty CO = ObservedProperty.CARBON_MONOXIDE;

  private static double[] steady(double value) {
    var hours = new double[AirHours.HOURS];
    Arrays.fill(hours, value);
    return hours;
  }

  private static Optional<AirQualityIndex> of(Map<ObservedProperty, double[]> hours) {
    return AirIndex.US_EPA.of(AirHours.of(hours), ANY);
  }

  private static int value(ObservedProperty pollutant, double... hours) {
    return of(Map.of(pollutant, hours)).orElseThrow().value();
  }

  /** Lower and upper end of each line, each with the index that it stands for. */
  @ParameterizedTest
  @CsvSource({
    "PM2_5, 0.0, 0", "PM2_5, 9.0, 50", "PM2_5, 9.1, 51", "PM2_5, 35.4, 100",
    "PM2_5, 35.5, 101", "PM2_5, 55.4, 150", "PM2_5, 55.5, 151", "PM2_5, 125.4, 200",
    "PM2_5, 125.5, 201", "PM2_5, 225.4, 300", "PM2_5, 225.5, 301", "PM2_5, 325.4, 500",
    "PM10, 0, 0", "PM10, 54, 50", "PM10, 55, 51", "PM10, 154, 100",
    "PM10, 155, 101", "PM10, 254, 150", "PM10, 255, 151", "PM10, 354, 200",
    "PM10, 355, 201", "PM10, 424, 300", "PM10, 425, 301", "PM10, 604, 500"
  })
  void dust(String pollutant, double concentration, int aqi) {
    assertThat(value(ObservedProperty.of(pollutant), steady(concentration))).isEqualTo(aqi);
  }

  /** In parts per billion; all hours alike, so that one hour, eight and 24 are the same. */
  @ParameterizedTest
  @CsvSource({
    "OZONE, 0, 0",
    "OZONE, 54, 50",
    "OZONE, 55, 51",
    "OZONE, 70, 100",
    "OZONE, 71, 101",
    "OZONE, 85, 150",
    "OZONE, 86, 151",
    "OZONE, 105, 200",
    "OZONE, 106, 201",
    "OZONE, 200, 300",
    "OZONE, 404, 300",
    "OZONE, 405, 301",
    "OZONE, 604, 500",
    "CARBON_MONOXIDE, 0, 0",
    "CARBON_MONOXIDE, 4400, 50",
    "CARBON_MONOXIDE, 4500, 51",
    "CARBON_MONOXIDE, 9400, 100",
    "CARBON_MONOXIDE, 9500, 101",
    "CARBON_MONOXIDE, 12400, 150",
    "CARBON_MONOXIDE, 12500, 151",
    "CARBON_MONOXIDE, 15400, 200",
    "CARBON_MONOXIDE, 15500, 201",
    "CARBON_MONOXIDE, 30400, 300",
    "CARBON_MONOXIDE, 30500, 301",
    "CARBON_MONOXIDE, 50400, 500",
    "SULFUR_DIOXIDE, 0, 0",
    "SULFUR_DIOXIDE, 35, 50",
    "SULFUR_DIOXIDE, 36, 51",
    "SULFUR_DIOXIDE, 75, 100",
    "SULFUR_DIOXIDE, 76, 101",
    "SULFUR_DIOXIDE, 185, 150",
    "SULFUR_DIOXIDE, 186, 151",
    "SULFUR_DIOXIDE, 304, 200",
    "SULFUR_DIOXIDE, 305, 201",
    "SULFUR_DIOXIDE, 604, 300",
    "SULFUR_DIOXIDE, 605, 301",
    "SULFUR_DIOXIDE, 1004, 500",
    "NITROGEN_DIOXIDE, 0, 0",
    "NITROGEN_DIOXIDE, 53, 50",
    "NITROGEN_DIOXIDE, 54, 51",
    "NITROGEN_DIOXIDE, 100, 100",
    "NITROGEN_DIOXIDE, 101, 101",
    "NITROGEN_DIOXIDE, 360, 150",
    "NITROGEN_DIOXIDE, 361, 151",
    "NITROGEN_DIOXIDE, 649, 200",
    "NITROGEN_DIOXIDE, 650, 201",
    "NITROGEN_DIOXIDE, 1249, 300",
    "NITROGEN_DIOXIDE, 1250, 301",
    "NITROGEN_DIOXIDE, 2049, 500"
  })
  void gases(String pollutant, double ppb, int aqi) {
    var gas = ObservedProperty.of(pollutant);

    assertThat(value(gas, steady(ppb * UsAir.ppb(gas)))).isEqualTo(aqi);
  }

  /** An hour of O3 counts from 125 ppb on, where it is worse than the eight behind it. */
  @ParameterizedTest
  @CsvSource({
    "124, 46",
    "125, 101",
    "164, 150",
    "165, 151",
    "204, 200",
    "205, 201",
    "404, 300",
    "405, 301"
  })
  void anHourOfOzone(double ppb, int aqi) {
    var hours = steady(40 * UsAir.ppb(O3));
    hours[0] = ppb * UsAir.ppb(O3);

    assertThat(value(O3, hours)).isEqualTo(aqi);
  }

  /** The published examples of section IV. */
  @Test
  void publishedExamples() {
    var air =
        of(Map.of(
                O3,
                steady(78 * UsAir.ppb(O3)),
                ObservedProperty.PM2_5,
                steady(35.9),
                CO,
                steady(8400 * UsAir.ppb(CO))))
            .orElseThrow();

    assertThat(air.find(O3)).hasValueSatisfying(sub -> assertThat(sub.value()).isEqualTo(126));
    assertThat(air.find(ObservedProperty.PM2_5))
        .hasValueSatisfying(sub -> assertThat(sub.value()).isEqualTo(102));
    assertThat(air.find(CO)).hasValueSatisfying(sub -> assertThat(sub.value()).isEqualTo(90));
    assertThat(air.value()).isEqualTo(126);
    assertThat(air.responsible()).contains(O3);
    assertThat(air.category()).isEqualTo("unhealthy for sensitive groups");
  }

  @ParameterizedTest
  @CsvSource({
    "PM2_5, 9.099, 50",
    "PM2_5, 35.49, 100",
    "PM2_5, 35.999, 102",
    "PM10, 54.99, 50",
    "PM10, 154.9, 100"
  })
  void concentrationsAreCutNotRounded(String pollutant, double concentration, int aqi) {
    assertThat(value(ObservedProperty.of(pollutant), steady(concentration))).isEqualTo(aqi);
  }

  @Test
  void beyond500ItGoesOnAlongTheLastLine() {
    assertThat(value(ObservedProperty.PM2_5, steady(425.3))).isEqualTo(699);
    assertThat(value(ObservedProperty.PM10, steady(783))).isEqualTo(699);
    assertThat(value(ObservedProperty.PM2_5, steady(1e12))).isPositive();
  }

  /** 25 Cel and 1013.25 hPa: 24.465 L a mole. */
  @Test
  void partsAreCountedInTheStateOfUsLaw() {
    assertThat(UsAir.ppb(O3)).isCloseTo(1.962, within(0.001));
    assertThat(UsAir.ppb(NO2)).isCloseTo(1.880, within(0.001));
    assertThat(UsAir.ppb(SO2)).isCloseTo(2.619, within(0.001));
    assertThat(UsAir.ppb(CO)).isCloseTo(1.145, within(0.001));
  }

  @Test
  void aLoneHourOfSulfurDioxideSays200AtMost() {
    assertThat(value(SO2, 900 * UsAir.ppb(SO2))).isEqualTo(200);
    var hours = steady(100 * UsAir.ppb(SO2));
    hours[0] = 900 * UsAir.ppb(SO2);
    assertThat(value(SO2, hours)).as("24 hours of 133 say nothing").isEqualTo(200);
  }

  @Test
  void aMeanNeedsThreeQuartersOfItsHours() {
    var carbon = new double[] {9000, 9000, 9000, 9000, 9000};
    assertThat(of(Map.of(CO, carbon))).as("five of eight hours").isEmpty();
    assertThat(of(Map.of(CO, Arrays.copyOf(steady(9000), 6)))).isPresent();
    var so2 = steady(400 * UsAir.ppb(SO2));
    assertThat(value(SO2, Arrays.copyOf(so2, 17))).isEqualTo(200);
    assertThat(value(SO2, Arrays.copyOf(so2, 18))).isGreaterThan(201);
  }

  @Test
  void whatNobodyMeasuredSaysNothingAndNoiseIsClean() {
    assertThat(of(Map.of())).isEmpty();
    assertThat(of(Map.of(NO2, new double[] {Double.NaN, 500}))).isEmpty();
    assertThat(value(NO2, -4)).isZero();
    assertThat(value(ObservedProperty.PM2_5, steady(-3))).isZero();
    var some = new HashMap<ObservedProperty, double[]>();
    some.put(NO2, new double[] {Double.NaN});
    some.put(ObservedProperty.PM10, steady(60));
    assertThat(of(some).orElseThrow().subs()).hasSize(1);
  }
}
