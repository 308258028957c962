package citybrain.bench;

import citybrain.jobs.web.RestGuard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/** As LocalFlink sets its jobs, for a cluster of the same size in this process. */
public final class EngineSettings {

  private EngineSettings() {}

  /**
   * What a job is started with.
   *
   * @param home where checkpoints are written
   * @param checkpoints time between them
   */
  public static List<String> arguments(Path home, String checkpoints) {
    return of(home, checkpoints).entrySet().stream()
        .map(one -> "--flink." + one.getKey() + "=" + one.getValue())
        .toList();
  }

  /** The same by key. */
  public static Map<String, String> of(Path home, String checkpoints) {
    var guarded = new Configuration();
    RestGuard.protect(guarded, Optional.empty());
    var settings = new TreeMap<String, String>(guarded.toMap());
    settings.put("parallelism.default", "1");
    settings.put("pipeline.max-parallelism", "16");
    settings.put("taskmanager.memory.managed.size", "16m");
    settings.put("taskmanager.memory.network.min", "96m");
    settings.put("taskmanager.memory.network.max", "96m");
    settings.put("execution.checkpointing.interval", checkpoints);
    settings.put("execution.checkpointing.snapshot-compression", "true");
    settings.put("execution.checkpointing.dir", home.resolve("checkpoints").toUri().toString());
    settings.put("restart-strategy.type", "none");
    return settings;
  }
}
