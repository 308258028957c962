package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.detection.Key;
import citybrain.jobs.rules.Readings.FeedName;
import citybrain.observation.Corrections;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.SharedClock;
import citybrain.observation.Stamped;
import citybrain.wire.BlockLane;
import citybrain.wire.ObservationCodec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerServiceImpl;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the clocks that ingest wrote, one a feed, and tells when the turn of a time has come: when
 * all clocks that a key waits for have passed it by the lateness.
 */
abstract class ClockedOperator extends AbstractStreamOperator<Alert>
    implements OneInputStreamOperator<RuleInput, Alert> {

  private static final long serialVersionUID = 1L;
  private static final String DUE = "due";
  private static final long HOUR = 3_600_000;
  private static final BitSet NONE = new BitSet();

  private final Key by;
  private final TreeSet<ObservedProperty> inputs;
  private final long lateness;
  private final RuleSources sources;

  private transient ListState<Tuple2<String, Long>> told;
  private transient Map<String, SharedClock> clocks;
  private transient Map<String, Group> groups;
  private transient Map<String, List<Group>> waitingFor;
  private transient Map<FeedName, Feed> feeds;
  private transient List<Feed> numbered;
  private transient List<String> feedNames;
  private transient WaitingState waiting;
  private transient ObservationCodec codec;
  private transient boolean ended;

  @SuppressWarnings("NullAway") // the engine calls initializeState and open before anything else
  ClockedOperator(Key by, Collection<ObservedProperty> inputs, long lateness, RuleSources sources) {
    this.by = by;
    this.inputs = new TreeSet<>(inputs);
    this.lateness = lateness;
    this.sources = sources;
  }

  /** A reading that was not late has come; whether it is to wait for its turn. */
  abstract boolean take(Feed feed, int property, long time);

  /** The turn of this reading has come, which is of the current key. */
  abstract void judge(Feed feed, String key, Stamped reading) throws Exception;

  /** The turn of a reading would have come, but a later one has taken it back. */
  abstract void skip(Feed feed, int property);

  /** The current key may be woken by a wish for this time or before, epoch milliseconds. */
  abstract void grant(Group group, String key, long time) throws Exception;

  /** The clocks of these keys have gone on, and all whose turn it was have had it. */
  abstract void passed(Group group);

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    told =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("clocks", Types.TUPLE(Types.STRING, Types.LONG)));
  }

  @Override
  public void open() throws Exception {
    super.open();
    clocks = new HashMap<>();
    groups = new TreeMap<>();
    waitingFor = new HashMap<>();
    feeds = new HashMap<>();
    numbered = new ArrayList<>();
    feedNames = new ArrayList<>();
    codec = new ObservationCodec(sources.vocabulary());
    for (var clock : told.get()) {
      var known = clocks.get(clock.f0);
      if (known == null || known.now() < clock.f1) {
        clocks.put(clock.f0, new SharedClock(clock.f1));
      }
    }
    // Timers come back from a checkpoint only when their service is asked for.
    sources.feeds().forEach((city, feeds) -> feeds.keySet().forEach(feed -> restore(city, feed)));
    for (var group : groups.values()) {
      group.restore();
    }
    ValueState<Readings> state =
        getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("waiting", Readings.TYPE));
    waiting = new WaitingState(state, this::setCurrentKey, getRuntimeContext().getTaskInfo());
    for (var readings : waiting.read(codec)) {
      hold(readings, false);
    }
  }

  /** Each service of timers costs every snapshot, so that only feeds that can wake have one. */
  private void restore(String city, String feed) {
    if (!members(city, feed).isEmpty()) {
      group(city, feed);
    }
  }

  private Set<String> members(String city, String feed) {
    return by.joinsFeeds() ? sources.ofCity(city, inputs) : sources.ofFeed(city, feed, inputs);
  }

  /** How far the clocks of a city have come here at most, epoch ms. */
  final long newest(String city) {
    var ofCity = groups.values().stream().filter(group -> group.city.equals(city));
    return ofCity.mapToLong(group -> group.now).max().orElse(Long.MIN_VALUE);
  }

  /** Whether the input has ended, so that there is nothing to wait for. */
  final boolean isEnded() {
    return ended;
  }

  /** The clock that readings of a feed wait for: its own, or the slowest of all that are joined. */
  final Group group(String city, String feed) {
    var name = by.joinsFeeds() ? city : city + "/" + feed;
    var found = groups.get(name);
    if (found != null) {
      return found;
    }
    var members = members(city, feed);
    var group = new Group(name, city, feed, members);
    groups.put(name, group);
    for (var member : members) {
      waitingFor.computeIfAbsent(member, m -> new ArrayList<>()).add(group);
    }
    return group;
  }

  /** A feed that something came of. */
  record Feed(int number, FeedName name, Group group) {}

  private Feed feed(FeedName name) {
    return feeds.computeIfAbsent(
        name,
        n -> {
          var feed = new Feed(numbered.size(), n, group(n.city(), n.feed()));
          numbered.add(feed);
          feedNames.add(n.feed());
          return feed;
        });
  }

  final FeedName feedName(int number) {
    return numbered.get(number).name;
  }

  @Override
  public void processElement(StreamRecord<RuleInput> element) throws Exception {
    var input = element.getValue();
    if (input.workers() != getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks()) {
      throw new IllegalStateException(
          "sent for %s workers; a rule must have as many as the operator that reads for it"
              .formatted(Integer.toString(input.workers())));
    }
    hold(input.readings(), true);
    if (!input.source().isEmpty()) {
      advance(input.source(), input.lane(), input.clock());
    }
  }

  /**
   * Lets readings wait for their turn.
   *
   * @param isNew false for those that waited before
   */
  private void hold(Readings readings, boolean isNew) {
    var of = readings.feeds().stream().map(this::feed).toArray(Feed[]::new);
    var bytes = readings.bytes();
    for (int at = 0; at < bytes.length; at += PackedReading.length(bytes, at)) {
      var feed = of[PackedReading.feed(bytes, at)];
      int property = PackedReading.property(bytes, at);
      if (!isNew || take(feed, property, PackedReading.time(bytes, at))) {
        feed.group.waiting.add(bytes, at, feed.number);
      }
    }
  }

  private void advance(String source, BlockLane lane, long clock) throws Exception {
    var known = clocks.computeIfAbsent(source, s -> new SharedClock(Long.MIN_VALUE));
    if (known.tell(lane.lane(), lane.lanes(), clock)) {
      for (var group : waitingFor.getOrDefault(source, List.of())) {
        group.goOn();
      }
    }
  }

  /** Time of the engine moves nothing here, but its end ends all clocks. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Long.MAX_VALUE) {
      ended = true;
      for (var group : List.copyOf(groups.values())) {
        group.goOn();
      }
    }
    output.emitWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    var all = new ArrayList<Tuple2<String, Long>>();
    clocks.forEach(
        (source, clock) -> {
          if (clock.now() != Long.MIN_VALUE) {
            all.add(Tuple2.of(source, clock.now()));
          }
        });
    told.update(all);
    var writing = waiting.write(numbered.stream().map(feed -> feed.name).toList());
    for (var group : groups.values()) {
      group.waiting.all().forEach(writing::add);
    }
    writing.end();
  }

  /** What waits for the same clocks, with timers of its own for those who wish to be woken. */
  final class Group implements Triggerable<String, String> {
    final String city;
    final String feed;
    private final Set<String> members;
    private final InternalTimerServiceImpl<String, String> timers;
    private final Waiting waiting = new Waiting();
    long now = Long.MIN_VALUE;
    long marked = Long.MIN_VALUE;

    @SuppressWarnings("unchecked") // each service can be advanced alone only through its class
    Group(String name, String city, String feed, Set<String> members) {
      this.city = city;
      this.feed = feed;
      this.members = members;
      timers =
          (InternalTimerServiceImpl<String, String>)
              ClockedOperator.this.<String, String>getInternalTimerService(
                  "clock:" + name, StringSerializer.INSTANCE, this);
    }

    /**
     * The current key, as soon as the clocks have passed this time by the lateness. What is far
     * away is mostly put off again before it comes, so it is first looked at when its hour begins,
     * and all wishes of a key for one hour are one.
     *
     * @param now it is not before this time
     */
    void wakeAt(long time, long now) {
      long hour = Math.floorDiv(time, HOUR) * HOUR;
      timers.registerEventTimeTimer(DUE, (hour > now ? hour : time) + lateness + 1);
    }

    /** The slowest of the clocks. */
    private long slowest() {
      if (ended) {
        return Long.MAX_VALUE;
      }
      long slowest = Long.MAX_VALUE;
      for (var member : members) {
        var clock = clocks.get(member);
        slowest = Math.min(slowest, clock == null ? Long.MIN_VALUE : clock.now());
      }
      return members.isEmpty() ? Long.MIN_VALUE : slowest;
    }

    void restore() {
      now = slowest();
    }

    void goOn() throws Exception {
      long slowest = slowest();
      if (slowest > now) {
        now = slowest;
        release(now - lateness - 1);
        timers.advanceWatermark(now);
        passed(this);
      }
    }

    /** Hands over all that waits and is of this time or before, wakes in between. */
    private void release(long through) throws Exception {
      for (var due = waiting.poll(through); due != null; due = waiting.poll(through)) {
        var bytes = due.bytes();
        var places = Waiting.inOrder(due, feedNames);
        int done = 0;
        while (done < places.length && PackedReading.time(bytes, places[done]) <= through) {
          done = handOver(bytes, places, done);
        }
        if (done < places.length) {
          for (int i = done; i < places.length; i++) {
            waiting.add(bytes, places[i], PackedReading.feed(bytes, places[i]));
          }
          return;
        }
        waiting.giveBack(due);
      }
    }

    /**
     * Hands over all of one time. Wishes for it are granted after that, with those for the time
     * before what comes next.
     *
     * @param from where they begin
     * @return where they end
     */
    private int handOver(byte[] bytes, int[] places, int from) throws Exception {
      long time = PackedReading.time(bytes, places[from]);
      timers.advanceWatermark(time + lateness);
      int to = from;
      boolean someCorrect = false;
      while (to < places.length && PackedReading.time(bytes, places[to]) == time) {
        someCorrect |= PackedReading.isCorrection(bytes, places[to++]);
      }
      var takenBack = someCorrect ? takenBack(bytes, places, from, to) : NONE;
      for (int i = from; i < to; i++) {
        var of = numbered.get(PackedReading.feed(bytes, places[i]));
        if (takenBack.get(i - from)) {
          skip(of, PackedReading.property(bytes, places[i]));
          continue;
        }
        int hint = PackedReading.hint(bytes, places[i]);
        var known = Keys.find(by, hint);
        var reading =
            PackedReading.read(bytes, places[i], codec, known == null ? null : known.names());
        var key = Keys.of(by, hint, known, codec.names(), reading.observation());
        setCurrentKey(key);
        judge(of, key, reading);
      }
      return to;
    }

    private BitSet takenBack(byte[] bytes, int[] places, int from, int to) {
      var readings = new ArrayList<Observation>();
      for (int i = from; i < to; i++) {
        readings.add(PackedReading.read(bytes, places[i], codec, null).observation());
      }
      return Corrections.takenBack(
          readings, i -> PackedReading.isCorrection(bytes, places[from + i]));
    }

    @Override
    public void onEventTime(InternalTimer<String, String> timer) throws Exception {
      grant(this, timer.getKey(), timer.getTimestamp() - lateness - 1);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, String> timer) {
      throw new IllegalStateException("nothing here is driven by the wall clock");
    }
  }
}
