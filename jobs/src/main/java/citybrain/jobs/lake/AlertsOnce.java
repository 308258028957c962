package citybrain.jobs.lake;

import citybrain.alerting.Alert;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Lets each change of an alert pass once: alerts arrive at least once, and what a detector repeats
 * after a restart has the same id, status and time. A change is remembered until event time has
 * moved on by {@code memory}, which bounds the state; event time, because a stop of a week must not
 * make it forget.
 */
final class AlertsOnce extends KeyedProcessFunction<String, Alert, Alert> {

  static final Duration MEMORY = Duration.ofDays(7);

  private static final Duration DISORDER = Duration.ofHours(1);
  private static final Duration IDLE_AFTER = Duration.ofMinutes(1);

  private final long memoryMillis;
  private transient @Nullable ValueState<Boolean> seen;

  AlertsOnce(Duration memory) {
    this.memoryMillis = memory.toMillis();
  }

  /** Alerts have their own clock here: it only decides when a change may be forgotten. */
  static DataStream<Alert> of(DataStream<Alert> alerts) {
    return alerts
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Alert>forBoundedOutOfOrderness(DISORDER)
                .withTimestampAssigner((alert, before) -> alert.time().toEpochMilli())
                .withIdleness(IDLE_AFTER))
        .uid("alert-clock")
        .name("alert clock")
        .keyBy(AlertsOnce::key, Types.STRING)
        .process(new AlertsOnce(MEMORY), alerts.getType())
        .uid("alerts-once")
        .name("each alert change once");
  }

  static String key(Alert alert) {
    return alert.id() + '|' + alert.status() + '|' + alert.time().toEpochMilli();
  }

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.BOOLEAN));
  }

  @Override
  public void processElement(Alert alert, Context context, Collector<Alert> out)
      throws IOException {
    var state = Objects.requireNonNull(seen);
    if (state.value() != null) {
      return;
    }
    state.update(true);
    // Counted from where event time stands, too: a change that comes late is remembered as long.
    long from = Math.max(alert.time().toEpochMilli(), context.timerService().currentWatermark());
    context.timerService().registerEventTimeTimer(from + memoryMillis);
    out.collect(alert);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) {
    Objects.requireNonNull(seen).clear();
  }
}
