package citybrain.local.flink;

import citybrain.local.Home;
import citybrain.local.Program;
import citybrain.local.process.ChildProcess;
import citybrain.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Flink with all streaming jobs of the city, in a child process. */
public final class FlinkProcess implements AutoCloseable {

  public static final int USUAL_PORT = 8081;

  private static final String MAIN = "citybrain.jobs.runtime.LocalFlink";
  private static final int HEAP_MEBIBYTES = 1300;
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(180);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final Announcements announced;

  private FlinkProcess(ChildProcess process, Announcements announced) {
    this.process = process;
    this.announced = announced;
  }

  /** What it says on its output while it starts. */
  private static final class Announcements implements Consumer<String> {

    private final Map<String, Boolean> resumed = new ConcurrentSkipListMap<>();
    private final JobNames names = new JobNames();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile Optional<String> web = Optional.empty();

    @Override
    public void accept(String line) {
      var words = line.split(" ", -1);
      switch (words[0]) {
        case "WEB" -> web = Optional.of(words[1]);
        case "JOB" -> {
          names.put(words[2], words[1]);
          resumed.put(words[1], words[3].equals("resumed"));
        }
        case "READY" -> ready.countDown();
        default -> {
          // A line of the log.
        }
      }
    }
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
            "--await-go=true");
    var announced = new Announcements();
    var process =
        ChildProcess.java(
            "flink",
            Program.jobs(HEAP_MEBIBYTES, MAIN, arguments),
            home.logs().resolve("flink.log"),
            announced.names,
            announced);
    return new FlinkProcess(process, announced);
  }

  /** Lets it submit the jobs: the broker answers, and all files that jobs read are there. */
  public void go() {
    process.tell("GO");
  }

  /** Waits until all jobs are submitted. */
  public void awaitReady() {
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    try {
      while (!announced.ready.await(200, TimeUnit.MILLISECONDS)) {
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

  public String web() {
    return announced.web.orElse("");
  }

  /** The jobs it announced; true where one goes on from what an earlier run left. */
  public Map<String, Boolean> jobs() {
    return Map.copyOf(announced.resumed);
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.stop(STOPS_WITHIN);
  }
}
