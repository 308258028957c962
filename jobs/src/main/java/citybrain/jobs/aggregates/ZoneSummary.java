package citybrain.jobs.aggregates;

import citybrain.aggregation.FlatWindow;
import citybrain.aggregation.OpenWindows;
import citybrain.aggregation.WindowTimes;
import citybrain.aggregation.ZoneTable;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the minutes of each zone and feed into windows of all feeds and publishes them in frames.
 * Windows live in arrays, and in the engine's state only as of the last checkpoint: there is no
 * timer and no lookup in a state backend per record.
 */
final class ZoneSummary extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<MinuteSums, Outgoing> {

  private static final long serialVersionUID = 2L;
  private static final Logger LOG = LoggerFactory.getLogger(ZoneSummary.class);

  /** Of one city, before those without open windows are forgotten. */
  private static final int MOST_ZONES = 1 << 20;

  private final WindowTimes times;
  private final Members members;
  private final int limit;

  /** What has windows of its own. */
  private record Series(String city, ObservedProperty property) {}

  /** A window that is no more, but still in the state. */
  private record Gone(OpenWindows of, FlatWindow window) {}

  private transient Map<Series, OpenWindows> all;
  private transient Map<String, ZoneTable> zones;
  private transient Set<Gone> gone;
  private transient WindowState state;
  private transient ListState<Tuple2<String, Long>> told;
  private transient OpenWindows.Out out;
  private transient Frames frames;
  private transient StreamRecord<Outgoing> reuse;
  private transient Counter missed;
  private transient int unchecked;

