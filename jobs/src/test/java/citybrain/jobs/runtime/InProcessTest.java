package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import citybrain.jobs.local.LocalCluster;
import citybrain.jobs.local.Recovery;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // an interrupt while closing a cluster is no concern here
class InProcessTest {

  private static final int JOBS = 6;

  @Test
  void jobsSubmittedAtTheSameTimeKeepTheirOwnSettings(@TempDir Path home) throws Exception {
    var threads = Executors.newFixedThreadPool(3);
    try (var cluster = LocalCluster.start(home, 0, JOBS, Optional.empty())) {
      var submissions = new ArrayList<Callable<JobID>>();
      for (int i = 0; i < JOBS; i++) {
        var arguments = arguments(home, "job-" + i);
        submissions.add(() -> InProcess.submit(cluster, Ticker.class, arguments));
      }
      var ids = new ArrayList<JobID>();
      for (var submitted : threads.invokeAll(submissions)) {
        ids.add(submitted.get());
      }
      for (int i = 0; i < JOBS; i++) {
        int number = i;
        assertThat(cluster.listJobs().get())
            .filteredOn(job -> job.getJobId().equals(ids.get(number)))
            .extracting(JobStatusMessage::getJobName)
            .containsExactly("job-" + i);
        await().until(() -> Recovery.newest(home, "job-" + number).isPresent());
        assertThat(Recovery.newest(home, "job-" + i).orElseThrow().getParent())
            .hasFileName(ids.get(i).toString());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aJobGoesOnFromItsSavepoint(@TempDir Path home) throws Exception {
    try (var cluster = LocalCluster.start(home, 0, 1, Optional.empty())) {
      var arguments = new ArrayList<>(arguments(home, "one"));
      var first = InProcess.submit(cluster, Ticker.class, arguments);
      awaitRunning(cluster, first);
      var savepoint =
          cluster
              .stopWithSavepoint(
                  first,
                  home.resolve("savepoints/one").toUri().toString(),
                  true,
                  SavepointFormatType.CANONICAL)
              .get();
      var folder = Path.of(URI.create(savepoint));
      assertThat(LeftAside.in(folder, Set.of("ticks", "nowhere"))).isEmpty();
      assertThat(LeftAside.in(folder, Set.of("nowhere")))
          .singleElement()
          .satisfies(left -> assertThat(left).matches("Source: ticks, \\d+ bytes"));
      arguments.add("--flink.execution.state-recovery.path=" + savepoint);
      var second = InProcess.submit(cluster, Ticker.class, arguments);
      awaitRunning(cluster, second);
      var restored = cluster.getExecutionGraph(second).get().getCheckpointStatsSnapshot();
      assertThat(restored).isNotNull();
      assertThat(restored.getLatestRestoredCheckpoint().getExternalPath()).isEqualTo(savepoint);
    }
  }

  @Test
  void whatCannotBeResumedIsSaid(@TempDir Path home) throws Exception {
    try (var cluster = LocalCluster.start(home, 0, 1, Optional.empty())) {
      var arguments =
          List.of("--flink.execution.state-recovery.path=" + home.resolve("none").toUri());
      assertThatThrownBy(() -> InProcess.submit(cluster, Ticker.class, arguments))
          .hasStackTraceContaining("none");
      assertThat(InProcess.current()).isEmpty();
    }
  }

  private static List<String> arguments(Path home, String name) {
    return List.of(
        "--name=" + name,
        "--flink.execution.checkpointing.interval=200 ms",
        "--flink.execution.checkpointing.externalized-checkpoint-retention=RETAIN_ON_CANCELLATION",
        "--flink.execution.checkpointing.dir=" + home.resolve("checkpoints").resolve(name).toUri());
  }

  private static void awaitRunning(MiniCluster cluster, JobID job) {
    await().until(() -> cluster.getJobStatus(job).get() == JobStatus.RUNNING);
    await()
        .until(
            () ->
                cluster
                        .getExecutionGraph(job)
                        .get()
                        .getCheckpointStatsSnapshot()
                        .getCounts()
                        .getNumberOfCompletedCheckpoints()
                    > 0);
  }
}
