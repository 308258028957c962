package citybrain.jobs.web;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.local.LocalCluster;
import citybrain.jobs.runtime.InProcess;
import citybrain.jobs.runtime.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.awaitility.Awaitility;

/** The cluster of {@code up} with one job, and how to tell that nobody did anything to it. */
record AttackedCluster(MiniCluster cluster, Path home, JobID job) implements AutoCloseable {

  static final String SECRET = "the-secret-of-this-run";

  static AttackedCluster start(Path home) throws Exception {
    var cluster = LocalCluster.start(home, 0, 1, Optional.of(SECRET));
    var job = InProcess.submit(cluster, Ticker.class, List.of());
    Awaitility.await().until(() -> cluster.getJobStatus(job).get() == JobStatus.RUNNING);
    return new AttackedCluster(cluster, home, job);
  }

  int port() throws Exception {
    return cluster.getRestAddress().get().getPort();
  }

  /** No job more or less, nothing cancelled, and not a byte of an upload on the disk. */
  void isAsItWas() throws Exception {
    assertThat(cluster.isRunning()).isTrue();
    assertThat(cluster.listJobs().get())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.getJobId()).isEqualTo(job);
              assertThat(one.getJobState()).isEqualTo(JobStatus.RUNNING);
            });
    assertThat(uploads()).isEmpty();
  }

  private List<Path> uploads() throws IOException {
    try (var files = Files.walk(home)) {
      return files
          .filter(file -> file.toString().contains("upload") && Files.isRegularFile(file))
          .toList();
    }
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
