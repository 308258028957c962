package citybrain.jobs.aggregates;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.ObservedProperty;
import citybrain.wire.AggregateCodec;
import citybrain.wire.Topics;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * Merges the minutes of each zone and feed into windows of all feeds and publishes them. Windows
 * live in plain maps and are written as raw keyed state, so that the job can be rescaled; there is
 * no timer and no lookup in a state backend per record.
 */
final class ZoneSummary extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<ZoneMinute, Outgoing> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ZoneSummary.class);

  private static final int KNOWN_TARGETS = 1 << 20;

  private final WindowTimes times;
  private final Members members;
  private final int limit;

  /** What has windows of its own. */
  private record Series(String city, ObservedProperty property) {}

  /** Where the minutes of one series of one feed and zone go. */
  private record Target(OpenWindows windows, OpenWindows.FeedClock feed, Window.Zone zone) {}

  private transient Map<Series, OpenWindows> all;
  private transient Map<ZoneSeries, Target> targets;
  private transient AggregateCodec codec;
  private transient OpenWindows.Out out;
  private transient StreamRecord<Outgoing> reuse;
  private transient Counter published;
  private transient Counter revised;
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
  protected boolean isUsingCustomRawKeyedState() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    all = new LinkedHashMap<>();
    targets = new HashMap<>();
    prepare();
    for (var part : context.getRawKeyedStateInputs()) {
      WindowState.read(
          part.getKeyGroupId(),
          new DataInputStream(new BufferedInputStream(part.getStream())),
          this::windows);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    codec = new AggregateCodec();
    out = this::publish;
    reuse = new StreamRecord<>(null);
    published = getMetricGroup().counter("published");
    revised = getMetricGroup().counter("revised");
    missed = getMetricGroup().counter("missed");
    getMetricGroup().gauge("cells", this::cells);
  }

  @Override
  public void processElement(StreamRecord<ZoneMinute> element) {
    var minute = element.getValue();
    var clock = minute.clock;
    if (clock != null) {
      tell(clock);
      return;
    }
    var target = targets.get(minute.series);
    if (target == null) {
      target = target(minute.series);
    }
    if (!target.windows.add(target.feed, target.zone, minute)) {
      missed.inc(minute.count);
    }
    if (++unchecked > limit / 16) {
      keepWithinLimit();
    }
  }

  private void tell(ZoneClock clock) {
    if (clock.workers() != getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks()) {
      throw new IllegalStateException(
          "clocks for " + clock.workers() + " workers; both operators must have as many");
    }
    for (var windows : all.values()) {
      if (windows.city().equals(clock.city())
          && members.clockOf(windows.property()).equals(clock.of())) {
        windows.tell(clock, out);
      }
    }
  }

  private Target target(ZoneSeries series) {
    if (targets.size() >= KNOWN_TARGETS) {
      targets.clear();
    }
    var windows = windows(series.city, series.property);
    int keyGroup =
        KeyGroupRangeAssignment.assignToKeyGroup(
            series.zoneKey, getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
    var zone = windows.zone(series.layer, series.zone, keyGroup, series.centre);
    var target = new Target(windows, windows.feed(series.feed), zone);
    targets.put(series, target);
    return target;
  }

  private OpenWindows windows(String city, ObservedProperty property) {
    return all.computeIfAbsent(
        new Series(city, property),
        s -> new OpenWindows(s.city(), s.property(), times, members.of(s.city(), s.property())));
  }

  /** All that can come is there from the start: clocks may be told before the first sum. */
  private void prepare() {
    members
        .feeds()
        .forEach((city, properties) -> properties.keySet().forEach(p -> windows(city, p)));
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
  }

  private void publish(Window.Zone zone, Aggregate aggregate, boolean again) {
    (again ? revised : published).inc();
    output.collect(
        reuse.replace(
            new Outgoing(
                Topics.AGGREGATES,
                zone.recordKey,
                codec.encode(aggregate),
                aggregate.windowStart().toEpochMilli(),
                Outgoing.NO_HEADERS)));
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
        if (feed.missed > 0) {
          LOG.warn(
              "city={} feed={} property={} {} values came for windows that are forgotten",
              windows.city(),
              feed.feed,
              windows.property(),
              feed.missed);
          var tally =
              AggregateTally.missed(windows.city(), feed.feed, windows.property(), feed.missed);
          output.collect(reuse.replace(tally));
          feed.missed = 0;
        }
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    var stream = context.getRawKeyedOperatorStateOutput();
    for (int keyGroup : stream.getKeyGroupList()) {
      stream.startNewKeyGroup(keyGroup);
      WindowState.write(keyGroup, all.values(), stream);
    }
  }
}
