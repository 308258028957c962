package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.detection.Detector;
import citybrain.detection.Key;
import citybrain.detection.Verdict;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.kafka.ClockMarks;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.rules.ClockedOperator.Group;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import citybrain.wire.BlockWriter;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rule on one worker: what it remembers of the keys there, what it wishes and what it said.
 *
 * <p>This is the one boundary around the code of a rule: what it throws stops the rule for that
 * key, is counted and told as an alert, and nothing else is touched.
 */
final class HostedRule<S extends Record, M> {

  private static final Logger LOG = LoggerFactory.getLogger(HostedRule.class);

  /** A rule that fails for more keys of a city on one worker is stopped for that city there. */
  private static final int MOST_FAILURES = 16;

  /** What the operator does for it. */
  interface Engine {

    /** State of the current key. */
    <T> ValueState<T> state(String name, TypeInformation<T> type, boolean inBulk) throws Exception;

    /** The same of something by name. */
    <T> MapState<String, T> states(String name, TypeInformation<T> type) throws Exception;

    /** Whether any key has something in the state of this name. */
    boolean isAnyIn(String name);

    Counter counter(String rule, String name);

    void tell(Alert alert);

    void send(Outgoing record);

    /** Which worker this is, and of how many. */
    int worker();

    int workers();
  }

  private final RuleHost.Member<S, M> rule;
  private final Cities cities;
  private final Engine engine;
  private final ValueState<M> memories;
  private final ValueState<Long> wakes;
  private final ValueState<Boolean> stopped;

  /** By feature and property, from when what was taught last applies, epoch ms. */
  private final MapState<String, Long> taught;

  private final BaselineShelf shelf;

  /** Whether the rule was ever stopped for any key here: if not, none needs to be looked at. */
  private boolean someStopped;

  private final Map<String, Detector<Observation, M>> byCity = new HashMap<>();
  private final Map<String, Map<String, RuleTally>> tallies = new TreeMap<>();
  private final Set<String> off = new HashSet<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final BlockWriter blocks = new BlockWriter();
  private final Counter failed;
  private final Counter overtaken;

  HostedRule(RuleHost.Member<S, M> rule, Cities cities, BaselineShelf shelf, Engine engine)
      throws Exception {
    this.rule = rule;
    this.cities = cities;
    this.engine = engine;
    this.shelf = shelf;
    var type = Memories.type(rule.rule().memory(), cities.vocabulary());
    memories = engine.state("memory " + rule.name(), type, true);
    wakes = engine.state("wake " + rule.name(), Types.LONG, false);
    stopped = engine.state("stopped " + rule.name(), Types.BOOLEAN, false);
    taught = engine.states("taught " + rule.name(), Types.LONG);
    someStopped = engine.isAnyIn("stopped " + rule.name());
    failed = engine.counter(rule.name(), "failed");
    overtaken = engine.counter(rule.name(), "overtaken");
  }

  String name() {
    return rule.name();
  }

  boolean wants(String city, ObservedProperty property) {
    return rule.wants(city, property);
  }

  /** Cities for which it was stopped. */
  Set<String> off() {
    return off;
  }

  /** Of the readings of one feed. */
  RuleTally tally(String city, String feed) {
    return tallies
        .computeIfAbsent(city, c -> new TreeMap<>())
        .computeIfAbsent(feed, f -> new RuleTally());
  }

  void overtaken(RuleTally tally) {
    tally.overtaken++;
    overtaken.inc();
  }

  /** The current key's turn to be woken has come, if it wished for this time or before. */
  void grant(Group group, String key, long time) throws Exception {
    var wanted = wakes.value();
    if (wanted == null) {
      return;
    }
    if (wanted <= time) {
      wakes.clear();
      wake(group, key, wanted);
    } else {
      // It was put off since, or is of this hour.
      group.wakeAt(wanted, time);
    }
  }

  /**
   * Keeps a wish. Most wishes only put off the one before, whose hour is kept then: at that hour
   * the later one is seen, and many wishes have cost one.
   */
  private void wish(Group group, long at, long now) throws Exception {
    var before = wakes.value();
    if (before == null || before != at) {
      wakes.update(at);
    }
    if (before == null || before > at) {
      group.wakeAt(at, now);
    }
  }

