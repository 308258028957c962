package citybrain.environment;

import citybrain.observation.ObservedProperty;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A limit an air pollutant must stay below, with its averaging time and where it is written. Which
 * there are depends on the law and on the day: a word that a law does not know on a day is no limit
 * then, and nothing is judged by it.
 *
 * @param word names the limit in rules and jobs, such as {@code no2-1h}
 * @param averagingHours the mean of how many hours is compared
 * @param hoursInRow how many hours in a row the mean must lie above
 * @param limit ug/m3
 * @param source law or guideline, in words for the alert
 */
public record Limit(
    String word,
    ObservedProperty pollutant,
    int averagingHours,
    int hoursInRow,
    double limit,
    String source)
    implements Serializable {

  /** Whose limits. */
  public enum Law {
    EUROPEAN,
    CHINESE
  }

  /**
   * What a law says from a day on.
   *
   * @param from the first day
   */
  private record Era(LocalDate from, List<Limit> limits) {}

  /** Means of a day that eras of the Chinese standard differ in, ug/m3. */
  private record Daily(double no2, double so2, double pm10, double fine) {}

  private static final String EU_2008 = "EU Directive 2008/50/EC";
  private static final String EU_2024 = "Directive (EU) 2024/2881 Annex I";

  /** From which on Directive 2008/50/EC is repealed: Article 31(1) of Directive (EU) 2024/2881. */
  private static final LocalDate RECAST = LocalDate.of(2026, 12, 12);

  /** By which the limits of table 1 in Section 1 of its Annex I must be met. */
  private static final LocalDate STRICTER = LocalDate.of(2030, 1, 1);

  private static final String GB_2012 = "GB 3095-2012 grade II";
  private static final String GB_2026 = "GB 3095-2026 grade II";

  /** From which on GB 3095-2026 holds instead of GB 3095-2012, with values of a transition. */
  private static final LocalDate TRANSITION = LocalDate.of(2026, 3, 1);

  /** From which on its own values hold: section 4.4. */
  private static final LocalDate FULL = LocalDate.of(2031, 1, 1);

  /** The eras of each law, the newest first. */
  private static final Map<Law, List<Era>> ERAS =
      Map.of(
          Law.EUROPEAN,
          List.of(
              new Era(STRICTER, recast(true)),
              new Era(RECAST, recast(false)),
              new Era(LocalDate.MIN, directive2008())),
          Law.CHINESE,
          List.of(
              new Era(FULL, chinese(GB_2026, new Daily(50, 50, 100, 50), 150)),
              new Era(
                  TRANSITION, chinese(GB_2026 + ", until 2030", new Daily(80, 150, 120, 60), 500)),
              new Era(LocalDate.MIN, chinese(GB_2012, new Daily(80, 150, 150, 75), 500))));

  /** The words of all limits that some law knows on some day. */
  public static final List<String> WORDS = everywhere().map(Limit::word).distinct().toList();

  /** All pollutants that have a limit. */
  public static final List<ObservedProperty> POLLUTANTS =
      everywhere().map(Limit::pollutant).distinct().toList();

  /** All limits of a law on a day. */
  public static List<Limit> all(Law law, LocalDate day) {
    for (var era : ERAS.getOrDefault(law, List.of())) {
      if (!day.isBefore(era.from())) {
        return era.limits();
      }
    }
    return List.of();
  }

  /** The limit with this word in this law on this day, if the law knows it then. */
  public static Optional<Limit> find(Law law, String word, LocalDate day) {
    for (var limit : all(law, day)) {
      if (limit.word().equals(word)) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }

  /** What the limit with this word is about, in any law. */
  public static Set<ObservedProperty> pollutants(String word) {
    return everywhere()
        .filter(limit -> limit.word().equals(word))
        .map(Limit::pollutant)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<Limit> everywhere() {
    return Arrays.stream(Law.values())
        .flatMap(law -> ERAS.getOrDefault(law, List.of()).stream())
        .map(Era::limits)
        .flatMap(Collection::stream);
  }

  /**
   * Limits of Directive 2008/50/EC, for health: Annex XI B (NO2 200 at most 18 hours a year, SO2
   * 350 at most 24 hours and 125 at most 3 days, PM10 50 at most 35 days, CO 10 mg/m3 as the
   * highest eight hours of a day), Annex VII B (the target of ozone, 120 as the highest eight hours
   * of a day) and Annex XII B (its information threshold, 180). It has no daily limit for fine
   * dust: that is one of Annex I of Directive (EU) 2024/2881, which replaces it, to be met by 2030.
   * The WHO guideline of 15 is passed on many ordinary winter days: a goal, not something to be
   * called out for. One exceedance is told, though a law is broken only by more than it allows a
   * year.
   */
  private static List<Limit> directive2008() {
    var annex = EU_2008 + " Annex XI";
    return List.of(
        new Limit("no2-1h", ObservedProperty.NITROGEN_DIOXIDE, 1, 1, 200, annex),
        new Limit("so2-1h", ObservedProperty.SULFUR_DIOXIDE, 1, 1, 350, annex),
        new Limit("so2-24h", ObservedProperty.SULFUR_DIOXIDE, 24, 1, 125, annex),
        new Limit("pm10-24h", ObservedProperty.PM10, 24, 1, 50, annex),
        new Limit("co-8h", ObservedProperty.CARBON_MONOXIDE, 8, 1, 10_000, annex),
        new Limit("o3-8h", ObservedProperty.OZONE, 8, 1, 120, EU_2008 + " Annex VII, target value"),
        new Limit(
            "o3-1h",
            ObservedProperty.OZONE,
            1,
            1,
            180,
            EU_2008 + " Annex XII, information threshold"),
        new Limit("pm2.5-24h", ObservedProperty.PM2_5, 24, 1, 25, EU_2024 + ", by 2030"),
        episode());
  }

  /**
   * Limits of Directive (EU) 2024/2881, for health: until the end of 2029 those of Annex I Section
   * 1 table 2, which are the old ones, then those of table 1 (PM10 45, PM2.5 25, NO2 50, SO2 50 and
   * CO 4 mg/m3 a day, each on at most 18 days a year; NO2 200 and SO2 350 at most 3 hours; CO 10
   * mg/m3 as the highest eight hours of a day); the target of ozone in Section 2 (120), and its
   * information threshold in Section 4 (180).
   */
  private static List<Limit> recast(boolean isStricter) {
    var table = EU_2024 + " Section 1 table " + (isStricter ? 1 : 2);
    var both =
        Stream.of(
            new Limit("no2-1h", ObservedProperty.NITROGEN_DIOXIDE, 1, 1, 200, table),
            new Limit("so2-1h", ObservedProperty.SULFUR_DIOXIDE, 1, 1, 350, table),
            new Limit(
                "so2-24h", ObservedProperty.SULFUR_DIOXIDE, 24, 1, isStricter ? 50 : 125, table),
            new Limit("pm10-24h", ObservedProperty.PM10, 24, 1, isStricter ? 45 : 50, table),
            new Limit("co-8h", ObservedProperty.CARBON_MONOXIDE, 8, 1, 10_000, table),
            new Limit(
                "o3-8h", ObservedProperty.OZONE, 8, 1, 120, EU_2024 + " Section 2, target value"),
            new Limit(
                "o3-1h",
                ObservedProperty.OZONE,
                1,
                1,
                180,
                EU_2024 + " Section 4, information threshold"),
            new Limit(
                "pm2.5-24h",
                ObservedProperty.PM2_5,
                24,
                1,
                25,
                isStricter ? table : EU_2024 + ", by 2030"),
            episode());
    var stricter =
        Stream.of(
            new Limit("no2-24h", ObservedProperty.NITROGEN_DIOXIDE, 24, 1, 50, table),
            new Limit("co-24h", ObservedProperty.CARBON_MONOXIDE, 24, 1, 4_000, table));
    return Stream.concat(both, isStricter ? stricter : Stream.empty()).toList();
  }

  /**
   * Grade II limits of table 1 of the Chinese standard, for cities outside nature reserves.
   *
   * @param sulfurHour SO2 of an hour, ug/m3
   */
  private static List<Limit> chinese(String standard, Daily daily, double sulfurHour) {
    return List.of(
        new Limit("no2-1h", ObservedProperty.NITROGEN_DIOXIDE, 1, 1, 200, standard),
        new Limit("no2-24h", ObservedProperty.NITROGEN_DIOXIDE, 24, 1, daily.no2(), standard),
        new Limit("so2-1h", ObservedProperty.SULFUR_DIOXIDE, 1, 1, sulfurHour, standard),
        new Limit("so2-24h", ObservedProperty.SULFUR_DIOXIDE, 24, 1, daily.so2(), standard),
        new Limit("pm10-24h", ObservedProperty.PM10, 24, 1, daily.pm10(), standard),
        new Limit("co-1h", ObservedProperty.CARBON_MONOXIDE, 1, 1, 10_000, standard),
        new Limit("co-24h", ObservedProperty.CARBON_MONOXIDE, 24, 1, 4_000, standard),
        new Limit("o3-8h", ObservedProperty.OZONE, 8, 1, 160, standard),
        new Limit("o3-1h", ObservedProperty.OZONE, 1, 1, 200, standard),
        new Limit("pm2.5-24h", ObservedProperty.PM2_5, 24, 1, daily.fine(), standard),
        episode());
  }

  /** No law: warns of smoke and smog within hours, where a daily mean needs most of a day. */
  private static Limit episode() {
    return new Limit(
        "pm2.5-episode", ObservedProperty.PM2_5, 1, 2, 75, "episode threshold, no legal limit");
  }
}
