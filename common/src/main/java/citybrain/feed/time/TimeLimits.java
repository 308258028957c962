package citybrain.feed.time;

import citybrain.feed.FeedSetup;
import citybrain.feed.SettingException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** How far a phenomenon time may lie from the arrival before the record is refused. */
public record TimeLimits(Duration maxAhead, Duration maxAge) {

  private static final String MAX_AHEAD = "max-ahead";
  private static final String MAX_AGE = "max-age";

  /** The keys every table feed understands, with help text. */
  public static final Map<String, String> OPTIONS =
      Map.of(
          MAX_AHEAD,
          "how far ahead of its arrival a record may be, ISO 8601 duration (PT5M)",
          MAX_AGE,
          "how old a record may be on arrival, ISO 8601 duration (P400D)");

  public static TimeLimits from(FeedSetup setup) {
    return new TimeLimits(
        duration(setup, MAX_AHEAD, Duration.ofMinutes(5)),
        duration(setup, MAX_AGE, Duration.ofDays(400)));
  }

  private static Duration duration(FeedSetup setup, String key, Duration standard) {
    var text = setup.option(key);
    if (text.isEmpty()) {
      return standard;
    }
    try {
      var duration = Duration.parse(text.get());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // falls through to the one message
    }
    throw new SettingException(
        "feed '%s' of city '%s': %s is '%s', expected an ISO 8601 duration such as %s"
            .formatted(setup.feed(), setup.city(), key, text.get(), standard));
  }
}
