package citybrain.jobs.lake.report;

import citybrain.jobs.lake.summary.Districts;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Archived files in, what a report needs of them out: {@link GatheredFiles}, in the engine. */
final class RunsOfFiles extends AbstractStreamOperator<GroupedRun>
    implements OneInputStreamOperator<String, GroupedRun>, BoundedOneInput {

  /** What is damaged, in a line each. */
  static final OutputTag<String> DAMAGED = new OutputTag<>("damaged-files", Types.STRING);

  private static final long serialVersionUID = 1L;

  /** Of the heap, for all that read side by side; they are done before runs are sorted. */
  private static final int SHARE_OF_HEAP = 4;

  /** With more, runs are hardly longer. */
  private static final int MOST = 4_000_000;

  private final LakeQuestion question;
  private transient @Nullable GatheredFiles files;

  RunsOfFiles(LakeQuestion question) {
    this.question = question;
  }

  @Override
  public void open() throws Exception {
    super.open();
    int readers = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    long fit = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / readers / GatheredReadings.BYTES;
    files =
        new GatheredFiles(
            question,
            Districts.load(question.city(), question.data()),
            (int) Math.min(MOST, fit),
            run -> output.collect(new StreamRecord<>(run, run.from())));
  }

  @Override
  public void processElement(StreamRecord<String> file) throws IOException {
    Objects.requireNonNull(files)
        .take(file.getValue())
        .ifPresent(
            line -> {
              LOG.warn("set aside, the report goes on without it: {}", line);
              output.collect(DAMAGED, new StreamRecord<>(line));
            });
  }

  @Override
  public void endInput() {
    Objects.requireNonNull(files).end();
  }
}
