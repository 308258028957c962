package citybrain.local.truth;

import citybrain.alerting.Alert;
import citybrain.local.topics.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private static final Duration LEARNING = Duration.ofHours(6);
  private static final Duration AFTERMATH = Duration.ofHours(1);
  private static final double NEAR_METRES = 600;
  private static final double METRES_PER_DEGREE = 111_195;
  private static final String TRANSPORT = "transport";
  private static final Pattern NAME_SEPARATORS = Pattern.compile("[:/]");

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
    var byKind = new TreeMap<String, Kind>();
    var delays = new ArrayList<Double>();
    int eligible = 0;
    for (var incident : incidents) {
      if (isEligible(incident, played)) {
        eligible++;
        var delay = delay(incident, opened);
        delay.ifPresent(d -> delays.add(d.toMillis() / 1000.0));
        byKind.merge(
            incident.kind(),
            new Kind(1, delay.isPresent() ? 1 : 0),
            (kind, one) -> kind.plus(one.detected() == 1));
      }
    }
    var wrong = falseByRule(incidents, opened);
    return new TruthScore(
        incidents.size(),
        eligible,
        delays.size(),
        byKind,
        median(delays),
        wrong.values().stream().mapToInt(Integer::intValue).sum(),
        wrong);
  }

  private static boolean isEligible(Incident incident, TimeRange played) {
    return incident.judged()
        && incident.domains().size() == 1
        && incident.compound().isEmpty()
        && incident.start().isAfter(played.from().plus(LEARNING))
        && incident.detectableUntil().isBefore(played.to());
  }

  private static Optional<Duration> delay(Incident incident, List<Alert> opened) {
    return opened.stream()
        .filter(alert -> isAbout(alert, incident))
        .filter(alert -> !alert.time().isBefore(incident.start()))
        .filter(alert -> !alert.time().isAfter(incident.detectableUntil()))
        .map(alert -> Duration.between(incident.start(), alert.time()))
        .min(Duration::compareTo);
  }

  private static Map<String, Integer> falseByRule(List<Incident> incidents, List<Alert> opened) {
    var wrong = new TreeMap<String, Integer>();
    for (var alert : opened) {
      boolean explained =
          incidents.stream()
              .filter(incident -> !alert.time().isBefore(incident.start()))
              .filter(incident -> !alert.time().isAfter(incident.end().plus(AFTERMATH)))
              .anyMatch(incident -> isAbout(alert, incident));
      if (!explained) {
        wrong.merge(alert.rule(), 1, Integer::sum);
      }
    }
    return wrong;
  }

  private static boolean isAbout(Alert alert, Incident incident) {
    return incident.domains().contains(alert.domain())
        && (names(alert).stream().anyMatch(incident.features()::contains)
            || isNear(alert, incident));
  }

  /** Feature and zone, as they stand and without what qualifies them, as in {@code dma:D7}. */
  private static Set<String> names(Alert alert) {
    return Stream.of(alert.feature(), alert.zone())
        .flatMap(name -> Stream.concat(Stream.of(name), NAME_SEPARATORS.splitAsStream(name)))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  private static boolean isNear(Alert alert, Incident incident) {
    var position = alert.position();
    if (position == null || !incident.byPlace() || !alert.domain().equals(TRANSPORT)) {
      return false;
    }
    double north = (position.latitude() - incident.latitude()) * METRES_PER_DEGREE;
    double east =
        (position.longitude() - incident.longitude())
            * METRES_PER_DEGREE
            * Math.cos(Math.toRadians(incident.latitude()));
    return Math.hypot(north, east) <= NEAR_METRES;
  }

  private static OptionalDouble median(List<Double> values) {
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
