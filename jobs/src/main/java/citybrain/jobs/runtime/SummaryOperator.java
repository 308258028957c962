package citybrain.jobs.runtime;

import citybrain.aggregation.WindowedSummary;
import citybrain.observation.Observation;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Drives a {@link WindowedSummary} of observations over windows of its own choosing; what it
 * finishes is an observation again, of a derived property.
 */
final class SummaryOperator<S> extends ClockedOperator<Observation, Observation> {

  private static final long serialVersionUID = 1L;

  /** Makes it on the worker, for the city that a key begins with. */
  interface Summaries<S> extends Serializable {
    WindowedSummary<Observation, S, Optional<Observation>> summary(String key);

    /** Whether the city that the key begins with is known. */
    default boolean knows(String key) {
      return true;
    }
  }

  private final Summaries<S> summaries;
  private final TypeInformation<S> memoryType;

  private transient Map<String, WindowedSummary<Observation, S, Optional<Observation>>> byCity;
  private transient MapState<Long, S> open;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  SummaryOperator(
      Summaries<S> summaries,
      EventTime<Observation> eventTime,
      Duration lateness,
      TypeInformation<S> memoryType) {
    super(eventTime, lateness, Types.OBSERVATION);
    this.summaries = summaries;
    this.memoryType = memoryType;
  }

  @Override
  public void open() throws Exception {
    byCity = new HashMap<>();
    open = mapState("open", org.apache.flink.api.common.typeinfo.Types.LONG, memoryType);
    super.open();
  }

  private WindowedSummary<Observation, S, Optional<Observation>> summary() {
    var key = (String) getCurrentKey();
    return byCity.computeIfAbsent(
        key.substring(0, key.indexOf('/')), city -> summaries.summary(key));
  }

  @Override
  boolean knows(String key) {
    return summaries.knows(key);
  }

  @Override
  void judge(Clock clock, Observation input) throws Exception {
    var windowed = summary();
    if (!windowed.contains(input)) {
      return;
    }
    long end = windowed.windowEnd(input).toEpochMilli();
    var memory = open.get(end);
    if (memory == null) {
      memory = windowed.blank();
      clock.wakeAt(end);
    }
    open.put(end, windowed.add(memory, input));
  }

  @Override
  void wake(Clock clock, long end) throws Exception {
    var memory = open.get(end);
    if (memory != null) {
      open.remove(end);
      summary().finish(memory).ifPresent(finished -> output.collect(new StreamRecord<>(finished)));
    }
  }
}
