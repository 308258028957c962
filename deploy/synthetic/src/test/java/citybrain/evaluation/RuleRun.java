package citybrain.evaluation;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * One rule as its job runs it, without the engine: a memory by key, inputs in order of event time
 * by clocks that wait for the lateness, wake-ups, and what comes too late is not judged.
 */
final class RuleRun<M> {

  private record Due(long time, long number, String key, Observation input, boolean isWake) {}

  /** One clock, which goes as the slowest of the properties that share it. */
  private static final class Clock {
    final PriorityQueue<Due> due =
        new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::number));
    final Map<ObservedProperty, Long> members = new HashMap<>();
    final Map<String, Long> judged = new HashMap<>();
    final Map<String, Long> wakes = new HashMap<>();
    long now = Long.MIN_VALUE;
  }

  private final String rule;
  private final Domain domain;
  private final Set<ObservedProperty> inputs;
  private final Function<Observation, String> key;
  private final Detector<Observation, M> detector;
  private final long lateness;
  private final boolean sharesClock;
  private final Map<String, Clock> clocks = new HashMap<>();
  private final Map<String, M> memories = new HashMap<>();
  private final List<Alert> opened = new ArrayList<>();
  private long numbers;

  RuleRun(CityRule<?, M> rule, Detector<Observation, M> detector) {
    this.rule = rule.name();
    this.domain = rule.domain();
    this.inputs = rule.inputs();
    this.key = rule.by()::of;
    this.lateness = rule.lateness().toMillis();
    this.sharesClock = rule.by().joinsFeeds();
    this.detector = detector;
  }

  String rule() {
    return rule;
  }

  boolean readsMeters() {
    return inputs.contains(ObservedProperty.ELECTRIC_ENERGY);
  }

  List<Alert> opened() {
    return opened;
  }

  void accept(Observation input) {
    if (!inputs.contains(input.property())) {
      return;
    }
    var clock =
        clocks.computeIfAbsent(sharesClock ? input.city() : input.feed(), name -> new Clock());
    var of = key.apply(input);
    long time = input.phenomenonTime().toEpochMilli();
    if (time < clock.judged.getOrDefault(of, Long.MIN_VALUE)) {
      return;
    }
    clock.due.add(new Due(time, numbers++, of, input, false));
    clock.members.merge(input.property(), time, Math::max);
    if (!sharesClock) {
      clock.now = Math.max(clock.now, time);
    } else if (clock.members.size() == inputs.size()) {
      clock.now = clock.members.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    }
    advance(clock);
  }

  private void advance(Clock clock) {
    for (var next = clock.due.peek(); next != null; next = clock.due.peek()) {
      if (next.time + lateness > clock.now) {
        return;
      }
      clock.due.remove();
      if (!next.isWake) {
        clock.judged.put(next.key, next.time);
        take(clock, next, detector.observe(memory(next.key), next.input));
      } else if (clock.wakes.remove(next.key, next.time)) {
        take(clock, next, detector.wake(memory(next.key), Instant.ofEpochMilli(next.time)));
      }
    }
  }

  private M memory(String of) {
    return memories.getOrDefault(of, detector.blank());
  }

  private void take(Clock clock, Due due, Verdict<M> verdict) {
    if (verdict.memory().equals(detector.blank())) {
      memories.remove(due.key);
    } else {
      memories.put(due.key, verdict.memory());
    }
    var wakeAt = verdict.wakeAt();
    if (wakeAt != null) {
      long time = wakeAt.toEpochMilli();
      clock.wakes.put(due.key, time);
      clock.due.add(new Due(time, Long.MAX_VALUE, due.key, due.input, true));
    }
    for (var change : verdict.changes()) {
      if (change.status() == AlertStatus.OPEN) {
        opened.add(Alert.of(rule, "1", domain.word(), change));
      }
    }
  }
}
