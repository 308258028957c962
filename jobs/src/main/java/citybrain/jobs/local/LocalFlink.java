package citybrain.jobs.local;

import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.InProcess;
import citybrain.jobs.runtime.JobCatalog;
import citybrain.jobs.runtime.StandardOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster with its web UI in this process, running all jobs of the city; the child process
 * of {@code ./citybrain up}. What is asked of it on standard input when the jobs have stopped runs
 * here as well (see {@link Batches}). It ends when its standard input ends, so that it never
 * outlives who started it.
 */
public final class LocalFlink {

  /**
   * What is kept by key lies in so many groups, and a snapshot pays for each of them and each
   * window: on one machine there is no need for many. State cannot go from the one to the other.
   */
  private static final int MOST_WORKERS = 16;

  private static final int MORE = 128;
  private static final int SUBMITTED_AT_ONCE = 4;
  private static final int LONGEST_LINE = 1 << 16;

  private static final Logger LOG = LoggerFactory.getLogger(LocalFlink.class);

  private LocalFlink() {}

  public static void main(String[] args) throws Exception {
    var out = StandardOutput.claim();
    var config = Config.from(args);
    var home = Path.of(config.text("home", "folder for state", ".citybrain")).toAbsolutePath();
    int port = config.count("rest-port", "port of the web UI", 8081);
    var bootstrap = config.text("bootstrap", "Kafka bootstrap servers", "localhost:9092");
    var cities = config.text("cities", "city files, comma separated", "demo");
    var data = config.text("data", "folders of reference data, comma separated", "data");
    var lake = config.text("lake", "root of the lake", home.resolve("lake").toUri().toString());
    var baselines = config.text("baselines", "root of a lake whose baselines rules are taught", "");
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
    var awaitSecret =
        config.text(
            "await-secret",
            "true: the first line on standard input is the secret with which a request may change"
                + " something; without it none may",
            "false");
    if (config.helpWanted()) {
      out.print(config.help());
      return;
    }
    config.refuseUnknown();

    var jobs = wanted(wanted);
    var secret = awaitSecret.equals("true") ? line() : Optional.<String>empty();
    var cluster = LocalCluster.start(home, port, jobs.size() * parallelism, secret);
    var announce = new Announcer(out);
    announce.web(cluster.getRestAddress().get());
    if (awaitGo.equals("true") && line().isEmpty()) {
      cluster.close();
      System.exit(0);
    }
    var common =
        List.of(
            "--bootstrap=" + bootstrap,
            "--cities=" + cities,
            "--data=" + data,
            "--lake=" + lake,
            "--flink.parallelism.default=" + parallelism,
            "--flink.pipeline.max-parallelism="
                + (parallelism > MOST_WORKERS ? MORE : MOST_WORKERS),
            "--flink.execution.checkpointing.externalized-checkpoint-retention="
                + "RETAIN_ON_CANCELLATION",
            "--flink.execution.checkpointing.snapshot-compression=true",
            // A rule that is taken away leaves its state behind, and the others go on.
            "--flink.execution.state-recovery.ignore-unclaimed-state=true",
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
      if (job.getKey().equals("rules")) {
        arguments.add("--baselines=" + baselines);
      }
      submissions.add(
          () -> submit(cluster, announce, home, job.getKey(), job.getValue(), arguments));
    }
    try {
      allOf(submissions);
    } catch (ExecutionException e) {
      // Threads of the cluster would keep this process alive, and whoever waits for it waiting.
      LOG.error("a job could not be submitted", e);
      cluster.close();
      System.exit(1);
    }
    announce.ready();
    Batches.runUntilInputEnds(LocalFlink::line, cluster, announce);
    cluster.close();
    System.exit(0);
  }

  private static @Nullable Void submit(
      MiniCluster cluster,
      Announcer announce,
      Path home,
      String name,
      Class<?> job,
      List<String> arguments)
      throws Exception {
    var left = Recovery.newest(home, name);
    left.ifPresent(path -> arguments.add("--flink.execution.state-recovery.path=" + path.toUri()));
    announce.job(name, InProcess.submit(cluster, job, arguments), left.isPresent());
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

  /** The next line of standard input; empty when the input ended instead. */
  private static Optional<String> line() throws IOException {
    var line = new StringBuilder();
    int read;
    while ((read = System.in.read()) != '\n') {
      if (read < 0 || line.length() == LONGEST_LINE) {
        return Optional.empty();
      }
      line.append((char) read);
    }
    return Optional.of(line.toString());
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
}
