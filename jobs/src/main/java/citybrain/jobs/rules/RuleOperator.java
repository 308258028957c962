package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Key;
import citybrain.detection.Verdict;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.kafka.ClockMarks;
import citybrain.jobs.kafka.InBulk;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import citybrain.wire.BlockWriter;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a rule: hands it each key's inputs and wakes in the order of event time as soon as the
 * clocks it needs have passed them by its lateness, keeps its memory, and forgets a memory that is
 * blank. What the rule says is a function of the log: the clocks are those that ingest wrote, a
 * late reading never comes here, and what is of one time is judged as its origin said it.
 *
 * <p>This is the one boundary around the code of a rule: what it throws stops the rule for that
 * key, is counted and told as an alert, and nothing else is touched.
 */
final class RuleOperator<S extends Record, M> extends ClockedOperator {

  /** What is derived, marks of how far that is, tallies. */
  static final OutputTag<Outgoing> RECORDS =
      new OutputTag<>("records", citybrain.jobs.kafka.Types.OUTGOING);

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RuleOperator.class);

  /** A rule that fails for more keys of a city on one worker is stopped for that city there. */
  private static final int MOST_FAILURES = 16;

  /** Marks of what is derived are written no closer, event time in ms. */
  private static final long MARK_EVERY = 60_000;

  private final CityRule<S, M> rule;
  private final long lateness;
  private final RuleSettings<S> settings;
  private final Cities cities;

  private transient Map<String, Detector<Observation, M>> byCity;
  private transient List<Watch<M>> watches;
  private transient ValueState<M> memories;
  private transient ValueState<Long> wakes;
  private transient ValueState<Boolean> stopped;

  /** Whether the rule was ever stopped for any key here: if not, none needs to be looked at. */
  private transient boolean someStopped;

  private transient ListState<String> stoppedCities;
  private transient Map<String, Map<String, RuleTally>> tallies;
  private transient Set<String> off;
  private transient Map<String, Integer> failures;
  private transient BlockWriter blocks;
  private transient Counter failed;
  private transient Counter overtaken;
  private transient Counter ofNoCity;

  @SuppressWarnings("NullAway") // the engine calls initializeState and open before anything else
  RuleOperator(
      CityRule<S, M> rule,
      long lateness,
      RuleSettings<S> settings,
      Cities cities,
      RuleSources sources) {
    super(rule.by(), rule.inputs(), lateness, sources);
    this.rule = rule;
    this.lateness = lateness;
    this.settings = settings;
    this.cities = cities;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    stoppedCities =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("stopped", Types.STRING));
  }

  @Override
  public void open() throws Exception {
    super.open();
    byCity = new HashMap<>();
    memories =
        state(
            "memory", new InBulk<>(serializer(Memories.type(rule.memory(), cities.vocabulary()))));
    wakes = state("wake", serializer(Types.LONG));
    stopped = state("stopped", serializer(Types.BOOLEAN));
    try (Stream<String> keys =
        this.<String>getKeyedStateBackend().getKeys("stopped", VoidNamespace.INSTANCE)) {
      someStopped = keys.findAny().isPresent();
    }
    watches = new ArrayList<>();
    blocks = new BlockWriter();
    tallies = new TreeMap<>();
    off = new HashSet<>();
    failures = new HashMap<>();
    failed = getMetricGroup().counter("failed");
    overtaken = getMetricGroup().counter("overtaken");
    ofNoCity = getMetricGroup().counter("wakesOfNoCity");
    for (var city : stoppedCities.get()) {
      off.add(city);
    }
  }

  private <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(getExecutionConfig().getSerializerConfig());
  }

  private <T> ValueState<T> state(String name, TypeSerializer<T> serializer) throws Exception {
    return getPartitionedState(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        new ValueStateDescriptor<>(name, serializer));
  }

  /** What is made of the readings of one feed. */
  private static final class Watch<M> {
    final RuleTally tally;

    /** Whether a city file names its city. */
    final boolean isOfCity;

    @Nullable Detector<Observation, M> detector;

    Watch(RuleTally tally, boolean isOfCity) {
      this.tally = tally;
      this.isOfCity = isOfCity;
    }
  }

  private Watch<M> watch(Feed feed) {
    while (watches.size() <= feed.number) {
      var name = feedName(watches.size());
      watches.add(new Watch<>(tally(name.city(), name.feed()), cities.has(name.city())));
    }
    return watches.get(feed.number);
  }

  @Override
  boolean take(Feed feed, long time) {
    var tally = watch(feed).tally;
    tally.taken++;
    if (time + lateness < feed.group.now) {
      tally.overtaken++;
      overtaken.inc();
      return false;
    }
    if (!off.isEmpty() && off.contains(feed.name.city())) {
      tally.stopped++;
      return false;
    }
    return true;
  }

  private RuleTally tally(String city, String feed) {
    return tallies
        .computeIfAbsent(city, c -> new TreeMap<>())
        .computeIfAbsent(feed, f -> new RuleTally());
  }

  @Override
  void grant(Group group, String key, long time) throws Exception {
    if (!cities.has(Key.cityOf(key))) {
      ofNoCity.inc();
      return;
    }
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

  @Override
  void judge(Feed feed, String key, Stamped input) throws Exception {
    var watch = watch(feed);
    if (!watch.isOfCity) {
      ofNoCity.inc();
      return;
    }
    if (someStopped && Boolean.TRUE.equals(stopped.value())) {
      watch.tally.stopped++;
      return;
    }
    watch.tally.judged++;
    var time = input.observation().phenomenonTime();
    try {
      var detector = watch.detector;
      if (detector == null) {
        detector = detector(feed.name.city());
        watch.detector = detector;
      }
      var memory = memories.value();
      var verdict =
          detector.observe(memory == null ? detector.blank() : memory, input.observation());
      accept(feed.group, detector, memory, verdict, time, input.stamp());
    } catch (RuntimeException e) {
      stop(key, time, e);
    }
  }

  @Override
  void skip(Feed feed) {
    watch(feed).tally.judged++;
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
    return byCity.computeIfAbsent(
        name, city -> rule.made().in(settings.of(city), cities.surroundings(city)));
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
    for (var change : verdict.changes()) {
      output.collect(
          new StreamRecord<>(Alert.of(rule.name(), rule.version(), rule.domain().word(), change)));
    }
    for (var derived : verdict.derived()) {
      publish(derived, at.toEpochMilli(), by);
    }
  }

  /** What is derived bears the time at which it became known, and what it became known by. */
  private void publish(Observation derived, long known, Stamp by) {
    long time = derived.phenomenonTime().toEpochMilli();
    var stamp = new Stamp(known, 0, by.partition(), by.offset(), by.index());
    send(
        new Outgoing(
            Topics.observations(derived.property().domain()),
            (derived.city() + "/" + derived.feed()).getBytes(StandardCharsets.UTF_8),
            blocks.encode(derived, stamp),
            time,
            Outgoing.NO_HEADERS));
    tally(derived.city(), derived.feed()).derived();
  }

  private void send(Outgoing record) {
    output.collect(RECORDS, new StreamRecord<>(record));
  }

  /** The rule failed: it watches this key no more. Its message may hold what nobody may read. */
  private void stop(String key, Instant at, RuntimeException why) throws Exception {
    var city = Key.cityOf(key);
    failed.inc();
    LOG.error("city={} rule={} failed and is stopped for one key", city, rule.name(), why);
    someStopped = true;
    stopped.update(true);
    memories.clear();
    wakes.clear();
    int count = failures.merge(city, 1, Integer::sum);
    boolean all = count > MOST_FAILURES && off.add(city);
    var change = RuleFailure.of(rule, key, at, why, count, all);
    output.collect(
        new StreamRecord<>(
            Alert.of(RuleFailure.RULE, rule.version(), rule.domain().word(), change)));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flushTallies();
  }

  @Override
  public void finish() throws Exception {
    flushTallies();
    super.finish();
  }

  private void flushTallies() {
    tallies.forEach(
        (city, feeds) ->
            feeds.forEach((feed, tally) -> tally.drain(rule.name(), city, feed, this::send)));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    stoppedCities.update(new ArrayList<>(off));
  }

  /** Says how far what is derived is out, when anything is. */
  @Override
  void passed(Group group) {
    long through = group.now - lateness - 1;
    if (rule.derived().isEmpty() || isEnded() || through < group.marked + MARK_EVERY) {
      return;
    }
    group.marked = through;
    var task = getRuntimeContext().getTaskInfo();
    var mark =
        new ClockMark(
            rule.name(),
            task.getIndexOfThisSubtask(),
            task.getNumberOfParallelSubtasks(),
            Math.max(0, through));
    for (var property : rule.derived()) {
      send(
          ClockMarks.of(
              property.domain(),
              (group.city + "/" + group.feed).getBytes(StandardCharsets.UTF_8),
              mark));
    }
  }
}
