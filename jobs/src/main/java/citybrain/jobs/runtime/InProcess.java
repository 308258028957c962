package citybrain.jobs.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a job to a cluster in this process, without its web server: that takes no jobs, since
 * whoever can reach it could then run code here.
 */
public final class InProcess implements PipelineExecutorServiceLoader {

  private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

  static final String TARGET = "in-process";

  /** Main methods of jobs take texts only; a job is wired in the thread that calls its own. */
  private static final ThreadLocal<Optional<InProcess>> CURRENT =
      ThreadLocal.withInitial(Optional::empty);

  private final MiniCluster cluster;
  private Optional<JobID> submitted = Optional.empty();

  private InProcess(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** Where the job that this thread is wiring goes; empty when its configuration says that. */
  static Optional<PipelineExecutorServiceLoader> current() {
    return CURRENT.get().map(place -> place);
  }

  /** Calls the main method of a job, which submits it; its id there. */
  public static JobID submit(MiniCluster cluster, Class<?> job, List<String> arguments)
      throws Exception {
    return run(cluster, job, arguments)
        .orElseThrow(() -> new IllegalStateException(job.getName() + " submitted nothing"));
  }

  /**
   * Calls a main method whose batch, if it has one, runs there.
   *
   * @return the id of the last job that it submitted
   */
  public static Optional<JobID> run(MiniCluster cluster, Class<?> main, List<String> arguments)
      throws Exception {
    var place = new InProcess(cluster);
    CURRENT.set(Optional.of(place));
    try {
      JobCatalog.main(main, arguments.toArray(String[]::new));
    } finally {
      CURRENT.remove();
    }
    return place.submitted;
  }

  private CompletableFuture<JobClient> execute(
      Pipeline pipeline, Configuration configuration, ClassLoader loader) throws Exception {
    var graph = PipelineExecutorUtils.getStreamGraph(pipeline, configuration);
    tellLeftAside(graph, configuration);
    var id = cluster.submitJob(graph).get().getJobID();
    ClientUtils.waitUntilJobInitializationFinished(
        () -> cluster.getJobStatus(id).get(), () -> cluster.requestJobResult(id).get(), loader);
    submitted = Optional.of(id);
    return CompletableFuture.completedFuture(
        new MiniClusterJobClient(
            id, cluster, loader, MiniClusterJobClient.JobFinalizationBehavior.NOTHING));
  }

  /** What of the state that it starts from has no operator any more is not lost in silence. */
  private static void tellLeftAside(StreamGraph graph, Configuration configuration) {
    var from = configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
    if (from.isEmpty()) {
      return;
    }
    var uids =
        graph.getStreamNodes().stream()
            .map(StreamNode::getTransformationUID)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    try {
      for (var left : LeftAside.in(Path.of(URI.create(from.get())), uids)) {
        LOG.warn(
            "job={} leaves state aside, for it has no such operator: {}", graph.getJobName(), left);
      }
    } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
      // Whether it can be started from is for the engine to say, and it does.
      LOG.warn(
          "job={} state it starts from cannot be looked at: {}",
          graph.getJobName(),
          e.getMessage());
    }
  }

  @Override
  public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
    return new PipelineExecutorFactory() {
      @Override
      public String getName() {
        return TARGET;
      }

      @Override
      public boolean isCompatibleWith(Configuration any) {
        return true;
      }

      @Override
      public PipelineExecutor getExecutor(Configuration any) {
        return InProcess.this::execute;
      }
    };
  }

  @Override
  public Stream<String> getExecutorNames() {
    return Stream.of(TARGET);
  }
}
