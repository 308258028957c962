package citybrain.synthetic;

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
    String compound) {

  public SyntheticIncident {
    domains = List.copyOf(domains);
    features = List.copyOf(features);
  }
}
