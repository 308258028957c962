package citybrain.jobs.runtime;

import citybrain.aggregation.Derivation;
import citybrain.observation.Observation;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Drives a {@link Derivation} of observations: order, memory and waking, as for a detector. */
final class DeriveOperator<M> extends ClockedOperator<Observation, Observation> {

  private static final long serialVersionUID = 1L;

  /** Makes it on the worker, so that it need not be serializable itself. */
  interface Derivations<M> extends Serializable {
    Derivation<Observation, M, Observation> derivation();
  }

  private final Derivations<M> derivations;
  private final TypeInformation<M> memoryType;

  private transient Derivation<Observation, M, Observation> derivation;
  private transient ValueState<M> memories;
  private transient ValueState<Long> wakes;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  DeriveOperator(
      Derivations<M> derivations,
      EventTime<Observation> eventTime,
      Duration lateness,
      TypeInformation<M> memoryType) {
    super(eventTime, lateness, citybrain.jobs.runtime.Types.OBSERVATION);
    this.derivations = derivations;
    this.memoryType = memoryType;
  }

  @Override
  public void open() throws Exception {
    derivation = derivations.derivation();
    memories = state("memory", memoryType);
    wakes = state("wake", Types.LONG);
    super.open();
  }

  @Override
  void judge(Clock clock, Observation input) throws Exception {
    accept(clock, derivation.observe(memory(), input));
  }

  @Override
  void wake(Clock clock, long time) throws Exception {
    var wanted = wakes.value();
    if (wanted != null && wanted == time) {
      wakes.clear();
      accept(clock, derivation.wake(memory(), Instant.ofEpochMilli(time)));
    }
  }

  private M memory() throws Exception {
    var memory = memories.value();
    return memory == null ? derivation.blank() : memory;
  }

  private void accept(Clock clock, Derivation.Step<M, Observation> step) throws Exception {
    if (step.memory().equals(derivation.blank())) {
      memories.clear();
    } else {
      memories.update(step.memory());
    }
    var wakeAt = step.wakeAt();
    if (wakeAt != null) {
      wakes.update(wakeAt.toEpochMilli());
      clock.wakeAt(wakeAt.toEpochMilli());
    }
    for (var derived : step.derived()) {
      output.collect(new StreamRecord<>(derived));
    }
  }
}
