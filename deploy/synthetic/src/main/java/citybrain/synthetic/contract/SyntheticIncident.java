package citybrain.synthetic.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Ground truth: something that really happened in the synthetic city. Features are named as in the
 * wire formats, the one it happened to first; {@code compound} is the id shared by incidents with
 * one cause, or empty.
 */
public record SyntheticIncident(
    String id,
    String kind,
    List<String> domains,
    Instant start,
    Instant end,
    List<String> features,
    double longitude,
    double latitude,
    Duration detectableWithin,
    String description,
    String compound,
    Scoring scoring) {

  /**
   * How alerts are compared with it: {@code judged} says that a rule exists which should find it,
   * {@code byPlace} that an alert nearby on the road is about it, whatever its feature.
   */
  public record Scoring(boolean judged, boolean byPlace) {

    public static final Scoring USUAL = new Scoring(true, true);

    /** Judged, and only an alert about one of its features is about it. */
    public static final Scoring FEATURES_ONLY = new Scoring(true, false);

    /** No rule looks for it yet; told, but nobody is judged by it. */
    public static final Scoring NOT_YET = new Scoring(false, false);
  }

  public SyntheticIncident {
    domains = List.copyOf(domains);
    features = List.copyOf(features);
  }
}
