package citybrain.jobs.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster with its web UI in this process, running all jobs of the city; the child process
 * of {@code ./citybrain up}. It ends when its standard input ends, so that it never outlives who
 * started it.
 */
public final class LocalFlink {

  private static final PrintStream OUT = System.out;
  private static final int SUBMITTED_AT_ONCE = 4;

  private LocalFlink() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var home = Path.of(config.text("home", "folder for state", ".citybrain")).toAbsolutePath();
    int port = config.count("rest-port", "port of the web UI", 8081);
    var bootstrap = config.text("bootstrap", "Kafka bootstrap servers", "localhost:9092");
    var cities = config.text("cities", "city files, comma separated", "demo");
    var data = config.text("data", "folders of reference data, comma separated", "data");
    var lake = config.text("lake", "root of the lake", home.resolve("lake").toUri().toString());
    var wanted = config.text("jobs", "jobs to run, comma separated; all when empty", "");
    var interval = config.text("checkpoint-interval", "time between checkpoints", "3 s");
    var archiving =
        config.text(
            "archive-interval",
            "time between checkpoints of the archive, so between files",
            "20 s");
    int parallelism = config.count("parallelism", "of every job", 1);
    var awaitGo =
        config.text("await-go", "true: submit jobs only after a line on standard input", "false");
    if (config.helpWanted()) {
      OUT.print(config.help());
      return;
    }
    config.refuseUnknown();

    var jobs = wanted(wanted);
    var cluster = start(home, port, jobs.size() * parallelism);
    OUT.println("WEB " + cluster.getRestAddress().get());
    if (awaitGo.equals("true") && !hasLine()) {
      cluster.close();
      System.exit(0);
    }
    var common =
        List.of(
            "--bootstrap=" + bootstrap,
            "--cities=" + cities,
            "--data=" + data,
            "--lake=" + lake,
            "--flink.execution.target=remote",
            "--flink.rest.address=127.0.0.1",
            "--flink.rest.port=" + cluster.getRestAddress().get().getPort(),
            "--flink.parallelism.default=" + parallelism,
            "--flink.execution.checkpointing.externalized-checkpoint-retention="
                + "RETAIN_ON_CANCELLATION",
            "--flink.execution.checkpointing.snapshot-compression=true",
            "--flink.restart-strategy.type=exponential-delay");
    var submissions = new ArrayList<Callable<Void>>();
    for (var job : jobs.entrySet()) {
      var arguments = new ArrayList<>(common);
      arguments.add(
          "--flink.execution.checkpointing.interval="
              + (job.getKey().equals("archive") ? archiving : interval));
      arguments.add(
          "--flink.execution.checkpointing.dir="
              + home.resolve("checkpoints").resolve(job.getKey()).toUri());
      submissions.add(() -> submit(cluster, home, job.getKey(), job.getValue(), arguments));
    }
    allOf(submissions);
    OUT.println("READY");
    OUT.flush();
    untilInputEnds();
    cluster.close();
    System.exit(0);
  }

  private static @Nullable Void submit(
      MiniCluster cluster, Path home, String name, Class<?> job, List<String> arguments)
      throws Exception {
    var left = Recovery.newest(home, name);
    left.ifPresent(path -> arguments.add("--flink.execution.state-recovery.path=" + path.toUri()));
    JobCatalog.main(job, arguments.toArray(String[]::new));
    OUT.println(
        "JOB %s %s %s".formatted(name, id(cluster, name), left.isPresent() ? "resumed" : "fresh"));
    return null;
  }

  /** At the same time: submitting is mostly waiting for answers, and classes are loaded once. */
  private static void allOf(List<Callable<Void>> submissions) throws Exception {
    var threads = Executors.newFixedThreadPool(SUBMITTED_AT_ONCE);
    try {
      for (var submitted : threads.invokeAll(submissions)) {
        submitted.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** False when the input ended instead. */
  private static boolean hasLine() throws IOException {
    int read;
    do {
      read = System.in.read();
    } while (read >= 0 && read != '\n');
    return read >= 0;
  }

  private static Map<String, Class<?>> wanted(String names) {
    var all = JobCatalog.streamingJobs();
    if (names.isEmpty()) {
      return all;
    }
    var chosen = new TreeMap<String, Class<?>>();
    for (var name : names.split(",", -1)) {
      var job = all.get(name);
      if (job == null) {
        throw new citybrain.feed.SettingException(
            "setting 'jobs': no job '" + name + "'; there are: " + String.join(", ", all.keySet()));
      }
      chosen.put(name, job);
    }
    return chosen;
  }

  private static MiniCluster start(Path home, int port, int slots) throws Exception {
    var temporary = Files.createDirectories(home.resolve("tmp"));
    var configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
    configuration.set(RestOptions.PORT, port);
    configuration.set(WebOptions.SUBMIT_ENABLE, true);
    configuration.set(WebOptions.TMP_DIR, temporary.toString());
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1600));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(96));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(96));
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
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

  private static String id(MiniCluster cluster, String name) throws Exception {
    return cluster.listJobs().get().stream()
        .filter(job -> job.getJobName().equals(name))
        .map(job -> job.getJobId().toString())
        .findFirst()
        .orElse("?");
  }

  private static void untilInputEnds() throws IOException {
    var in = System.in;
    while (in.read() >= 0) {
      // Nothing is read from here but the end.
    }
  }
}
