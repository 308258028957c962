package citybrain.jobs.local;

import citybrain.jobs.web.RestGuard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions.CompressionCodec;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** Flink as it runs on one machine: small, on the loopback interface, its web server guarded. */
public final class LocalCluster {

  /** Of a slot, in MiB. */
  private static final int SORTING = 128;

  private LocalCluster() {}

  /**
   * Starts it.
   *
   * @param port of the web server; 0 for any that is free
   * @param secret lets its bearer change something over HTTP; nobody may when empty
   */
  public static MiniCluster start(Path home, int port, int slots, Optional<String> secret)
      throws Exception {
    var configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
    configuration.set(RestOptions.PORT, port);
    RestGuard.protect(configuration, secret);
    var temporary = Files.createDirectories(home.resolve("tmp"));
    configuration.set(WebOptions.TMP_DIR, temporary.toString());
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    configuration.set(
        TaskManagerOptions.TOTAL_PROCESS_MEMORY,
        MemorySize.ofMebiBytes(1600).add(MemorySize.ofMebiBytes(SORTING).multiply(slots)));
    // Streaming jobs use none; a batch sorts in its slots' shares. It is taken when it is used.
    configuration.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(SORTING).multiply(slots));
    // What batches send is packed already.
    configuration.set(
        NettyShuffleEnvironmentOptions.SHUFFLE_COMPRESSION_CODEC, CompressionCodec.NONE);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(96));
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
    // Whoever waits for a job asks how far it is; nothing is fetched while nobody asks.
    configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(250));
    // All is in this process, which has whatever right it has; Hadoop is loaded where a lake needs
    // it.
    configuration.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    return cluster;
  }
}
