package citybrain.local.truth;

import citybrain.alerting.Alert;
import citybrain.local.topics.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which alerts are about which incidents. That is looked up once: when the alerts came may be asked
 * again and again, see {@link #score(List, TimeRange)}.
 */
public final class TruthMatch {

  private static final Duration LEARNING = Duration.ofHours(6);
  private static final Duration AFTERMATH = Duration.ofHours(1);

  /** A rule of means names their hours: they hold what was so long ago. */
  private static final Pattern MEAN_OF_HOURS = Pattern.compile(".*-(\\d{1,2})h");

  private static final double NEAR_METRES = 600;
  private static final double METRES_PER_DEGREE = 111_195;
  private static final String TRANSPORT = "transport";
  private static final Pattern NAME_SEPARATORS = Pattern.compile("[:/]");

  private final List<Incident> incidents;
  private final List<Alert> opened;

  /** By incident, the numbers of the alerts about it. */
  private final List<BitSet> about = new ArrayList<>();

  /**
   * Compares places and names.
   *
   * @param incidents all that started while the city was played
   * @param opened the alerts that were opened
   */
  public TruthMatch(List<Incident> incidents, List<Alert> opened) {
    this.incidents = List.copyOf(incidents);
    this.opened = List.copyOf(opened);
    var names = opened.stream().map(TruthMatch::names).toList();
    for (var incident : incidents) {
      var alerts = new BitSet();
      for (int i = 0; i < opened.size(); i++) {
        alerts.set(i, isAbout(opened.get(i), names.get(i), incident));
      }
      about.add(alerts);
    }
  }

  /** As the alerts came. */
  public TruthScore score(TimeRange played) {
    return score(opened.stream().map(Alert::time).toList(), played);
  }

  /**
   * As if they had come at other times.
   *
   * @param times of the alerts, one for each
   * @param played the event time that was played
   */
  public TruthScore score(List<Instant> times, TimeRange played) {
    var byKind = new TreeMap<String, TruthScore.Kind>();
    var delays = new ArrayList<Double>();
    int eligible = 0;
    for (int i = 0; i < incidents.size(); i++) {
      var incident = incidents.get(i);
      if (isEligible(incident, played)) {
        eligible++;
        var first =
            about.get(i).stream()
                .mapToObj(times::get)
                .filter(time -> !time.isBefore(incident.start()))
                .filter(time -> !time.isAfter(incident.detectableUntil()))
                .min(Instant::compareTo);
        first.ifPresent(
            time -> delays.add(Duration.between(incident.start(), time).toMillis() / 1000.0));
        byKind.merge(
            incident.kind(),
            new TruthScore.Kind(1, first.isPresent() ? 1 : 0),
            (kind, one) -> kind.plus(one.detected() == 1));
      }
    }
    var wrong = falseByRule(times);
    return new TruthScore(
        incidents.size(),
        eligible,
        delays.size(),
        byKind,
        TruthScore.median(delays),
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

  /** Those that are about no incident, as they came. */
  public List<Alert> falseAlerts() {
    var explained = explained(opened.stream().map(Alert::time).toList());
    return IntStream.range(0, opened.size())
        .filter(i -> !explained.get(i))
        .mapToObj(opened::get)
        .toList();
  }

  private BitSet explained(List<Instant> times) {
    var explained = new BitSet();
    for (int i = 0; i < incidents.size(); i++) {
      var incident = incidents.get(i);
      about.get(i).stream()
          .filter(alert -> !times.get(alert).isBefore(incident.start()))
          .filter(
              alert ->
                  !times
                      .get(alert)
                      .isAfter(incident.end().plus(aftermath(opened.get(alert).rule()))))
          .forEach(explained::set);
    }
    return explained;
  }

  private static Duration aftermath(String rule) {
    var mean = MEAN_OF_HOURS.matcher(rule);
    return mean.matches() ? AFTERMATH.plusHours(Long.parseLong(mean.group(1))) : AFTERMATH;
  }

  private Map<String, Integer> falseByRule(List<Instant> times) {
    var explained = explained(times);
    var wrong = new TreeMap<String, Integer>();
    for (int i = explained.nextClearBit(0); i < opened.size(); i = explained.nextClearBit(i + 1)) {
      wrong.merge(opened.get(i).rule(), 1, Integer::sum);
    }
    return wrong;
  }

  private static boolean isAbout(Alert alert, Set<String> names, Incident incident) {
    return incident.domains().contains(alert.domain())
        && (names.stream().anyMatch(incident.features()::contains) || isNear(alert, incident));
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
}
