package citybrain.environment;

import citybrain.observation.ObservedProperty;
import java.util.Optional;

/**
 * What an index says of one pollutant.
 *
 * @param value of the sub-index
 * @param level from 1, the best, to 6
 * @param concentration that it was made of, ug/m3
 * @param over which time the concentration was taken, in words: {@code in the hour}
 */
record SubIndex(
    ObservedProperty pollutant,
    int value,
    int level,
    double concentration,
    String over,
    AirScale scale) {

  static final String HOUR = "in the hour";

  /** What a scale says of a concentration; empty when that is NaN or beyond what it knows. */
  static Optional<SubIndex> of(
      AirIndex index,
      ObservedProperty pollutant,
      double concentration,
      String over,
      AirScale scale) {
    if (!Double.isFinite(concentration)) {
      return Optional.empty();
    }
    var value = scale.value(concentration);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SubIndex(
                pollutant,
                value.getAsInt(),
                index.level(value.getAsInt()),
                concentration,
                over,
                scale));
  }

  /** How far it is above where its level begins: tells which of two that are equal is worse. */
  double excess() {
    return concentration / scale.border(Math.max(2, level));
  }

  /** As people write it. */
  String symbol() {
    return symbol(pollutant);
  }

  /** A pollutant as people write it. */
  static String symbol(ObservedProperty pollutant) {
    return switch (pollutant.name()) {
      case "PM2_5" -> "PM2.5";
      case "SULFUR_DIOXIDE" -> "SO2";
      case "NITROGEN_DIOXIDE" -> "NO2";
      case "CARBON_MONOXIDE" -> "CO";
      case "OZONE" -> "O3";
      default -> pollutant.name();
    };
  }
}
