package citybrain.local.run;

import citybrain.local.flink.FlinkRest;
import citybrain.local.flink.JobState;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Asks for one checkpoint after the other: offsets and outputs are committed by them. */
final class HurriedCheckpoints {

  /** A request that is as old as this seems lost. */
  private static final Duration LOST_AFTER = Duration.ofSeconds(30);

  private final FlinkRest flink;
  private final Map<String, Asked> asked = new HashMap<>();
  private final Map<String, Long> completed = new HashMap<>();
  private final Map<String, Long> before = new HashMap<>();

  private record Asked(String request, long at) {}

  HurriedCheckpoints(FlinkRest flink) {
    this.flink = flink;
  }

  /**
   * Has the next one made as soon as the last is done; how many were since this was first asked.
   */
  long hurry(JobState job) throws IOException {
    long all = flink.completedCheckpoints(job.id());
    long made = all - before.computeIfAbsent(job.name(), any -> all);
    try {
      var last = asked.get(job.name());
      if (last == null || isAnswered(job, last)) {
        asked.put(job.name(), new Asked(flink.checkpoint(job.id()), System.nanoTime()));
      }
    } catch (IOException e) {
      // Only a hint to hurry: the job makes checkpoints by itself as well.
      asked.remove(job.name());
    }
    // Flink tells its count some seconds late, but it holds those as well that nobody asked for.
    return Math.max(made, completed.getOrDefault(job.name(), 0L));
  }

  private boolean isAnswered(JobState job, Asked last) throws IOException {
    var became = flink.checkpointed(job.id(), last.request());
    if (became instanceof FlinkRest.Request.Done) {
      completed.merge(job.name(), 1L, Long::sum);
      return true;
    }
    return became instanceof FlinkRest.Request.Failed
        || System.nanoTime() - last.at() > LOST_AFTER.toNanos();
  }
}
