package citybrain.jobs.runtime;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What every job asks of the engine, wherever it runs; how much of everything is the business of
 * the deployment.
 */
final class Engine {

  private Engine() {}

  static StreamExecutionEnvironment environment(Config config) {
    var configuration = new Configuration();
    // No Kryo: a type that would need it refuses to start.
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    // An operator without a uid would lose its state at the next upgrade: it refuses to start as
    // well.
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.addAll(config.flink());
    var place = InProcess.current();
    if (place.isPresent()) {
      configuration.set(DeploymentOptions.TARGET, InProcess.TARGET);
      return new StreamExecutionEnvironment(
          place.get(), configuration, Engine.class.getClassLoader());
    }
    // A target named on the command line is where the job goes; otherwise whoever started us knows.
    return configuration.contains(DeploymentOptions.TARGET)
        ? new StreamExecutionEnvironment(configuration)
        : StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  }
}
