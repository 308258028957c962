package citybrain.evaluation;

import citybrain.alerting.Alert;
import citybrain.synthetic.contract.SyntheticIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Opened alerts against what really happened, matched as the report of a run does: by domain and
 * feature, or within 600 m on roads. Scores of several cities add up.
 */
final class RuleScore {

  private static final Duration LEARNING = Duration.ofHours(6);
  private static final Duration AFTERMATH = Duration.ofHours(1);
  private static final double NEAR_METRES = 600;
  private static final double METRES_PER_DEGREE = 111_195;

  private static final class Kind {
    int eligible;
    final List<Double> delays = new ArrayList<>();
    final Map<String, Integer> byRule = new TreeMap<>();
  }

  private final Map<String, Kind> kinds = new TreeMap<>();
  private final Map<String, Integer> falseByRule = new TreeMap<>();
  private final Map<String, Integer> trueByRule = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  void add(List<SyntheticIncident> incidents, List<Alert> opened, Instant from, Instant to) {
    for (var incident : incidents) {
      if (incident.scoring().judged()
          && incident.domains().size() == 1
          && incident.compound().isEmpty()
          && incident.start().isAfter(from.plus(LEARNING))
          && deadline(incident).isBefore(to)) {
        judge(incident, opened);
      }
    }
    for (var alert : opened) {
      if (incidents.stream().anyMatch(incident -> explains(incident, alert))) {
        trueByRule.merge(alert.rule(), 1, Integer::sum);
      } else {
        falseByRule.merge(alert.rule(), 1, Integer::sum);
        notes.add(
            "false  "
                + alert.rule()
                + " "
                + alert.feature()
                + " "
                + alert.time()
                + " "
                + alert.reason());
      }
    }
  }

  private void judge(SyntheticIncident incident, List<Alert> opened) {
    var kind = kinds.computeIfAbsent(incident.kind() + domainOf(incident), word -> new Kind());
    kind.eligible++;
    Instant first = null;
    var rules = new HashSet<String>();
    for (var alert : opened) {
      if (isAbout(alert, incident)
          && !alert.time().isBefore(incident.start())
          && !alert.time().isAfter(deadline(incident))) {
        rules.add(alert.rule());
        first = first == null || alert.time().isBefore(first) ? alert.time() : first;
      }
    }
    rules.forEach(rule -> kind.byRule.merge(rule, 1, Integer::sum));
    if (first == null) {
      notes.add(
          "missed " + incident.kind() + " " + incident.features().get(0) + " " + incident.start());
    } else {
      kind.delays.add(Duration.between(incident.start(), first).toSeconds() / 60.0);
    }
  }

  /** Stuck sensors of different domains are different tasks. */
  private static String domainOf(SyntheticIncident incident) {
    return incident.kind().endsWith("-sensor") ? " (" + incident.domains().get(0) + ")" : "";
  }

  private static Instant deadline(SyntheticIncident incident) {
    return incident.start().plus(incident.detectableWithin());
  }

  private static boolean explains(SyntheticIncident incident, Alert alert) {
    return !alert.time().isBefore(incident.start())
        && !alert.time().isAfter(incident.end().plus(AFTERMATH))
        && isAbout(alert, incident);
  }

  private static boolean isAbout(Alert alert, SyntheticIncident incident) {
    return incident.domains().contains(alert.domain())
        && (names(alert).stream().anyMatch(incident.features()::contains)
            || isNear(alert, incident));
  }

  private static Set<String> names(Alert alert) {
    var names = new HashSet<String>();
    for (var name : List.of(alert.feature(), alert.zone())) {
      names.add(name);
      Collections.addAll(names, name.split("[:/]", -1));
    }
    names.remove("");
    return names;
  }

  private static boolean isNear(Alert alert, SyntheticIncident incident) {
    var position = alert.position();
    if (position == null || !incident.scoring().byPlace() || !alert.domain().equals("transport")) {
      return false;
    }
    double north = (position.latitude() - incident.latitude()) * METRES_PER_DEGREE;
    double east =
        (position.longitude() - incident.longitude())
            * METRES_PER_DEGREE
            * Math.cos(Math.toRadians(incident.latitude()));
    return Math.hypot(north, east) <= NEAR_METRES;
  }

  int detected(String kind) {
    var of = kinds.get(kind);
    return of == null ? 0 : of.delays.size();
  }

  /** False alerts of the rules whose names begin so. */
  int falseAlerts(String rule) {
    return falseByRule.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(rule))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** What was missed and what was false, line by line. */
  List<String> notes() {
    return notes;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    kinds.forEach(
        (word, kind) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-30s %3d/%3d  median %5.1f min  %s%n",
                    word,
                    kind.delays.size(),
                    kind.eligible,
                    median(kind.delays),
                    kind.byRule)));
    var rules = new TreeMap<>(trueByRule);
    falseByRule.keySet().forEach(rule -> rules.putIfAbsent(rule, 0));
    rules.forEach(
        (rule, right) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-36s true %4d  false %4d%n",
                    rule,
                    right,
                    falseByRule.getOrDefault(rule, 0))));
    return text.toString();
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    var sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
