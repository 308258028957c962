package citybrain.jobs.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
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
 * Hands each key's inputs over in event-time order, by clocks that go on one by one (decision 1).
 * Order costs delay: an input waits until its clock is past it by the lateness. What comes after a
 * later input of the same key and clock was handed over is only counted.
 */
abstract class ClockedOperator<I, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O>, ProcessingTimeCallback {

  private static final long serialVersionUID = 1L;
  private static final String DUE = "due";
  private static final String WAKE = "wake";

  /** How often it is looked who has spoken, wall-clock ms. */
  private static final long LOOK = 15_000;

  /**
   * A stream that shares a clock is not waited for when so many looks in a row heard others but not
   * it. A pause of all, such as a long checkpoint, says nothing about one: where it ends, one
   * stream's backlog comes before the other's.
   */
  private static final int PATIENCE = 4;

  private final EventTime<I> eventTime;
  private final long lateness;
  private final TypeInformation<I> inputType;

  private transient MapState<String, Long> judged;
  private transient MapState<Long, List<I>> waiting;
  private transient ListState<String> clockNames;
  private transient Map<String, Clock> clocks;
  private transient Counter late;
  private transient Counter ofNoCity;

  @SuppressWarnings("NullAway") // the engine calls initializeState and open before anything else
  ClockedOperator(EventTime<I> eventTime, Duration lateness, TypeInformation<I> inputType) {
    this.eventTime = eventTime;
    this.lateness = lateness.toMillis();
    this.inputType = inputType;
  }

  /** The next input of the current key. */
  abstract void judge(Clock clock, I input) throws Exception;

  /** A time that was asked for has come: for the current key, in epoch milliseconds. */
  abstract void wake(Clock clock, long time) throws Exception;

  /**
   * False when the key belongs to a city that no city file names any more: what waits for it goes
   * on waiting, for the file may come back.
   */
  boolean knows(String key) {
    return true;
  }

  final <T> ValueState<T> state(String name, TypeInformation<T> type) throws Exception {
    return getPartitionedState(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        new ValueStateDescriptor<>(name, type));
  }

