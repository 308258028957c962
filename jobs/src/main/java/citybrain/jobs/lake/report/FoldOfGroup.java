package citybrain.jobs.lake.report;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Folds the readings of one group after the other. In batch mode the engine hands over all of one
 * key before the next, each in the order of its times (it sorts on disk what is too much for
 * memory), and calls the timers of a key at its end: so one fold at a time is all there is.
 */
final class FoldOfGroup extends KeyedProcessFunction<String, GroupedReading, ReportLine> {

  private final LakeQuestion question;
  private transient LakeQuestion.@Nullable GroupFold fold;
  private transient String group = "";

  FoldOfGroup(LakeQuestion question) {
    this.question = question;
  }

  @Override
  public void processElement(GroupedReading next, Context context, Collector<ReportLine> out) {
    var of = fold;
    if (of == null) {
      of = question.fold(next.group());
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
  public void onTimer(long timestamp, OnTimerContext context, Collector<ReportLine> out) {
    if (fold != null) {
      fold.lines().forEach(out::collect);
      fold = null;
    }
  }
}
