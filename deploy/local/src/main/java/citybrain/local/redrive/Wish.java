package citybrain.local.redrive;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which refused records are to be sent again.
 *
 * @param reason its code; empty for all but those of what had been told before
 * @param from of arrival, on the city's clock, inclusive
 * @param until likewise, exclusive
 * @param most records at one time
 */
public record Wish(
    String city, String feed, Optional<String> reason, Instant from, Instant until, int most) {

  /** Nothing is mended by saying these again. */
  private static final Set<String> TOLD =
      Set.of(
          "duplicate",
          "correction",
          "before-overlap",
          "feed-unchanged",
          "first-reading",
          "register-reset");

  String key() {
    return city + "/" + feed;
  }

  boolean wants(String why, long arrival) {
    return reason.map(why::equals).orElse(!TOLD.contains(why))
        && arrival >= from.toEpochMilli()
        && arrival < until.toEpochMilli();
  }
}