  final <K, V> MapState<K, V> mapState(
      String name, TypeInformation<K> key, TypeInformation<V> value) throws Exception {
    return getPartitionedState(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        new MapStateDescriptor<>(name, key, value));
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clockNames =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("clocks", Types.STRING));
  }

  @Override
  public void open() throws Exception {
    super.open();
    clocks = new HashMap<>();
    judged = mapState("judged", Types.STRING, Types.LONG);
    waiting = mapState("waiting", Types.LONG, Types.LIST(inputType));
    late = getMetricGroup().counter("lateInputs");
    ofNoCity = getMetricGroup().counter("wakesOfNoCity");
    // Timers of a clock come back from a checkpoint only when their service is asked for.
    for (var name : clockNames.get()) {
      clock(name);
    }
    if (eventTime.members() > 1) {
      lookAgain();
    }
  }

  /** From now on, not from when the last look was due: late looks would follow upon one another. */
  @SuppressWarnings("FutureReturnValueIgnored") // the engine reports a failing timer itself
  private void lookAgain() {
    var wall = getProcessingTimeService();
    wall.registerTimer(wall.getCurrentProcessingTime() + LOOK, this);
  }

  @Override
  public void onProcessingTime(long time) throws Exception {
    for (var clock : clocks.values()) {
      clock.look();
    }
    lookAgain();
  }

  private Clock clock(String name) {
    return clocks.computeIfAbsent(name, Clock::new);
  }

  @Override
  public void processElement(StreamRecord<I> element) throws Exception {
    var input = element.getValue();
    long time = eventTime.timeOf(input);
    var clock = clock(eventTime.clockOf(input));
    var last = judged.get(clock.name);
    if (last != null && time < last) {
      late.inc();
      return;
    }
    if (time + lateness <= clock.now) {
      handOver(clock, input, time);
      return;
    }
    var sameTime = waiting.get(time);
    if (sameTime == null) {
      sameTime = new ArrayList<>(1);
    }
    clock.timers.registerEventTimeTimer(DUE, time + lateness);
    sameTime.add(input);
    waiting.put(time, sameTime);
    clock.seen(eventTime.memberOf(input), time);
  }

  private void handOver(Clock clock, I input, long time) throws Exception {
    judged.put(clock.name, time);
    judge(clock, input);
  }

  /** Hands over what waits for this time; inputs of other clocks go on waiting for their own. */
  private void due(Clock clock, long time) throws Exception {
    var inputs = waiting.get(time);
    if (inputs == null) {
      return;
    }
    var others = new ArrayList<I>();
    for (var input : inputs) {
      if (eventTime.clockOf(input).equals(clock.name)) {
        handOver(clock, input, time);
      } else {
        others.add(input);
      }
    }
    if (others.isEmpty()) {
      waiting.remove(time);
    } else {
      waiting.put(time, others);
    }
  }

  /** Time of the engine moves nothing here, but its end ends all clocks. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Long.MAX_VALUE) {
      for (var clock : clocks.values()) {
        clock.advance(Long.MAX_VALUE);
      }
    }
    output.emitWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    clockNames.update(new ArrayList<>(clocks.keySet()));
  }

  /** One of the streams that share a clock: how far it is, and how often it was missed in a row. */
  private static final class Member {
    long time = Long.MIN_VALUE;
    boolean heard;
    int missed;
  }

  /** Event time of one clock, with its own timers: those of other clocks do not move with it. */
  final class Clock implements Triggerable<String, String> {
    private final String name;
    private final InternalTimerServiceImpl<String, String> timers;
    private final Map<String, Member> members = new HashMap<>();
    private int missedUnknown;
    private boolean heard;
    private long now = Long.MIN_VALUE;

    @SuppressWarnings("unchecked") // each service can be advanced alone only through its class
    Clock(String name) {
      this.name = name;
      timers =
          (InternalTimerServiceImpl<String, String>)
              ClockedOperator.this.<String, String>getInternalTimerService(
                  "clock:" + name, StringSerializer.INSTANCE, this);
    }

    /** Asks to be woken for the current key when this clock has passed the time by the lateness. */
    void wakeAt(long time) {
      timers.registerEventTimeTimer(WAKE, time + lateness);
    }

    private void seen(String member, long time) throws Exception {
      if (eventTime.members() == 1) {
        advance(time);
        return;
      }
      var one = members.computeIfAbsent(member, m -> new Member());
      one.time = Math.max(one.time, time);
      one.heard = true;
      one.missed = 0;
      heard = true;
      goOn();
    }

    private void look() throws Exception {
      if (!heard) {
        return;
      }
      for (var member : members.values()) {
        member.missed = member.heard ? 0 : member.missed + 1;
        member.heard = false;
      }
      missedUnknown++;
      heard = false;
      goOn();
    }

    /** As far as the slowest of those that are still waited for. */
    private void goOn() throws Exception {
      if (members.size() < eventTime.members() && missedUnknown < PATIENCE) {
        return;
      }
      long slowest = Long.MAX_VALUE;
      for (var member : members.values()) {
        if (member.missed < PATIENCE) {
          slowest = Math.min(slowest, member.time);
        }
      }
      if (slowest < Long.MAX_VALUE) {
        advance(slowest);
      }
    }

    private void advance(long to) throws Exception {
      if (to > now) {
        now = to;
        timers.advanceWatermark(to);
      }
    }

    @Override
    public void onEventTime(InternalTimer<String, String> timer) throws Exception {
      if (!knows(timer.getKey())) {
        ofNoCity.inc();
        return;
      }
      long time = timer.getTimestamp() - lateness;
      if (timer.getNamespace().equals(DUE)) {
        due(this, time);
      } else {
        wake(this, time);
      }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, String> timer) {
      throw new IllegalStateException("nothing here is driven by the wall clock");
    }
  }
}
