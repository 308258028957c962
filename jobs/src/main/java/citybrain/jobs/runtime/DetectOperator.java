package citybrain.jobs.runtime;

import citybrain.alerting.Alert;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Drives a {@link Detector}: hands it each key's inputs in event-time order, keeps its memory,
 * wakes it when it asked to be woken, and forgets a memory that is blank. Order costs delay: an
 * input waits until its clock is past it by the lateness. What comes later than that is judged no
 * more, only counted.
 */
final class DetectOperator<I, M> extends AbstractStreamOperator<Alert>
    implements OneInputStreamOperator<I, Alert> {

  private static final long serialVersionUID = 1L;
  private static final String DUE = "due";
  private static final String WAKE = "wake";

  /** Makes the detector on the worker, so that it need not be serializable itself. */
  interface Detectors<I, M> extends Serializable {
    /** The detector for this key; keys begin with the city. */
    Detector<I, M> detector(String key);
  }

  private final Rule rule;
  private final Detectors<I, M> detectors;
  private final EventTime<I> eventTime;
  private final long lateness;
  private final TypeInformation<I> inputType;
  private final TypeInformation<M> memoryType;

  private transient Map<String, Detector<I, M>> byCity;
  private transient ValueState<M> memories;
  private transient ValueState<Long> wakes;
  private transient ValueState<Long> judged;
  private transient MapState<Long, List<I>> waiting;
  private transient ListState<String> clockNames;
  private transient Map<String, Clock> clocks;
  private transient Counter late;

  /** Event time of one clock, with its own timers: those of other clocks do not move with it. */
  private final class Clock implements Triggerable<String, String> {
    private final InternalTimerServiceImpl<String, String> timers;
    private long now = Long.MIN_VALUE;

    @SuppressWarnings("unchecked") // each service can be advanced alone only through its class
    Clock(String name) {
      timers =
          (InternalTimerServiceImpl<String, String>)
              DetectOperator.this.<String, String>getInternalTimerService(
                  "clock:" + name, StringSerializer.INSTANCE, this);
    }

    void advance(long to) throws Exception {
      if (to > now) {
        now = to;
        timers.advanceWatermark(to);
      }
    }

    @Override
    public void onEventTime(InternalTimer<String, String> timer) throws Exception {
      long time = timer.getTimestamp() - lateness;
      if (timer.getNamespace().equals(DUE)) {
        due(this, time);
      } else {
        wake(this, time);
      }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, String> timer) {
      throw new IllegalStateException("no detector is driven by the wall clock");
    }
  }

  @SuppressWarnings("NullAway") // the engine calls initializeState and open before anything else
  DetectOperator(
      Rule rule,
      Detectors<I, M> detectors,
      EventTime<I> eventTime,
      Duration lateness,
      TypeInformation<I> inputType,
      TypeInformation<M> memoryType) {
    this.rule = rule;
    this.detectors = detectors;
    this.eventTime = eventTime;
    this.lateness = lateness.toMillis();
    this.inputType = inputType;
    this.memoryType = memoryType;
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
    byCity = new HashMap<>();
    clocks = new HashMap<>();
    memories = state("memory", memoryType);
    wakes = state("wake", Types.LONG);
    judged = state("judged", Types.LONG);
    waiting =
        getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(inputType)));
    late = getMetricGroup().counter("lateInputs");
    // Timers of a clock come back from a checkpoint only when their service is asked for.
    for (var name : clockNames.get()) {
      clock(name);
    }
  }

  private <T> ValueState<T> state(String name, TypeInformation<T> type) throws Exception {
    return getPartitionedState(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        new ValueStateDescriptor<>(name, type));
  }

  private Clock clock(String name) {
    return clocks.computeIfAbsent(name, Clock::new);
  }

  @Override
  public void processElement(StreamRecord<I> element) throws Exception {
    var input = element.getValue();
    long time = eventTime.timeOf(input);
    var clock = clock(eventTime.clockOf(input));
    var last = judged.value();
    if (last != null && time < last) {
      late.inc();
      return;
    }
    if (time + lateness <= clock.now) {
      judge(clock, input, time);
      return;
    }
    var sameTime = waiting.get(time);
    if (sameTime == null) {
      sameTime = new ArrayList<>(1);
      clock.timers.registerEventTimeTimer(DUE, time + lateness);
    }
    sameTime.add(input);
    waiting.put(time, sameTime);
    clock.advance(time);
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

  private void due(Clock clock, long time) throws Exception {
    var inputs = waiting.get(time);
    if (inputs == null) {
      return;
    }
    waiting.remove(time);
    for (var input : inputs) {
      judge(clock, input, time);
    }
  }

  private void wake(Clock clock, long time) throws Exception {
    var wanted = wakes.value();
    if (wanted != null && wanted == time) {
      wakes.clear();
      var key = (String) getCurrentKey();
      accept(clock, key, detector(key).wake(memory(key), Instant.ofEpochMilli(time)));
    }
  }

  private void judge(Clock clock, I input, long time) throws Exception {
    var key = (String) getCurrentKey();
    judged.update(time);
    accept(clock, key, detector(key).observe(memory(key), input));
  }

  private Detector<I, M> detector(String key) {
    return byCity.computeIfAbsent(key.substring(0, key.indexOf('/')), c -> detectors.detector(key));
  }

  private M memory(String key) throws Exception {
    var memory = memories.value();
    return memory == null ? detector(key).blank() : memory;
  }

  private void accept(Clock clock, String key, Verdict<M> verdict) throws Exception {
    if (verdict.memory().equals(detector(key).blank())) {
      memories.clear();
    } else {
      memories.update(verdict.memory());
    }
    var wakeAt = verdict.wakeAt();
    if (wakeAt != null) {
      long wake = wakeAt.toEpochMilli();
      wakes.update(wake);
      clock.timers.registerEventTimeTimer(WAKE, wake + lateness);
    }
    for (var change : verdict.changes()) {
      output.collect(
          new StreamRecord<>(Alert.of(rule.name(), rule.version(), rule.domain().word(), change)));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    clockNames.update(new ArrayList<>(clocks.keySet()));
  }
}
