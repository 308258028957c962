package citybrain.local.choice;

import citybrain.cityfile.CityFile;
import citybrain.feed.SettingException;
import citybrain.synthetic.contract.SyntheticSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/** When cities go live, and by how many weeks a recording is moved to go live with others. */
public final class CommonClock {

  private static final Duration DAY = Duration.ofDays(1);
  private static final double WEEK_MILLIS = Duration.ofDays(7).toMillis();

  private CommonClock() {}

  /** How much past of a city is played. */
  public static Duration history(CityFile city, Optional<Duration> given) {
    return given.or(city::history).orElse(DAY);
  }

  /** Where a synthetic city begins. */
  public static Instant begins(CityFile city, Optional<Instant> start) {
    return start
        .or(() -> proposed(city).map(local -> instant(city, local)))
        .orElseGet(() -> SyntheticSettings.defaults().start());
  }

  /**
   * When a city goes live by itself: a synthetic one after its past, a recording where its file
   * says.
   *
   * @param start where a synthetic city begins, or when a recording goes live, if given
   * @throws SettingException when a recording does not say
   */
  public static Instant goesLive(
      CityFile city, Optional<Instant> start, Optional<Duration> history) {
    return city.synthetic()
        ? begins(city, start).plus(history(city, history))
        : start.orElseGet(() -> instant(city, recorded(city)));
  }

  /**
   * The whole weeks of local time that bring a recording to this moment or shortly before: what is
   * recorded from its start on has been heard when it goes live, however short it is.
   */
  static int weeksTo(CityFile city, Instant goLive) {
    var own = recorded(city);
    var then = goLive.atZone(city.timeZone()).toLocalDateTime();
    return (int) Math.floor(Duration.between(own, then).toMillis() / WEEK_MILLIS);
  }

  /**
   * Where the past of a recording begins that goes live with others: no later than it would by
   * itself.
   *
   * @param goLive when all go live
   */
  public static Instant pastBegins(CityFile city, Instant goLive, Optional<Duration> history) {
    var own = proposed(city).map(local -> instant(city, local)).filter(goLive::isAfter);
    return own.orElse(goLive).minus(history(city, history));
  }

  private static Optional<LocalDateTime> proposed(CityFile city) {
    return city.replayStart();
  }

  private static LocalDateTime recorded(CityFile city) {
    return proposed(city)
        .orElseThrow(
            () ->
                new SettingException(
                    "city '%s' is a recording and needs the key replay.starts, or --start"
                        .formatted(city.city())));
  }

  private static Instant instant(CityFile city, LocalDateTime local) {
    return local.atZone(city.timeZone()).toInstant();
  }
}
