package citybrain.environment;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Table 5.2 of ETC HE Report 2024/17. */
class EuropeanAirTest {

  private static final LocalDate ANY = LocalDate.of(2025, 1, 1);

  private static AirQualityIndex of(Map<ObservedProperty, double[]> hours) {
    return AirIndex.EUROPEAN.of(AirHours.of(hours), ANY).orElseThrow();
  }

  private static int level(String pollutant, double value) {
    return of(Map.of(ObservedProperty.of(pollutant), new double[] {value})).level();
  }

  @ParameterizedTest
  @CsvSource({
    "PM2_5, 5, 15, 50, 90, 140",
    "PM10, 15, 45, 120, 195, 270",
    "NITROGEN_DIOXIDE, 10, 25, 60, 100, 150",
    "OZONE, 60, 100, 120, 160, 180",
    "SULFUR_DIOXIDE, 20, 40, 125, 190, 275"
  })
  void eachBandEndsWithItsUpperEnd(
      String pollutant, double one, double two, double three, double four, double five) {
    double[] ends = {one, two, three, four, five};

    assertThat(level(pollutant, 0)).isEqualTo(1);
    for (int i = 0; i < ends.length; i++) {
      assertThat(level(pollutant, ends[i])).as("%s", ends[i]).isEqualTo(i + 1);
      assertThat(level(pollutant, ends[i] + 0.001)).as("above %s", ends[i]).isEqualTo(i + 2);
    }
    assertThat(level(pollutant, 4999)).isEqualTo(6);
  }

  @Test
  void theWorstPollutantCounts() {
    var air =
        of(
            Map.of(
                ObservedProperty.PM2_5, new double[] {112},
                ObservedProperty.NITROGEN_DIOXIDE, new double[] {38},
                ObservedProperty.OZONE, new double[] {12}));

    assertThat(air.level()).isEqualTo(5);
    assertThat(air.category()).isEqualTo("very poor");
    assertThat(air.responsible()).contains(ObservedProperty.PM2_5);
    assertThat(air.subs()).extracting(SubIndex::symbol).containsExactly("PM2.5", "NO2", "O3");
  }

  @Test
  void ofTwoAtOneLevelTheOneFurtherIntoItIsWorse() {
    var air =
        of(
            Map.of(
                ObservedProperty.PM2_5, new double[] {91},
                ObservedProperty.PM10, new double[] {260}));

    assertThat(air.responsible()).contains(ObservedProperty.PM10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, -0.0, 0})
  void theNoiseOfCleanAirIsGood(double value) {
    assertThat(level("PM2_5", value)).isEqualTo(1);
  }

  @Test
  void carbonMonoxideAndWhatNobodyMeasuredSayNothing() {
    var none = AirHours.of(Map.of(ObservedProperty.CARBON_MONOXIDE, new double[] {90_000}));

    assertThat(AirIndex.EUROPEAN.of(none, ANY)).isEmpty();
    assertThat(AirIndex.EUROPEAN.of(AirHours.none(), ANY)).isEmpty();
    var gone = AirHours.of(Map.of(ObservedProperty.PM10, new double[] {Double.NaN, 300, 300}));
    assertThat(AirIndex.EUROPEAN.of(gone, ANY)).as("only the newest hour counts").isEmpty();
  }
}
