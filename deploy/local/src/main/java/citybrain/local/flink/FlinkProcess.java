package citybrain.local.flink;

import citybrain.local.home.Home;
import citybrain.local.process.ChildProcess;
import citybrain.local.process.Ports;
import citybrain.local.process.Program;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Flink with all streaming jobs of the city, in a child process. */
public final class FlinkProcess implements AutoCloseable {

  public static final int USUAL_PORT = 8081;

  private static final String MAIN = "citybrain.jobs.local.LocalFlink";

  /** Enough for the city; with less the collector runs all the time. */
  private static final int LEAST_HEAP_MEBIBYTES = 1300;

  /**
   * Twice that spares the collector half of its time: what waits for its turn is over before the
   * old space is full. More was not tried.
   */
  private static final int MOST_HEAP_MEBIBYTES = 2 * LEAST_HEAP_MEBIBYTES;

  /** Of the machine's, or of what its container may have. */
  private static final int SHARE_OF_MEMORY = 8;

  private static final int SECRET_BYTES = 32;
  private static final int LOOK_MILLIS = 200;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(180);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final Announcements announced;
  private final String secret;

  private FlinkProcess(ChildProcess process, Announcements announced, String secret) {
    this.process = process;
    this.announced = announced;
    this.secret = secret;
  }

  /** Starts it without jobs; see {@link #go} and {@link #awaitReady}. */
  public static FlinkProcess start(
      Home home,
      String bootstrap,
      List<Path> cityFiles,
      String data,
      String lake,
      int wishedPort,
      Consumer<String> say) {
    int port = Ports.free(wishedPort, "the Flink web UI", say);
    var arguments =
        List.of(
            "--home=" + home.folder(),
            "--rest-port=" + port,
            "--bootstrap=" + bootstrap,
            "--cities=" + String.join(",", cityFiles.stream().map(Path::toString).toList()),
            "--data=" + data,
            "--lake=" + lake,
            "--baselines=" + lake,
            "--await-secret=true",
            "--await-go=true");
    var secret = newSecret();
    var announced = new Announcements();
    var process =
        ChildProcess.java(
            "flink",
            Program.jobs(heapMebibytes(), MAIN, arguments),
            home.logs().resolve("flink.log"),
            announced.names(),
            announced);
    // Not on its command line, nor in its environment, nor in a file: others may read those.
    process.tell(secret);
    return new FlinkProcess(process, announced, secret);
  }

  /** The largest heap of the jobs on this machine. */
  public static int heapMebibytes() {
    return heapMebibytes(memoryBytes());
  }

  /** The largest heap on a machine with so much memory. */
  static int heapMebibytes(long memoryBytes) {
    long share = (memoryBytes / SHARE_OF_MEMORY) >> 20;
    return (int) Math.min(Math.max(share, LEAST_HEAP_MEBIBYTES), MOST_HEAP_MEBIBYTES);
  }

  private static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** A new one, that nobody can guess. */
  public static String newSecret() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Lets it submit the jobs: the broker answers, and all files that jobs read are there. */
  public void go() {
    process.tell("GO");
  }

  /** Waits until all jobs are submitted. */
  public void awaitReady() {
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    try {
      while (!announced.areAllThereWithin(LOOK_MILLIS)) {
        if (!process.isAlive()) {
          throw new IllegalStateException(
              "Flink %s; its last words:%n  %s%n(all of them: %s)"
                  .formatted(
                      process.ending(),
                      String.join(System.lineSeparator() + "  ", process.lastLines()),
                      process.log()));
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "Flink is not ready after %d s, see %s",
                  STARTS_WITHIN.toSeconds(),
                  process.log()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink starts", e);
    }
  }

  /**
   * Runs a batch in its JVM, where all that it needs is loaded; the jobs should have stopped.
   *
   * @param main the class whose main method it is
   * @return what went wrong, if anything did
   */
  public Optional<String> runBatch(String main, List<String> arguments, Duration patience) {
    var line = JSON.createArrayNode().add(main);
    arguments.forEach(line::add);
    process.tell(line.toString());
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      var failure = announced.batchWithin(LOOK_MILLIS);
      while (failure == null) {
        if (!process.isAlive()) {
          return Optional.of("Flink " + process.ending());
        }
        if (System.nanoTime() > deadline) {
          return Optional.of("it is not done after " + patience);
        }
        failure = announced.batchWithin(LOOK_MILLIS);
      }
      return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  String secret() {
    return secret;
  }

  /** What asks it for something, and may change it; only when all jobs are submitted. */
  public FlinkRest rest() {
    return new FlinkRest(web(), secret);
  }

  public String web() {
    return announced.web();
  }

  /** The jobs it announced; true where one goes on from what an earlier run left. */
  public Map<String, Boolean> jobs() {
    return announced.jobs();
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.stop(STOPS_WITHIN);
  }
}
