package citybrain.jobs.lake.report;

import citybrain.reports.Fold;
import citybrain.reports.Period;
import citybrain.reports.ReportRow;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Folds the readings of one group after the other. In batch mode the engine hands over all of one
 * key before the next, each in the order of its times (it sorts on disk what is too much for
 * memory), and calls the timers of a key at its end: so one fold at a time is all there is.
 */
final class FoldOfGroup extends KeyedProcessFunction<String, GroupedReading, ReportRow> {

  private final ReportSettings settings;
  private final Period period;
  private transient @Nullable Fold fold;
  private transient String group = "";

  FoldOfGroup(ReportSettings settings, Period period) {
    this.settings = settings;
    this.period = period;
  }

  @Override
  public void processElement(GroupedReading next, Context context, Collector<ReportRow> out) {
    var of = fold;
    if (of == null) {
      of = settings.wanted().fold(next.group(), period);
      fold = of;
      group = next.group();
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    if (!next.group().equals(group)) {
      throw new IllegalStateException("the group " + group + " has no end: is this a batch?");
    }
    of.add(next.reading());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ReportRow> out) {
    if (fold != null) {
      fold.rows().forEach(out::collect);
      fold = null;
    }
  }
}