  /**
   * @param limit how many sums of a zone and window a worker holds before it gives up the oldest
   */
  @SuppressWarnings("NullAway") // the engine calls initializeState before anything else
  ZoneSummary(WindowTimes times, Members members, int limit) {
    this.times = times;
    this.members = members;
    this.limit = limit;
  }

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
    all = new LinkedHashMap<>();
    zones = new HashMap<>();
    gone = new LinkedHashSet<>();
    reuse = new StreamRecord<>(null);
    frames = new Frames(getMetricGroup(), record -> output.collect(reuse.replace(record)));
    out = frames::publish;
    missed = getMetricGroup().counter("missed");
    getMetricGroup().gauge("cells", this::cells);
    // All that can come is there from the start: clocks may be told before the first sum.
    members
        .feeds()
        .forEach((city, properties) -> properties.keySet().forEach(p -> windows(city, p)));
    state = new WindowState(getKeyedStateBackend(), getRuntimeContext().getTaskInfo());
    state.read(this::windows, members.vocabulary());
    for (var clock : told.get()) {
      var name = clock.f0.split("/", -1);
      members
          .vocabulary()
          .find(name[1])
          .ifPresent(p -> windows(name[0], p).restoreClock(name[2], clock.f1));
    }
  }

  @Override
  public void processElement(StreamRecord<MinuteSums> element) {
    var sums = element.getValue();
    var clock = sums.clock();
    if (clock == null) {
      add(sums);
    } else {
      tell(clock);
    }
  }

  private void add(MinuteSums sums) {
    var windows = windows(sums.city(), members.vocabulary().require(sums.property()));
    var feed = windows.feed(sums.feed());
    boolean isOpen = windows.begin(feed, sums.minute());
    var rows = sums.rows();
    for (int at = 0; at < rows.length; ) {
      int end = MinuteSums.Rows.end(rows, at);
      long missing =
          isOpen ? add(windows, sums.kind(), rows, at, end) : values(sums.kind(), rows, at);
      if (missing > 0) {
        windows.miss(feed, missing);
        missed.inc(missing);
      }
      unchecked++;
      at = end;
    }
    if (unchecked > limit / 16) {
      keepWithinLimit();
    }
  }

  /** The values in a row. */
  private static long values(MinuteSums.Kind kind, byte[] rows, int at) {
    return kind == MinuteSums.Kind.ONE_BY_ONE ? 1 : MinuteSums.Rows.count(rows, at);
  }

  /** Adds a row; how many of its values could not be: corrections of what is not there. */
  private static long add(OpenWindows windows, MinuteSums.Kind kind, byte[] rows, int at, int end) {
    int zone =
        windows
            .zones()
            .number(MinuteSums.Rows.fingerprint(rows, at), rows, MinuteSums.Rows.name(at), end);
    if (kind == MinuteSums.Kind.ONE_BY_ONE) {
      return addOne(windows, zone, rows, at);
    }
    long count = MinuteSums.Rows.count(rows, at);
    long high = MinuteSums.Rows.high(rows, at);
    long low = MinuteSums.Rows.low(rows, at);
    if (kind == MinuteSums.Kind.ESTIMATED) {
      windows.addEstimated(zone, count, high, low);
    } else {
      double min = MinuteSums.Rows.min(rows, at);
      windows.add(zone, count, high, low, min, MinuteSums.Rows.max(rows, at));
    }
    return 0;
  }

  private static long addOne(OpenWindows windows, int zone, byte[] rows, int at) {
    var now = OneByOne.now(rows, at);
    var before = OneByOne.before(rows, at);
    if (before == null) {
      windows.addOne(zone, now);
      return 0;
    }
    return windows.correct(zone, before, now) ? 0 : 1;
  }

  private void tell(ZoneClock clock) {
    if (clock.workers() != getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks()) {
      throw new IllegalStateException(
          "clocks for " + clock.workers() + " workers; both operators must have as many");
    }
    for (var windows : all.values()) {
      if (windows.city().equals(clock.city())
          && members.clockOf(windows.property()).equals(clock.of())) {
        windows.tell(clock.feed(), clock.part(), clock.parts(), clock.time(), out);
      }
    }
  }

  private OpenWindows windows(String city, ObservedProperty property) {
    return all.computeIfAbsent(
        new Series(city, property),
        s ->
            new OpenWindows(
                city,
                property,
                members.times(city, property, times),
                members.spans(city, property),
                members.timeZone(city),
                members.of(city, property),
                zones(city),
                members.corrected(city, property) > 0,
                (of, window) -> gone.add(new Gone(of, window))));
  }

  private ZoneTable zones(String city) {
    int groups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    return zones.computeIfAbsent(
        city, c -> new ZoneTable(zone -> KeyGroupRangeAssignment.assignToKeyGroup(zone, groups)));
  }

  private int cells() {
    return all.values().stream().mapToInt(OpenWindows::cells).sum();
  }

  private void keepWithinLimit() {
    unchecked = 0;
    while (cells() > limit) {
      var largest = all.values().stream().max(Comparator.comparingInt(OpenWindows::cells));
      largest.orElseThrow().giveUpOldest(out);
    }
    for (var table : zones.values()) {
      if (table.count() > MOST_ZONES) {
        table.forgetClosed();
      }
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    all.values().forEach(windows -> windows.checkpoint(out));
    tellMissed();
  }

  @Override
  public void finish() throws Exception {
    all.values().forEach(windows -> windows.publishAll(out));
    tellMissed();
    super.finish();
  }

  /** What came for forgotten windows is said in the tally, in the transaction it belongs to. */
  private void tellMissed() {
    for (var windows : all.values()) {
      for (var feed : windows.feeds()) {
        long count = feed.takeMissed();
        if (count > 0) {
          LOG.warn(
              "city={} feed={} property={} {} values came for windows that are forgotten",
              windows.city(),
              feed.feed(),
              windows.property(),
              count);
          output.collect(
              reuse.replace(
                  AggregateTally.missed(windows.city(), feed.feed(), windows.property(), count)));
        }
      }
    }
  }

  /** Puts what has changed into the state; the engine then writes it beside the work. */
  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    for (var one : gone) {
      state.remove(one.of, one.window);
    }
    gone.clear();
    List<Tuple2<String, Long>> clocks = new ArrayList<>();
    for (var windows : all.values()) {
      for (var window : windows.windows()) {
        if (window.takeChange()) {
          state.write(windows, window);
        }
      }
      state.writeForgotten(windows);
      for (var feed : windows.feeds()) {
        if (feed.now() != Long.MIN_VALUE) {
          var name = windows.city() + "/" + windows.property().name() + "/" + feed.feed();
          clocks.add(Tuple2.of(name, feed.now()));
        }
      }
    }
    told.update(clocks);
  }
}
