package citybrain.jobs.runtime;

import citybrain.alerting.Alert;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Drives a {@link Detector}: hands it each key's inputs in event-time order, keeps its memory,
 * wakes it when it asked to be woken, and forgets a memory that is blank.
 */
final class DetectOperator<I, M> extends ClockedOperator<I, Alert> {

  private static final long serialVersionUID = 1L;

  /** Makes the detector on the worker, so that it need not be serializable itself. */
  interface Detectors<I, M> extends Serializable {
    /** The detector for this key; keys begin with the city. */
    Detector<I, M> detector(String key);

    /** Whether the city that the key begins with is known. */
    default boolean knows(String key) {
      return true;
    }
  }

  private final Rule rule;
  private final Detectors<I, M> detectors;
  private final TypeInformation<M> memoryType;

  private transient Map<String, Detector<I, M>> byCity;
  private transient ValueState<M> memories;
  private transient ValueState<Long> wakes;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  DetectOperator(
      Rule rule,
      Detectors<I, M> detectors,
      EventTime<I> eventTime,
      Duration lateness,
      TypeInformation<I> inputType,
      TypeInformation<M> memoryType) {
    super(eventTime, lateness, inputType);
    this.rule = rule;
    this.detectors = detectors;
    this.memoryType = memoryType;
  }

  @Override
  public void open() throws Exception {
    byCity = new HashMap<>();
    memories = state("memory", memoryType);
    wakes = state("wake", Types.LONG);
    super.open();
  }

  @Override
  boolean knows(String key) {
    return detectors.knows(key);
  }

  @Override
  void judge(Clock clock, I input) throws Exception {
    var key = (String) getCurrentKey();
    accept(clock, key, detector(key).observe(memory(key), input));
  }

  @Override
  void wake(Clock clock, long time) throws Exception {
    var wanted = wakes.value();
    if (wanted != null && wanted == time) {
      wakes.clear();
      var key = (String) getCurrentKey();
      accept(clock, key, detector(key).wake(memory(key), Instant.ofEpochMilli(time)));
    }
  }

  private Detector<I, M> detector(String key) {
    return byCity.computeIfAbsent(
        key.substring(0, key.indexOf('/')), city -> detectors.detector(key));
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
      clock.wakeAt(wake);
    }
    for (var change : verdict.changes()) {
      output.collect(
          new StreamRecord<>(Alert.of(rule.name(), rule.version(), rule.domain().word(), change)));
    }
  }
}
