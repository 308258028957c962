package citybrain.environment;

import citybrain.observation.ObservedProperty;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A limit an air pollutant must stay below, with its averaging time and where it is written.
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

  /** The words of all limits, the same in every law. */
  public static final List<String> WORDS = european().stream().map(Limit::word).toList();

  /** All pollutants that have a limit. */
  public static final List<ObservedProperty> POLLUTANTS =
      european().stream().map(Limit::pollutant).distinct().toList();

  /** The limit with this word in this law, as it was before any of the changes that are known. */
  public static Limit of(Law law, String word) {
    return of(law, word, LocalDate.MIN);
  }

  /** The limit with this word in this law on this day. */
  public static Limit of(Law law, String word, LocalDate day) {
    var limits =
        switch (law) {
          case EUROPEAN -> european(day);
          case CHINESE -> chinese();
        };
    return limits.stream().filter(limit -> limit.word().equals(word)).findFirst().orElseThrow();
  }

  /** What the limit with this word is about, in any law. */
  public static Set<ObservedProperty> pollutants(String word) {
    return Arrays.stream(Law.values())
        .map(law -> of(law, word).pollutant())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static final String EU_2008 = "EU Directive 2008/50/EC";
  private static final String EU_2024 = "Directive (EU) 2024/2881 Annex I";

  /** From which on Directive 2008/50/EC is repealed: Article 31(1) of Directive (EU) 2024/2881. */
  private static final LocalDate RECAST = LocalDate.of(2026, 12, 12);

  /** By which the limits of table 1 in Section 1 of its Annex I must be met. */
  private static final LocalDate STRICTER = LocalDate.of(2030, 1, 1);

  /** European limits on a day. */
  public static List<Limit> european(LocalDate day) {
    return day.isBefore(RECAST) ? european() : recast(!day.isBefore(STRICTER));
  }

  /**
   * Limits of Directive (EU) 2024/2881, for health: until the end of 2029 those of Annex I Section
   * 1 table 2, which are the old ones, then those of table 1 (PM10 45 and PM2.5 25 at most 18 days
   * a year, NO2 200 and SO2 350 at most 3 hours); the target of ozone in Section 2 (120), and its
   * information threshold in Section 4 (180).
   */
  private static List<Limit> recast(boolean isStricter) {
    var table = EU_2024 + " Section 1 table " + (isStricter ? 1 : 2);
    return List.of(
        new Limit("no2-1h", ObservedProperty.NITROGEN_DIOXIDE, 1, 1, 200, table),
        new Limit("so2-1h", ObservedProperty.SULFUR_DIOXIDE, 1, 1, 350, table),
        new Limit("pm10-24h", ObservedProperty.PM10, 24, 1, isStricter ? 45 : 50, table),
        new Limit("o3-8h", ObservedProperty.OZONE, 8, 1, 120, EU_2024 + " Section 2, target value"),
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
  }

  /**
   * Limits of Directive 2008/50/EC, for health: Annex XI B (NO2 200 at most 18 hours a year, SO2
   * 350 at most 24 hours, PM10 50 at most 35 days), Annex VII B (the target of ozone, 120 as the
   * highest eight hours of a day) and Annex XII B (its information threshold, 180). It has no daily
   * limit for fine dust: that is one of Annex I of Directive (EU) 2024/2881, which replaces it, to
   * be met by 2030. The WHO guideline of 15 is passed on many ordinary winter days: a goal, not
   * something to be called out for. One exceedance is told, though a law is broken only by more
   * than it allows a year.
   */
  public static List<Limit> european() {
    return List.of(
        new Limit("no2-1h", ObservedProperty.NITROGEN_DIOXIDE, 1, 1, 200, EU_2008 + " Annex XI"),
        new Limit("so2-1h", ObservedProperty.SULFUR_DIOXIDE, 1, 1, 350, EU_2008 + " Annex XI"),
        new Limit("pm10-24h", ObservedProperty.PM10, 24, 1, 50, EU_2008 + " Annex XI"),
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

  /** Grade II limits of table 1 of the Chinese standard, for cities outside nature reserves. */
  public static List<Limit> chinese() {
    var gb = "GB 3095-2012 grade II";
    return List.of(
        new Limit("no2-1h", ObservedProperty.NITROGEN_DIOXIDE, 1, 1, 200, gb),
        new Limit("so2-1h", ObservedProperty.SULFUR_DIOXIDE, 1, 1, 500, gb),
        new Limit("pm10-24h", ObservedProperty.PM10, 24, 1, 150, gb),
        new Limit("o3-8h", ObservedProperty.OZONE, 8, 1, 160, gb),
        new Limit("o3-1h", ObservedProperty.OZONE, 1, 1, 200, gb),
        new Limit("pm2.5-24h", ObservedProperty.PM2_5, 24, 1, 75, gb),
        episode());
  }

  /** No law: warns of smoke and smog within hours, where a daily mean needs most of a day. */
  private static Limit episode() {
    return new Limit(
        "pm2.5-episode", ObservedProperty.PM2_5, 1, 2, 75, "episode threshold, no legal limit");
  }
}