  /** The turn of this reading has come, which is of the current key. */
  void judge(Group group, RuleTally tally, String key, Stamped input) throws Exception {
    var city = input.observation().city();
    if ((!off.isEmpty() && off.contains(city))
        || (someStopped && Boolean.TRUE.equals(stopped.value()))) {
      tally.stopped++;
      return;
    }
    tally.judged++;
    var time = input.observation().phenomenonTime();
    try {
      var detector = detector(city);
      var memory = memories.value();
      var known = memory == null ? detector.blank() : memory;
      if (!shelf.isEmpty() && detector.learns()) {
        known = taught(detector, known, input.observation());
      }
      var verdict = detector.observe(known, input.observation());
      accept(group, detector, memory, verdict, time, input.stamp());
    } catch (RuntimeException e) {
      stop(key, time, e);
    }
  }

  /** With what history says of the series, when that begins to apply with this reading. */
  private M taught(Detector<Observation, M> detector, M memory, Observation reading)
      throws Exception {
    var series = reading.series();
    if (!shelf.has(series)) {
      return memory;
    }
    var name = series.feed() + "/" + series.feature() + "/" + series.property().name();
    var due = shelf.due(series, reading.phenomenonTime().toEpochMilli(), taught.get(name));
    if (due == null) {
      return memory;
    }
    taught.put(name, due.appliesFrom().toEpochMilli());
    return detector.taught(memory, due);
  }

  private void wake(Group group, String key, long time) throws Exception {
    var now = Instant.ofEpochMilli(time);
    try {
      var detector = detector(Key.cityOf(key));
      var memory = memories.value();
      var verdict = detector.wake(memory == null ? detector.blank() : memory, now);
      accept(group, detector, memory, verdict, now, Stamp.NONE);
    } catch (RuntimeException e) {
      stop(key, now, e);
    }
  }

  private Detector<Observation, M> detector(String name) {
    var known = byCity.get(name);
    if (known == null) {
      known = rule.rule().made().in(rule.settings().of(name), cities.surroundings(name));
      byCity.put(name, known);
    }
    return known;
  }

  /**
   * Does what a rule said.
   *
   * @param before what it remembered, null when that was blank
   */
  private void accept(
      Group group,
      Detector<Observation, M> detector,
      @Nullable M before,
      Verdict<M> verdict,
      Instant at,
      Stamp by)
      throws Exception {
    var memory = verdict.memory();
    if (memory != before) {
      if (!memory.equals(detector.blank())) {
        memories.update(memory);
      } else if (before != null) {
        memories.clear();
      }
    }
    var wakeAt = verdict.wakeAt();
    if (wakeAt != null) {
      wish(group, wakeAt.toEpochMilli(), at.toEpochMilli());
    }
    var of = rule.rule();
    for (var change : verdict.changes()) {
      engine.tell(Alert.of(of.name(), of.version(), of.domain().word(), change));
    }
    for (var derived : verdict.derived()) {
      publish(derived, at.toEpochMilli(), by);
    }
  }

  /** What is derived bears the time at which it became known, and what it became known by. */
  private void publish(Observation derived, long known, Stamp by) {
    long time = derived.phenomenonTime().toEpochMilli();
    var stamp = new Stamp(known, 0, by.partition(), by.offset(), by.index());
    engine.send(
        new Outgoing(
            Topics.observations(derived.property().domain()),
            (derived.city() + "/" + derived.feed()).getBytes(StandardCharsets.UTF_8),
            blocks.encode(derived, stamp),
            time,
            Outgoing.NO_HEADERS));
    tally(derived.city(), derived.feed()).derived();
  }

  /** The rule failed: it watches this key no more. Its message may hold what nobody may read. */
  private void stop(String key, Instant at, RuntimeException why) throws Exception {
    var of = rule.rule();
    var city = Key.cityOf(key);
    failed.inc();
    LOG.error("city={} rule={} failed and is stopped for one key", city, of.name(), why);
    someStopped = true;
    stopped.update(true);
    memories.clear();
    wakes.clear();
    int count = failures.merge(city, 1, Integer::sum);
    boolean all = count > MOST_FAILURES && off.add(city);
    var change = RuleFailure.of(of, key, at, why, count, all);
    engine.tell(Alert.of(RuleFailure.RULE, of.version(), of.domain().word(), change));
  }

  boolean derives() {
    return !rule.rule().derived().isEmpty();
  }

  /**
   * Says how far what it derives is out.
   *
   * @param through epoch ms
   */
  void mark(Group group, long through) {
    var mark = new ClockMark(name(), engine.worker(), engine.workers(), Math.max(0, through));
    for (var property : rule.rule().derived()) {
      engine.send(
          ClockMarks.of(
              property.domain(),
              (group.city + "/" + group.feed).getBytes(StandardCharsets.UTF_8),
              mark));
    }
  }

  void flushTallies() {
    tallies.forEach(
        (city, feeds) ->
            feeds.forEach((feed, tally) -> tally.drain(name(), city, feed, engine::send)));
  }
}
