package citybrain.jobs.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/** The graph a job's own main method would submit: a place to submit it to that only keeps it. */
public final class Graphs {

  private static final String NAME = "keep";

  private static @Nullable StreamGraph kept;

  private Graphs() {}

  /** What {@code main} of this job submits under its defaults. */
  public static StreamGraph of(Class<?> job) throws Exception {
    return of(job, List.of("--data=src/test/resources"));
  }

  /** What {@code main} of this job submits when started with these arguments. */
  public static StreamGraph of(Class<?> job, List<String> arguments) throws Exception {
    kept = null;
    var all = new ArrayList<>(arguments);
    all.add("--flink.execution.target=" + NAME);
    JobCatalog.main(job, all.toArray(String[]::new));
    var graph = kept;
    if (graph == null) {
      throw new IllegalStateException(job + " submitted nothing");
    }
    return graph;
  }

  /** Found by the engine by its name in META-INF/services. */
  public static final class Factory implements PipelineExecutorFactory {

    @Override
    public String getName() {
      return NAME;
    }

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
      return NAME.equals(configuration.get(DeploymentOptions.TARGET));
    }

    @Override
    @SuppressWarnings("NullAway") // nobody asks the client of a job that does not run
    public PipelineExecutor getExecutor(Configuration configuration) {
      return (pipeline, settings, loader) -> {
        keep(pipeline);
        return CompletableFuture.completedFuture(null);
      };
    }

    private static void keep(Pipeline pipeline) {
      kept = (StreamGraph) pipeline;
    }
  }
}
