package citybrain.environment;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table 1 of HJ 633-2012 and table 3 of HJ 633-2026. */
class ChinaAirTest {

  private static final LocalDate BEFORE = LocalDate.of(2026, 2, 28);
  private static final LocalDate AFTER = LocalDate.of(2026, 3, 1);
  private static final int[] INDEX = {0, 50, 100, 150, 200, 300, 400, 500};

  private static int hour(String pollutant, double value, LocalDate day) {
    var air = AirHours.of(Map.of(ObservedProperty.of(pollutant), new double[] {value}));
    return AirIndex.CHINA.of(air, day).orElseThrow().value();
  }

  private static int day(String pollutant, double value, LocalDate day) {
    return ChinaAir.ofDay(Map.of(ObservedProperty.of(pollutant), value), day).orElseThrow().value();
  }

  /** Of an hour, ug/m3; the breakpoint itself and the least above it. */
  @ParameterizedTest
  @CsvSource({
    "SULFUR_DIOXIDE, 0 150 500 650 800",
    "NITROGEN_DIOXIDE, 0 100 200 700 1200 2340 3090 3840",
    "CARBON_MONOXIDE, 0 5000 10000 35000 60000 90000 120000 150000",
    "OZONE, 0 160 200 300 400 800 1000 1200",
    "PM10, 0 50 150 250 350 420 500 600",
    "PM2_5, 0 35 75 115 150 250 350 500"
  })
  void theTableOfTheHour(String pollutant, String breakpoints) {
    var points = Arrays.stream(breakpoints.split(" ", -1)).mapToDouble(Double::parseDouble);
    int i = 0;
    for (double point : points.toArray()) {
      assertThat(hour(pollutant, point, BEFORE)).as("%s", point).isEqualTo(INDEX[i++]);
      if (i < breakpoints.split(" ", -1).length) {
        assertThat(hour(pollutant, point + 0.01, BEFORE)).as("up").isEqualTo(INDEX[i - 1] + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SULFUR_DIOXIDE, 0 50 150 475 800 1600 2100 2620",
    "NITROGEN_DIOXIDE, 0 40 80 180 280 565 750 940",
    "CARBON_MONOXIDE, 0 2000 4000 14000 24000 36000 48000 60000",
    "OZONE, 0 100 160 215 265 800",
    "PM10, 0 50 150 250 350 420 500 600",
    "PM2_5, 0 35 75 115 150 250 350 500"
  })
  void theTableOfTheDay(String pollutant, String breakpoints) {
    var points = Arrays.stream(breakpoints.split(" ", -1)).mapToDouble(Double::parseDouble);
    int i = 0;
    for (double point : points.toArray()) {
      assertThat(day(pollutant, point, BEFORE)).as("%s", point).isEqualTo(INDEX[i++]);
    }
  }

  @ParameterizedTest
  @CsvSource({"PM2_5, 60, 100", "PM2_5, 75, 114", "PM10, 120, 100", "PM10, 150, 112"})
  void dustIsJudgedMoreStrictlyFrom2026On(String pollutant, double value, int index) {
    assertThat(hour(pollutant, value, AFTER)).isEqualTo(index);
    assertThat(day(pollutant, value, AFTER)).isEqualTo(index);
    assertThat(day(pollutant, value, BEFORE)).isLessThanOrEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "PM2_5, 60.5, 100",
    "PM2_5, 60.6, 101",
    "PM2_5, 35.5, 52",
    "CARBON_MONOXIDE, 10040, 100",
    "CARBON_MONOXIDE, 60000, 200",
    "CARBON_MONOXIDE, 150000, 500"
  })
  void from2026OnConcentrationsAreRoundedFirst(String pollutant, double value, int index) {
    assertThat(hour(pollutant, value, AFTER)).isEqualTo(index);
  }

  @Test
  void theIndexEndsAt500() {
    assertThat(hour("PM2_5", 501, BEFORE)).isEqualTo(500);
    assertThat(hour("PM10", 4999, AFTER)).isEqualTo(500);
    assertThat(day("NITROGEN_DIOXIDE", 1e9, BEFORE)).isEqualTo(500);
  }

  @Test
  void whatIsBeyondAColumnThatEndsEarly() {
    var alone = AirHours.of(Map.of(ObservedProperty.SULFUR_DIOXIDE, new double[] {900}));
    var hours = new double[AirHours.HOURS];
    Arrays.fill(hours, 1600);
    var all = AirHours.of(Map.of(ObservedProperty.SULFUR_DIOXIDE, hours));

    assertThat(AirIndex.CHINA.of(alone, BEFORE)).as("no hour, and no day").isEmpty();
    assertThat(AirIndex.CHINA.of(all, BEFORE).orElseThrow().value()).isEqualTo(300);
    assertThat(AirIndex.CHINA.of(alone, AFTER).orElseThrow().value()).isEqualTo(200);
    var ozone = Map.of(ObservedProperty.OZONE, 801.0);
    assertThat(ChinaAir.ofDay(ozone, BEFORE)).isEmpty();
    assertThat(ChinaAir.ofDay(ozone, AFTER).orElseThrow().value()).isEqualTo(300);
  }

  @Test
  void upTo50NoPollutantIsToBlame() {
    var clean = ChinaAir.ofDay(Map.of(ObservedProperty.PM2_5, 35.0), BEFORE).orElseThrow();
    var good = ChinaAir.ofDay(Map.of(ObservedProperty.PM2_5, 36.0), BEFORE).orElseThrow();

    assertThat(clean.responsible()).isEmpty();
    assertThat(clean.category()).isEqualTo("excellent");
    assertThat(good.value()).as("51.25 rounded up").isEqualTo(52);
    assertThat(good.responsible()).contains(ObservedProperty.PM2_5);
    assertThat(good.category()).isEqualTo("good");
  }

  @ParameterizedTest
  @CsvSource({
    "50, excellent",
    "51, good",
    "100, good",
    "101, lightly polluted",
    "150, lightly polluted",
    "151, moderately polluted",
    "200, moderately polluted",
    "201, heavily polluted",
    "300, heavily polluted",
    "301, severely polluted",
    "500, severely polluted"
  })
  void categories(int value, String word) {
    assertThat(AirIndex.CHINA.category(AirIndex.CHINA.level(value))).isEqualTo(word);
  }

  @Test
  void noiseIsCleanAndWhatNobodyMeasuredSaysNothing() {
    assertThat(hour("PM2_5", -5, BEFORE)).isZero();
    assertThat(AirIndex.CHINA.of(AirHours.none(), BEFORE)).isEmpty();
    assertThat(ChinaAir.ofDay(Map.of(ObservedProperty.PM10, Double.NaN), AFTER)).isEmpty();
  }
}
