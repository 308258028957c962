package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.detection.Key;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
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

  private final Key by;
  private final EnumSet<ObservedProperty> inputs;
  private final long lateness;
  private final RuleSources sources;

  private transient ListState<Tuple2<String, Long>> told;
  private transient Map<String, Long> clocks;
  private transient Map<String, Group> groups;
  private transient Map<String, List<Group>> waitingFor;
  private transient boolean ended;

  @SuppressWarnings("NullAway") // the engine calls initializeState and open before anything else
  ClockedOperator(Key by, Collection<ObservedProperty> inputs, long lateness, RuleSources sources) {
    this.by = by;
    this.inputs = EnumSet.copyOf(inputs);
    this.lateness = lateness;
    this.sources = sources;
  }

  /** A reading that was not late. */
  abstract void take(Stamped reading) throws Exception;

  /** The turn of this time has come for the current key, epoch milliseconds. */
  abstract void due(Group group, long time) throws Exception;

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
    for (var clock : told.get()) {
      clocks.merge(clock.f0, clock.f1, Math::max);
    }
    // Timers come back from a checkpoint only when their service is asked for.
    sources.feeds().forEach((city, feeds) -> feeds.keySet().forEach(feed -> group(city, feed)));
    for (var group : groups.values()) {
      group.restore();
    }
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
    var members =
        by.joinsFeeds() ? sources.ofCity(city, inputs) : sources.ofFeed(city, feed, inputs);
    var group = new Group(name, city, feed, members);
    groups.put(name, group);
    for (var member : members) {
      waitingFor.computeIfAbsent(member, m -> new ArrayList<>()).add(group);
    }
    return group;
  }

  @Override
  public void processElement(StreamRecord<RuleInput> element) throws Exception {
    var input = element.getValue();
    var reading = input.reading();
    if (reading == null) {
      advance(input);
    } else {
      take(reading);
    }
  }

  private void advance(RuleInput input) throws Exception {
    if (input.workers() != getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks()) {
      throw new IllegalStateException(
          "clocks for "
              + input.workers()
              + " workers; a rule must have as many as the operator that reads for it");
    }
    clocks.merge(input.source(), input.clock(), Math::max);
    for (var group : waitingFor.getOrDefault(input.source(), List.of())) {
      group.goOn();
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
    clocks.forEach((source, clock) -> all.add(Tuple2.of(source, clock)));
    told.update(all);
  }

  /** What waits for the same clocks, with timers of its own. */
  final class Group implements Triggerable<String, String> {
    final String city;
    final String feed;
    private final Set<String> members;
    private final InternalTimerServiceImpl<String, String> timers;
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

    /** For the current key, as soon as the clocks have passed this time by the lateness. */
    void handAt(long time) {
      timers.registerEventTimeTimer(DUE, time + lateness + 1);
    }

    /** The slowest of the clocks. */
    private long slowest() {
      if (ended) {
        return Long.MAX_VALUE;
      }
      long slowest = Long.MAX_VALUE;
      for (var member : members) {
        slowest = Math.min(slowest, clocks.getOrDefault(member, Long.MIN_VALUE));
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
        timers.advanceWatermark(now);
        passed(this);
      }
    }

    @Override
    public void onEventTime(InternalTimer<String, String> timer) throws Exception {
      due(this, timer.getTimestamp() - lateness - 1);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, String> timer) {
      throw new IllegalStateException("nothing here is driven by the wall clock");
    }
  }
}
