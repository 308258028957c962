package citybrain.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.observation.ObservedProperty;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AirHoursTest {

  private static final double NONE = Double.NaN;

  private static double nowCast(double... newestFirst) {
    return AirHours.of(Map.of(ObservedProperty.PM2_5, newestFirst)).nowCast(ObservedProperty.PM2_5);
  }

  /** The example of the EPA: 17.4, which was moderate. */
  @Test
  void theNowCastOfThePublishedExample() {
    assertThat(nowCast(13, 16, 10, 21, 74, 64, 53, 82, 90, 75, 80, 50))
        .isCloseTo(17.413919413919412, within(1e-12));
  }

  @Test
  void hoursThatWereNotMeasuredWeighNothing() {
    assertThat(nowCast(13, 16, NONE, 21, 74, 64, 53, 82, 90, 75, 80, 50))
        .isCloseTo(18.473346357800725, within(1e-12));
  }

  /** 71 ug/m3 in one hour of a clean day tell a half in that hour, and half of it in each next. */
  @Test
  void aPulseFadesByHalf() {
    assertThat(nowCast(71, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).isCloseTo(35.5, within(0.01));
    assertThat(nowCast(0, 71, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).isCloseTo(17.75, within(0.01));
    assertThat(nowCast(0, 0, 71, 0, 0, 0, 0, 0, 0, 0, 0, 0)).isCloseTo(8.88, within(0.01));
  }

  @Test
  void twoOfTheNewestThreeHoursAreNeeded() {
    assertThat(nowCast(NONE, NONE, 10, 10, 10, 10)).isNaN();
    assertThat(nowCast(10, NONE, NONE, 10, 10, 10)).isNaN();
    assertThat(nowCast(NONE, 10, 10)).isEqualTo(10);
    assertThat(nowCast(10, 10)).isEqualTo(10);
    assertThat(nowCast(10, NONE, 20)).isCloseTo((10 + 20 * 0.25) / 1.25, within(1e-12));
    assertThat(nowCast()).isNaN();
  }

  @Test
  void noiseBelowZeroIsCleanAirAndCleanAirHasNoWeight() {
    assertThat(nowCast(-3, -3, -3)).isZero();
    assertThat(nowCast(0, 0, 0, 0)).isZero();
    assertThat(nowCast(-4, 8, 8)).isEqualTo(nowCast(0, 8, 8));
  }

  @Test
  void theThirteenthHourIsForgotten() {
    var hours = new double[14];
    Arrays.fill(hours, 20);
    hours[12] = 4000;
    hours[13] = 4000;

    assertThat(nowCast(hours)).isCloseTo(20, within(1e-12));
  }

  @Property
  void theNowCastLiesBetweenTheLeastAndTheLargest(@ForAll long seed) {
    var hours = new Random(seed).doubles(12, 0, 1000).toArray();

    assertThat(nowCast(hours))
        .isBetween(
            Arrays.stream(hours).min().orElseThrow() - 1e-9,
            Arrays.stream(hours).max().orElseThrow() + 1e-9);
  }

  @Test
  void aMeanOfTooFewHoursIsNone() {
    var air = AirHours.of(Map.of(ObservedProperty.OZONE, new double[] {10, NONE, 20, 60}));

    assertThat(air.mean(ObservedProperty.OZONE, 3, 2)).isEqualTo(15);
    assertThat(air.mean(ObservedProperty.OZONE, 3, 3)).isNaN();
    assertThat(air.mean(ObservedProperty.PM10, 3, 1)).isNaN();
    assertThat(air.hour(ObservedProperty.OZONE)).isEqualTo(10);
  }
}
