package citybrain.environment;

import citybrain.observation.ObservedProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The European air quality index in the bands of its revision of 2024, all of hourly means. A value
 * between two bands that are printed in whole numbers (5 and 6) is of the worse. The agency fills
 * what a station did not measure from a forecast; here it is missing.
 *
 * <p>Source: European Environment Agency, ETC HE Report 2024/17 "EEA's revision of the European air
 * quality index bands", table 5.2.
 */
final class EuropeanAir {

  /**
   * Bands of one pollutant.
   *
   * @param upTo the upper ends of levels 1 to 5, ug/m3
   */
  private record Bands(double... upTo) implements AirScale {

    @Override
    public OptionalInt value(double concentration) {
      int level = 1;
      while (level <= upTo.length && concentration > upTo[level - 1]) {
        level++;
      }
      return OptionalInt.of(level);
    }

    @Override
    public double border(int level) {
      return upTo[level - 2];
    }
  }

  private static final Map<ObservedProperty, Bands> BANDS = new LinkedHashMap<>();

  static {
    BANDS.put(ObservedProperty.PM2_5, new Bands(5, 15, 50, 90, 140));
    BANDS.put(ObservedProperty.PM10, new Bands(15, 45, 120, 195, 270));
    BANDS.put(ObservedProperty.NITROGEN_DIOXIDE, new Bands(10, 25, 60, 100, 150));
    BANDS.put(ObservedProperty.OZONE, new Bands(60, 100, 120, 160, 180));
    BANDS.put(ObservedProperty.SULFUR_DIOXIDE, new Bands(20, 40, 125, 190, 275));
  }

  private EuropeanAir() {}

  static Optional<AirQualityIndex> of(AirHours air) {
    var subs =
        BANDS.entrySet().stream()
            .flatMap(
                one ->
                    SubIndex.of(
                        AirIndex.EUROPEAN,
                        one.getKey(),
                        air.hour(one.getKey()),
                        SubIndex.HOUR,
                        one.getValue())
                        .stream())
            .toList();
    return AirQualityIndex.of(AirIndex.EUROPEAN, subs);
  }
}
