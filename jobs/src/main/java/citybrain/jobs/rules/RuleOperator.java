package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.detection.Baseline;
import citybrain.detection.Key;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.kafka.InBulk;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Drives the rules of one host: hands them each key's inputs and wakes in the order of event time
 * as soon as the clocks they need have passed them by their lateness, keeps what they remember, and
 * forgets a memory that is blank. What a rule says is a function of the log: the clocks are those
 * that ingest wrote, a late reading never comes here, and what is of one time is judged as its
 * origin said it. That rules share a host makes none of them say anything else.
 */
final class RuleOperator extends ClockedOperator {

  /** What is derived, marks of how far that is, tallies. */
  static final OutputTag<Outgoing> RECORDS =
      new OutputTag<>("records", citybrain.jobs.kafka.Types.OUTGOING);

  private static final long serialVersionUID = 1L;

  /** Marks of what is derived are written no closer, event time in ms. */
  private static final long MARK_EVERY = 60_000;

  /** New baselines are looked for as often, event time in ms. */
  private static final long LOOK_EVERY = 900_000;

  private final RuleHost host;
  private final Cities cities;

  /** The lake that has baselines; empty when there is none. */
  private final String baselines;

  private transient List<HostedRule<?, ?>> rules;

  /** Those that derive something. */
  private transient List<HostedRule<?, ?>> deriving;

  private transient List<Watch> watches;
  private transient ListState<Tuple2<String, String>> stoppedCities;
  private transient ListState<String> knownBaselines;
  private transient BaselineShelf shelf;

  /** The number of the stretch of time in which baselines of a city were looked for last. */
  private transient Map<String, Long> looked;

  private transient Counter ofNoCity;

