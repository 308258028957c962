package citybrain.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instruments in clean air tell less than nothing at times; a mean without that is too high. */
class NoiseTest {

  @ParameterizedTest
  @CsvSource({
    "PM2_5, -2.4, true, true",
    "PM10, -11, false, true",
    "NITROGEN_DIOXIDE, -0.8, true, true",
    "OZONE, -2.4, true, true",
    "OZONE, -12, false, true",
    "SULFUR_DIOXIDE, -0.8, true, true",
    "CARBON_MONOXIDE, -580, true, true",
    "CARBON_MONOXIDE, 0, true, false",
    "AIR_TEMPERATURE, -5, true, false",
    "RELATIVE_HUMIDITY, -1, false, false",
  })
  void lessThanNothing(String name, double value, boolean canBe, boolean isNoise) {
    var property = ObservedProperty.of(name);

    assertThat(property.canBe(value)).isEqualTo(canBe);
    assertThat(property.isNoise(value)).isEqualTo(isNoise);
  }
}
