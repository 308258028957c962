package citybrain.environment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose index tells how good the air is. Each has six levels, from the best (1) to the worst. */
public enum AirIndex {
  /** Of the European Environment Agency: the level itself, without a number between. */
  EUROPEAN,
  /** Of the US Environmental Protection Agency. */
  US_EPA,
  /** Of the Chinese Ministry of Ecology and Environment, hour by hour. */
  CHINA;

  static final int LEVELS = 6;

  /** The largest value of each level but the last, of both that have numbers. */
  private static final int[] LARGEST = {50, 100, 150, 200, 300};

  private static final Map<AirIndex, List<String>> CATEGORIES =
      Map.of(
          EUROPEAN,
          List.of("good", "fair", "moderate", "poor", "very poor", "extremely poor"),
          US_EPA,
          List.of(
              "good",
              "moderate",
              "unhealthy for sensitive groups",
              "unhealthy",
              "very unhealthy",
              "hazardous"),
          CHINA,
          List.of(
              "excellent",
              "good",
              "lightly polluted",
              "moderately polluted",
              "heavily polluted",
              "severely polluted"));

  /** The word for a level from 1 to 6. */
  String category(int level) {
    return CATEGORIES.getOrDefault(this, List.of()).get(level - 1);
  }

  /** The level of a value. */
  int level(int value) {
    if (this == EUROPEAN) {
      return value;
    }
    int level = 1;
    while (level < LEVELS && value > LARGEST[level - 1]) {
      level++;
    }
    return level;
  }

  /**
   * The index of the newest hour; empty when none of its pollutants was measured.
   *
   * @param day of that hour, for the tables that hold then
   */
  Optional<AirQualityIndex> of(AirHours air, LocalDate day) {
    return switch (this) {
      case EUROPEAN -> EuropeanAir.of(air);
      case US_EPA -> UsAir.of(air);
      case CHINA -> ChinaAir.of(air, day);
    };
  }

  /** A value in words for the alert, such as {@code European index 5 of 6}. */
  String words(int value) {
    return switch (this) {
      case EUROPEAN -> "European index " + value + " of " + LEVELS;
      case US_EPA -> "US AQI " + value;
      case CHINA -> "Chinese AQI " + value;
    };
  }
}