  @SuppressWarnings("NullAway") // the engine calls initializeState and open before anything else
  RuleOperator(RuleHost host, Cities cities, RuleSources sources, String baselines) {
    super(host.by(), host.inputs(), host.lateness(), sources);
    this.host = host;
    this.cities = cities;
    this.baselines = baselines;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    stoppedCities =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("stopped", Types.TUPLE(Types.STRING, Types.STRING)));
    knownBaselines =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("baselines", Types.STRING));
  }

  @Override
  public void open() throws Exception {
    super.open();
    var engine = new Engine();
    rules = new ArrayList<>();
    openShelf();
    for (var member : host.members()) {
      rules.add(new HostedRule<>(member, cities, shelf, engine));
    }
    deriving = rules.stream().filter(HostedRule::derives).toList();
    watches = new ArrayList<>();
    ofNoCity = getMetricGroup().counter("wakesOfNoCity");
    for (var stopped : stoppedCities.get()) {
      for (var rule : rules) {
        if (rule.name().equals(stopped.f0)) {
          rule.off().add(stopped.f1);
        }
      }
    }
  }

  private void openShelf() throws Exception {
    var inputs = new TreeSet<>(host.inputs());
    inputs.retainAll(Baseline.PROPERTIES);
    shelf =
        new BaselineShelf(
            baselines,
            inputs,
            cities.vocabulary(),
            getMetricGroup().counter("lateBaselines"),
            getMetricGroup().counter("unreadableBaselines"));
    looked = new HashMap<>();
    if (shelf.isOpen()) {
      var before = new ArrayList<String>();
      knownBaselines.get().forEach(before::add);
      cities.names().forEach(city -> shelf.look(city, before, judged(city)));
    }
  }

  /** Through which time readings of a city may have been judged here. */
  private long judged(String city) {
    long newest = newest(city);
    return newest == Long.MIN_VALUE ? newest : newest - host.lateness() - 1;
  }

  /** The clock of the city says when, not that of the machine: a past is played at any speed. */
  private void lookForBaselines(String city, long through) {
    long stretch = Math.floorDiv(through, LOOK_EVERY);
    if (shelf.isOpen() && cities.has(city) && stretch > looked.getOrDefault(city, Long.MIN_VALUE)) {
      looked.put(city, stretch);
      shelf.look(city, List.of(), judged(city));
    }
  }

  private final class Engine implements HostedRule.Engine {

    @Override
    public <T> ValueState<T> state(String name, TypeInformation<T> type, boolean inBulk)
        throws Exception {
      var serializer = type.createSerializer(getExecutionConfig().getSerializerConfig());
      return getPartitionedState(
          VoidNamespace.INSTANCE,
          VoidNamespaceSerializer.INSTANCE,
          new ValueStateDescriptor<>(name, inBulk ? new InBulk<>(serializer) : serializer));
    }

    @Override
    public <T> MapState<String, T> states(String name, TypeInformation<T> type) throws Exception {
      var serializer = type.createSerializer(getExecutionConfig().getSerializerConfig());
      return getPartitionedState(
          VoidNamespace.INSTANCE,
          VoidNamespaceSerializer.INSTANCE,
          new MapStateDescriptor<>(name, StringSerializer.INSTANCE, serializer));
    }

    @Override
    public boolean isAnyIn(String name) {
      try (Stream<String> keys =
          RuleOperator.this.<String>getKeyedStateBackend().getKeys(name, VoidNamespace.INSTANCE)) {
        return keys.findAny().isPresent();
      }
    }

    @Override
    public Counter counter(String rule, String name) {
      return getMetricGroup().addGroup("rule", rule).counter(name);
    }

    @Override
    public void tell(Alert alert) {
      output.collect(new StreamRecord<>(alert));
    }

    @Override
    public void send(Outgoing record) {
      output.collect(RECORDS, new StreamRecord<>(record));
    }

    @Override
    public int worker() {
      return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    }

    @Override
    public int workers() {
      return getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    }
  }

  /** A rule, and what it made of the readings of one feed. */
  private record Reader(HostedRule<?, ?> rule, RuleTally tally) {}

  /** What is made of the readings of one feed. */
  private final class Watch {
    final String city;

    /** Whether a city file names its city. */
    final boolean isOfCity;

    private final List<Reader> all;
    private final Map<Integer, List<Reader>> byProperty = new HashMap<>();

    Watch(String city, String feed) {
      this.city = city;
      isOfCity = cities.has(city);
      all = rules.stream().map(rule -> new Reader(rule, rule.tally(city, feed))).toList();
    }

    /** Those that read the property of this number. */
    List<Reader> readers(int property) {
      var known = byProperty.get(property);
      if (known == null) {
        known =
            host.inputs().stream()
                .filter(one -> one.number() == property)
                .findAny()
                .map(this::readersOf)
                .orElse(List.of());
        byProperty.put(property, known);
      }
      return known;
    }

    private List<Reader> readersOf(ObservedProperty property) {
      return all.stream().filter(one -> one.rule.wants(city, property)).toList();
    }
  }

  private Watch watch(Feed feed) {
    while (watches.size() <= feed.number()) {
      var name = feedName(watches.size());
      watches.add(new Watch(name.city(), name.feed()));
    }
    return watches.get(feed.number());
  }

  @Override
  boolean take(Feed feed, int property, long time) {
    boolean isOvertaken = time + host.lateness() < feed.group().now;
    for (var one : watch(feed).readers(property)) {
      one.tally.taken++;
      if (isOvertaken) {
        one.rule.overtaken(one.tally);
      }
    }
    return !isOvertaken;
  }

  @Override
  void grant(Group group, String key, long time) throws Exception {
    if (!cities.has(Key.cityOf(key))) {
      ofNoCity.inc();
      return;
    }
    for (var rule : rules) {
      rule.grant(group, key, time);
    }
  }

  @Override
  void judge(Feed feed, String key, Stamped input) throws Exception {
    var watch = watch(feed);
    if (!watch.isOfCity) {
      ofNoCity.inc();
      return;
    }
    for (var one : watch.readers(input.observation().property().number())) {
      one.rule.judge(feed.group(), one.tally, key, input);
    }
  }

  @Override
  void skip(Feed feed, int property) {
    watch(feed).readers(property).forEach(one -> one.tally.judged++);
  }

  @Override
  void passed(Group group) {
    long through = group.now - host.lateness() - 1;
    if (!isEnded()) {
      lookForBaselines(group.city, through);
    }
    if (deriving.isEmpty() || isEnded() || through < group.marked + MARK_EVERY) {
      return;
    }
    group.marked = through;
    deriving.forEach(rule -> rule.mark(group, through));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    rules.forEach(HostedRule::flushTallies);
  }

  @Override
  public void finish() throws Exception {
    rules.forEach(HostedRule::flushTallies);
    super.finish();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    var stopped = new ArrayList<Tuple2<String, String>>();
    for (var rule : rules) {
      rule.off().forEach(city -> stopped.add(Tuple2.of(rule.name(), city)));
    }
    stoppedCities.update(stopped);
    knownBaselines.update(List.copyOf(shelf.known()));
  }
}
