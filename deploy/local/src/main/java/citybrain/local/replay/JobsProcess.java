package citybrain.local.replay;

import citybrain.local.flink.Announcement;
import citybrain.local.flink.FlinkProcess;
import citybrain.local.flink.FlinkRest;
import citybrain.local.process.ChildProcess;
import citybrain.local.process.Ports;
import citybrain.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Some of the jobs in a process of their own, which may be stopped, killed and started again. */
final class JobsProcess implements AutoCloseable {

  private static final String MAIN = "citybrain.jobs.local.LocalFlink";
  private static final int HEAP_MEBIBYTES = 1300;
  private static final int PORTS_FROM = 18181;
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(4);
  private static final int LAST_LINES = 60;

  /** Of Flink, where tasks are still being set up. */
  private static final String NOT_YET = "Not all required tasks are currently running";

  private static final Duration STOP_LOOK = Duration.ofMillis(100);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);

  /** When sums are shown decides nothing; sooner, so that it need not be waited for. */
  private static final Map<String, String> SHOWN_SOON =
      Map.of("CITYBRAIN_CITY_AGGREGATES_IDLE", "1");

  private final Setup setup;
  private final List<String> jobs;
  private @Nullable ChildProcess process;
  private final Map<String, String> ids = new ConcurrentHashMap<>();
  private volatile String address = "";
  private String secret = "";
  private int parallelism;
  private int starts;

  /**
   * What all jobs of a run share.
   *
   * @param home where their state lies, a folder for each process
   * @param cities their files
   * @param data the folders of reference data, comma separated
   */
  record Setup(Path home, String bootstrap, List<Path> cities, String data, int parallelism) {}

  JobsProcess(Setup setup, List<String> jobs) {
    this.setup = setup;
    this.jobs = List.copyOf(jobs);
    this.parallelism = setup.parallelism();
  }

  /** Starts them; they go on from what they left, if they ever ran. Waits until all run. */
  void start() throws InterruptedException {
    var name = jobs.get(0);
    var home = setup.home().resolve(name);
    int port = Ports.free(PORTS_FROM, "the web UI of a replay", ignored -> {});
    var arguments =
        List.of(
            "--home=" + home,
            "--rest-port=" + port,
            "--bootstrap=" + setup.bootstrap(),
            "--cities=" + String.join(",", setup.cities().stream().map(Path::toString).toList()),
            "--data=" + setup.data(),
            "--lake=" + home.resolve("lake").toUri(),
            "--jobs=" + String.join(",", jobs),
            "--parallelism=" + parallelism,
            "--await-secret=true");
    var ready = new CompletableFuture<Boolean>();
    var log = setup.home().resolve("logs").resolve(name + "-" + starts++ + ".log");
    var child =
        ChildProcess.java(
            "flink",
            SHOWN_SOON,
            Program.jobs(HEAP_MEBIBYTES, MAIN, arguments),
            log,
            line -> {
              var said = Announcement.of(line).orElse(null);
              if (said instanceof Announcement.Web web) {
                address = web.address();
              } else if (said instanceof Announcement.Job job) {
                ids.put(job.name(), job.id());
              } else if (said instanceof Announcement.Ready) {
                ready.complete(true);
              }
            });
    process = child;
    child.onEnd(() -> ready.complete(false));
    secret = FlinkProcess.newSecret();
    child.tell(secret);
    try {
      if (!ready.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "Flink ended while it started (" + child.ending() + "): " + lastWords(log));
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Flink did not start its jobs, see " + log, e);
    }
  }

  /** The folder of a test is gone when somebody reads what went wrong. */
  private static String lastWords(Path log) {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "its log cannot be read: " + log;
    }
  }

  List<String> jobs() {
    return jobs;
  }

  /** How many checkpoints each job has completed since it was started last. */
  Map<String, Long> checkpoints() throws IOException {
    var flink = new FlinkRest(address, secret);
    var completed = new TreeMap<String, Long>();
    for (var job : ids.entrySet()) {
      completed.put(job.getKey(), flink.completedCheckpoints(job.getValue()));
    }
    return completed;
  }

  /** True when it runs or stands still; false also when it was never started. */
  boolean isAlive() {
    var child = process;
    return child != null && child.isAlive();
  }

  /** Lets all its threads stand still for this long. */
  void standStill(Duration time) throws InterruptedException {
    var child = process;
    if (child != null) {
      signal("STOP", child.pid());
      try {
        Thread.sleep(time.toMillis());
      } finally {
        signal("CONT", child.pid());
      }
    }
  }

  private static void signal(String name, long pid) throws InterruptedException {
    try {
      int code = new ProcessBuilder("/bin/kill", "-" + name, Long.toString(pid)).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("process " + pid + " cannot be sent " + name);
      }
    } catch (IOException e) {
      throw new IllegalStateException("process " + pid + " cannot be sent " + name, e);
    }
  }

  /** Ends it at once, as a machine that fails would, and starts it again. */
  void killAndStart() throws InterruptedException {
    var child = process;
    if (child != null) {
      child.kill();
      child.awaitEnd(STARTS_WITHIN);
    }
    start();
  }

  /** Stops all jobs with savepoints, from which they go on at another parallelism. */
  void rescale(int wanted) throws InterruptedException {
    var flink = new FlinkRest(address, secret);
    try {
      long patience = System.nanoTime() + STARTS_WITHIN.toNanos();
      var left = new TreeMap<>(ids);
      while (!left.isEmpty()) {
        var asked = new TreeMap<String, String>();
        for (var job : left.entrySet()) {
          asked.put(job.getKey(), flink.stop(job.getValue(), savepoints(job.getKey())));
        }
        for (var request : asked.entrySet()) {
          var job = left.getOrDefault(request.getKey(), "");
          if (hasStopped(flink, job, request.getValue(), patience)) {
            left.remove(request.getKey());
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the jobs " + jobs + " cannot be stopped", e);
    }
    close();
    parallelism = wanted;
    start();
  }

  private Path savepoints(String job) {
    return setup.home().resolve(jobs.get(0)).resolve("savepoints").resolve(job);
  }

  /** False when it must be asked again, for it has only just been started. */
  private static boolean hasStopped(FlinkRest flink, String job, String request, long patience)
      throws IOException, InterruptedException {
    var state = flink.stopped(job, request);
    while (state instanceof FlinkRest.Request.Pending && System.nanoTime() < patience) {
      Thread.sleep(STOP_LOOK.toMillis());
      state = flink.stopped(job, request);
    }
    if (state instanceof FlinkRest.Request.Failed failed
        && failed.why().contains(NOT_YET)
        && System.nanoTime() < patience) {
      Thread.sleep(STOP_LOOK.toMillis());
      return false;
    }
    if (!(state instanceof FlinkRest.Request.Done)) {
      throw new IllegalStateException("a job did not stop with a savepoint: " + state);
    }
    return true;
  }

  @Override
  public void close() {
    var child = process;
    if (child != null) {
      child.stop(STOPS_WITHIN);
    }
  }
}
