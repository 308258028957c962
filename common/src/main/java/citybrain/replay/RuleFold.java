package citybrain.replay;

import citybrain.alerting.Alert;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CitySurroundings;
import citybrain.detection.Baseline;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Suspicions;
import citybrain.detection.Thresholds;
import citybrain.detection.Verdict;
import citybrain.feed.ReferenceFiles;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One rule in one city over all that it reads. */
final class RuleFold<S extends Record, M> {

  private final CityRule<S, M> rule;
  private final Detector<Observation, M> detector;
  private final long lateness;
  private final BaselinesAhead baselines;
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Stamped> derived = new ArrayList<>();
  private final Map<String, Keyed> byKey = new TreeMap<>();
  private long inputs;
  private long late;
  private long judged;

  /** What waits of one key, and what was made of the rest. */
  private final class Keyed {
    private final List<Stamped> waiting = new ArrayList<>();
    private final Watch watch = new Watch();

    /** Tells whose clock it is. */
    private final Observation first;

    Keyed(Observation first) {
      this.first = first;
    }
  }

  private RuleFold(
      CityRule<S, M> rule, Detector<Observation, M> detector, BaselinesAhead baselines) {
    this.rule = rule;
    this.detector = detector;
    this.lateness = rule.lateness().toMillis();
    this.baselines = baselines;
  }

  /**
   * With the thresholds that hold in this city.
   *
   * @param baselines of series of the city, among them those that the rule reads
   */
  static <S extends Record, M> RuleFold<S, M> of(
      CityRule<S, M> rule, CityFile city, ReferenceFiles files, Collection<Baseline> baselines) {
    var thresholds = new TreeMap<String, String>();
    for (var spec : city.rules()) {
      if (spec.rule().equals(rule.key())) {
        thresholds.putAll(spec.values());
      }
    }
    var settings = Thresholds.with(rule.usual().of(city.calendar()), thresholds);
    var own =
        baselines.stream()
            .filter(one -> rule.inputs().contains(one.series().property()))
            .filter(one -> one.series().city().equals(city.city()))
            .toList();
    return new RuleFold<>(
        rule, rule.made().in(settings, new CitySurroundings(city, files)), new BaselinesAhead(own));
  }

  /** Judges what is of this rule among these and in time, when nothing more comes. */
  Replayed.RuleCount run(List<Stamped> all, Clocks ends) {
    for (var one : all) {
      if (rule.inputs().contains(one.observation().property())) {
        take(one);
      }
    }
    judge(ends);
    return count();
  }

  /** Keeps an input of this rule, if it is in time, until the clocks have passed it. */
  void take(Stamped one) {
    inputs++;
    if (one.stamp().isTooLate(time(one), lateness)) {
      late++;
    } else {
      byKey
          .computeIfAbsent(rule.by().of(one.observation()), key -> new Keyed(one.observation()))
          .waiting
          .add(one);
    }
  }

  /**
   * Judges what the clocks have passed. It comes to the same whether this is asked once at the end
   * or as often as one likes: what is in time is never older than what was judged before.
   */
  void judge(Clocks clocks) {
    byKey.values().forEach(key -> judge(key, clocks));
  }

  Replayed.RuleCount count() {
    return new Replayed.RuleCount(inputs, late, judged, inputs - late - judged);
  }

  /** All inputs of one key, as far as the clocks have passed them by the lateness. */
  private void judge(Keyed key, Clocks clocks) {
    var waiting = key.waiting;
    waiting.sort(Stamped.ORDER);
    long passed = clocks.of(rule, key.first) - lateness - 1;
    var corrections = waiting.stream().filter(one -> one.observation().replaces() != null).toList();
    int done = 0;
    for (var input : waiting) {
      if (time(input) > passed) {
        break;
      }
      if (!isTakenBack(input, corrections)) {
        key.watch.wakeBefore(time(input));
        key.watch.observe(input);
      }
      done++;
    }
    waiting.subList(0, done).clear();
    judged += done;
    key.watch.wakeBefore(passed + 1);
  }

  /** Whether a later one of its series is a correction of the same time. */
  private static boolean isTakenBack(Stamped one, List<Stamped> corrections) {
    return corrections.stream()
        .filter(other -> Stamped.ORDER.compare(one, other) < 0)
        .map(Stamped::observation)
        .filter(other -> other.series().equals(one.observation().series()))
        .filter(other -> other.procedure().equals(one.observation().procedure()))
        .anyMatch(other -> other.phenomenonTime().equals(one.observation().phenomenonTime()));
  }

  private static long time(Stamped one) {
    return one.observation().phenomenonTime().toEpochMilli();
  }

  CityRule<S, M> rule() {
    return rule;
  }

  List<Alert> alerts() {
    return alerts;
  }

  List<Stamped> derived() {
    return derived;
  }

  /** How suspect what it knows is, by feature; of rules that say it. */
  SortedMap<String, Double> suspicions() {
    var all = new TreeMap<String, Double>();
    for (var key : byKey.values()) {
      if (key.watch.memory instanceof Suspicions suspects) {
        suspects.suspicions().forEach((feature, one) -> all.merge(feature, one, Math::max));
      }
    }
    return all;
  }

  /** What is remembered of one key, and when it wants to be woken. */
  private final class Watch {

    private M memory = detector.blank();
    private @Nullable Instant wish;
    private long now = Long.MIN_VALUE;

    /**
     * Wakes it as often as it wishes to be before this time. A wish for a time that is over is
     * fulfilled behind all inputs of the time at which it was made.
     */
    void wakeBefore(long time) {
      for (var at = wish; at != null && Math.max(now, at.toEpochMilli()) < time; at = wish) {
        now = Math.max(now, at.toEpochMilli());
        wish = null;
        var whole = Instant.ofEpochMilli(at.toEpochMilli());
        accept(detector.wake(memory, whole), at.toEpochMilli(), Stamp.NONE);
      }
    }

    void observe(Stamped input) {
      now = time(input);
      var due = baselines.isEmpty() ? null : baselines.due(input.observation().series(), now);
      if (due != null) {
        memory = detector.taught(memory, due);
      }
      accept(detector.observe(memory, input.observation()), now, input.stamp());
    }

    private void accept(Verdict<M> verdict, long known, Stamp by) {
      var blank = detector.blank();
      memory = verdict.memory().equals(blank) ? blank : verdict.memory();
      wish = verdict.wakeAt() == null ? wish : verdict.wakeAt();
      for (var change : verdict.changes()) {
        alerts.add(Alert.of(rule.name(), rule.version(), rule.domain().word(), change));
      }
      var stamp = new Stamp(known, 0, by.partition(), by.offset(), by.index());
      for (var one : verdict.derived()) {
        derived.add(new Stamped(OnTheWire.of(one), stamp));
      }
    }
  }
}
