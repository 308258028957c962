package citybrain.jobs.runtime;

import citybrain.jobs.web.RestGuard;
import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.BatchExecutionOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions.CompressionCodec;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where a batch over the lake runs: in the engine that the thread which asks belongs to (see {@link
 * InProcess#run}), otherwise in one of its own, which lasts as long as the batch.
 */
public final class BatchEngine {

  /** Each needs room for a row group. */
  private static final int MOST_READERS = 4;

  private BatchEngine() {}

  /**
   * The engine of one batch.
   *
   * @param engine what the user wants of it; unless it says otherwise, as many files are read at a
   *     time as there are processors, or some
   */
  public static StreamExecutionEnvironment environment(Configuration engine) {
    engine.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    engine.set(PipelineOptions.GENERIC_TYPES, false);
    engine.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    if (!engine.contains(CoreOptions.DEFAULT_PARALLELISM)) {
      engine.set(
          CoreOptions.DEFAULT_PARALLELISM,
          Math.min(MOST_READERS, Runtime.getRuntime().availableProcessors()));
    }
    // By itself the engine goes by how much comes in: names of files are so few bytes that one
    // reader would have to do.
    engine.set(BatchExecutionOptions.ADAPTIVE_AUTO_PARALLELISM_ENABLED, false);
    var place = InProcess.current();
    if (place.isPresent()) {
      engine.set(DeploymentOptions.TARGET, InProcess.TARGET);
      return new StreamExecutionEnvironment(
          place.get(), engine, BatchEngine.class.getClassLoader());
    }
    // Its engine has a web server as well, open to everybody and to jobs of theirs by default.
    RestGuard.protect(engine, Optional.empty());
    // What travels is packed already.
    engine.set(NettyShuffleEnvironmentOptions.SHUFFLE_COMPRESSION_CODEC, CompressionCodec.NONE);
    return StreamExecutionEnvironment.createLocalEnvironment(engine);
  }
}
