package citybrain.local.truth;

import citybrain.alerting.Alert;
import citybrain.local.topics.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How the alerts compare with what really happened.
 *
 * <p>An alert matches an incident when it is of one of its domains, and its feature or zone is
 * among the incident's features or, for roads, it lies within 600 m. It detects the incident when
 * it was also opened in time. Judged are incidents of one domain for which there is a rule, that
 * start after the first six hours, which rules need to learn, and whose time to be detected has
 * passed. An opened alert is false when it matches no incident, compound ones included, from its
 * start to an hour after its end.
 *
 * @param medianDelaySeconds from start to the first matching alert, of those detected
 */
public record TruthScore(
    int incidents,
    int eligible,
    int detected,
    Map<String, Kind> byKind,
    OptionalDouble medianDelaySeconds,
    int falseAlerts,
    Map<String, Integer> falseByRule) {

  /** The judged incidents of one kind. */
  public record Kind(int eligible, int detected) {

    Kind plus(boolean isDetected) {
      return new Kind(eligible + 1, detected + (isDetected ? 1 : 0));
    }
  }

  /**
   * Compares.
   *
   * @param incidents all that started while the city was played
   * @param opened the alerts that were opened
   * @param played the event time that was played
   */
  public static TruthScore of(List<Incident> incidents, List<Alert> opened, TimeRange played) {
    return new TruthMatch(incidents, opened).score(played);
  }

  static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }
}
