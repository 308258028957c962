package citybrain.local.truth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that really happened in a synthetic city.
 *
 * @param domains in which it shows, by their words
 * @param features it happened to, named as in the feeds
 * @param detectableWithin how soon after its start a good rule can know
 * @param compound what incidents of one cause share, or empty
 * @param judged whether a rule exists that should find it; others are told, but not counted missed
 * @param byPlace whether an alert nearby on the road is about it, whatever its feature
 */
public record Incident(
    String id,
    String kind,
    List<String> domains,
    Instant start,
    Instant end,
    List<String> features,
    double longitude,
    double latitude,
    Duration detectableWithin,
    String compound,
    boolean judged,
    boolean byPlace) {

  public Incident {
    domains = List.copyOf(domains);
    features = List.copyOf(features);
  }

  /** Until when an alert counts as a detection. */
  Instant detectableUntil() {
    return start.plus(detectableWithin);
  }
}
