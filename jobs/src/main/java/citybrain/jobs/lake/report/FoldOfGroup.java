package citybrain.jobs.lake.report;

import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Folds the readings of one group after the other. In batch mode the engine hands over all runs of
 * one key before the next, each in the order of their times (it sorts on disk what is too much for
 * memory), and calls the timers of a key at its end: so one fold at a time is all there is.
 */
final class FoldOfGroup extends KeyedProcessFunction<String, GroupedRun, ReportLine> {

  private final LakeQuestion question;
  private transient @Nullable Function<String, LakeQuestion.GroupFold> folds;
  private transient @Nullable RunsInOrder runs;
  private transient LakeQuestion.@Nullable GroupFold fold;
  private transient String group = "";

  FoldOfGroup(LakeQuestion question) {
    this.question = question;
  }

  @Override
  public void open(OpenContext context) {
    folds = question.folds();
    runs = new RunsInOrder();
  }

  @Override
  public void processElement(GroupedRun next, Context context, Collector<ReportLine> out) {
    var of = fold;
    if (of == null) {
      of = Objects.requireNonNull(folds).apply(next.group());
      fold = of;
      group = next.group();
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    if (!next.group().equals(group)) {
      throw new IllegalStateException("the group " + group + " has no end: is this a batch?");
    }
    Objects.requireNonNull(runs).add(next, of::add);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ReportLine> out) {
    var of = fold;
    if (of != null) {
      Objects.requireNonNull(runs).end(of::add);
      of.lines().forEach(out::collect);
      fold = null;
    }
  }
}
