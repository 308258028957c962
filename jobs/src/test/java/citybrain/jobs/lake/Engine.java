package citybrain.jobs.lake;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.kafka.Types;
import citybrain.observation.Stamped;
import citybrain.observation.Vocabulary;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** An in-process cluster under the rules of the house: checkpoints, no Kryo, every uid given. */
final class Engine {

  private Engine() {}

  static StreamExecutionEnvironment environment(Path checkpoints, Duration interval) {
    var settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1000);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    return StreamExecutionEnvironment.createLocalEnvironment(2, settings);
  }

  /** How values travel: those that name a property in their wire form, as they do in a job. */
  @SuppressWarnings("unchecked") // the class was compared
  static <T> TypeInformation<T> type(Class<T> type) {
    return type == Stamped.class
        ? (TypeInformation<T>) Types.stamped(Vocabulary.BUILT_IN)
        : type == Aggregate.class
            ? (TypeInformation<T>) Types.aggregate(Vocabulary.BUILT_IN)
            : TypeInformation.of(type);
  }

  /** The numbered values 0 to count - 1, so many between two checkpoints. */
  static <T> DataStream<T> numbered(
      StreamExecutionEnvironment environment,
      String name,
      GeneratorFunction<Long, T> made,
      Class<T> type,
      long count,
      int perCheckpoint) {
    var source =
        new DataGeneratorSource<>(
            made, count, RateLimiterStrategy.perCheckpoint(perCheckpoint), type(type));
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), name, type(type))
        .uid(name);
  }
}
