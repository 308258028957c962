package citybrain.local.bench;

import citybrain.local.process.ChildProcess;
import citybrain.local.process.Program;
import citybrain.local.python.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lake that parts of one topic read, made once, and how they start what they measure.
 *
 * @param folder has {@code bench.yaml}, {@code places.csv} and {@code lake/}
 * @param size of the lake
 * @param readings in it
 * @param rounds of each contender, in turn
 * @param interpreter of Python that has DuckDB; null where no part needs one
 */
record LakeBenchGround(
    Path folder,
    Size size,
    long readings,
    int rounds,
    @Nullable Path interpreter,
    Consumer<String> say) {

  /**
   * How much there is.
   *
   * @param stations that tell four values each
   * @param minutes from one time that they tell to the next
   */
  record Size(int stations, int minutes, int days) {

    /** As the maker of the lake takes it. */
    List<String> settings() {
      return List.of("--stations=" + stations, "--minutes=" + minutes, "--days=" + days);
    }
  }

  private static final String MAKER = "citybrain.bench.lake.LakeMaker";
  private static final int MAKER_HEAP_MEBIBYTES = 1536;
  private static final String READINGS = " readings";
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** Makes the environment of Python when there is none yet. */
  static Path python(Consumer<String> say) {
    var root = Program.root();
    return PythonEnvironment.in(
            root.resolve(".citybrain").resolve("python-lake"),
            List.of(root.resolve("notebooks").resolve("requirements-lake.txt")),
            System.getenv(),
            say)
        .python();
  }

  /** Makes the lake. */
  static LakeBenchGround make(
      Path folder,
      LakeBenchPart.Topic topic,
      Size size,
      int rounds,
      @Nullable Path interpreter,
      Consumer<String> say) {
    var readings = new AtomicLong();
    var arguments =
        new ArrayList<>(List.of("--child=true", "--folder=" + folder, "--topic=" + topic.word()));
    arguments.addAll(size.settings());
    run(
        "lake-maker",
        Program.bench(MAKER_HEAP_MEBIBYTES, MAKER, arguments),
        folder,
        line -> {
          if (line.endsWith(READINGS)) {
            readings.set(Long.parseLong(line.substring(0, line.length() - READINGS.length())));
          }
        });
    return new LakeBenchGround(folder, size, readings.get(), rounds, interpreter, say);
  }

  Path lake() {
    return folder.resolve("lake");
  }

  /** The folder of its first day. */
  Path firstDay() throws IOException {
    var domain = lake().resolve("observations/city=bench/domain=environment");
    try (Stream<Path> days = Files.list(domain)) {
      return days.min(Comparator.naturalOrder()).orElseThrow();
    }
  }

  Path cityFile() {
    return folder.resolve("bench.yaml");
  }

  Path places() {
    return folder.resolve("places.csv");
  }

  /** A main class of the jobs, as the command line starts it. */
  Spent job(String name, int heapMebibytes, String mainClass, List<String> arguments)
      throws IOException {
    return job(name, heapMebibytes, mainClass, arguments, line -> {});
  }

  /**
   * The same.
   *
   * @param output gets what it says, line by line
   */
  Spent job(
      String name,
      int heapMebibytes,
      String mainClass,
      List<String> arguments,
      Consumer<String> output)
      throws IOException {
    var command = Program.jobs(heapMebibytes, mainClass, arguments);
    return Spent.by(() -> run(name, command, folder, output));
  }

  /** A main class of deploy/bench, which ends when this process does. */
  Spent bench(String name, int heapMebibytes, String mainClass, List<String> arguments)
      throws IOException {
    var all = new ArrayList<String>(arguments);
    all.add("--child=true");
    var command = Program.bench(heapMebibytes, mainClass, all);
    return Spent.by(() -> run(name, command, folder, line -> {}));
  }

  /** A program beside the contenders of deploy/bench. */
  Spent python(String program, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Objects.requireNonNull(interpreter, "no Python was asked for").toString());
    command.add(Program.root().resolve("deploy/bench/src/main/python").resolve(program).toString());
    command.addAll(arguments);
    return Spent.by(() -> run(command));
  }

  private void run(List<String> command) throws IOException {
    var log = folder.resolve(Path.of(command.get(1)).getFileName() + ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s ended with exit code %s, see %s"
                .formatted(command.get(1), Integer.toString(process.exitValue()), log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(1) + " runs", e);
    } finally {
      process.destroy();
    }
  }

  private static void run(
      String name, List<String> command, Path folder, Consumer<String> listener) {
    var log = folder.resolve(name + ".log");
    try (var child = ChildProcess.java(name, command, log, listener)) {
      boolean hasEnded = child.awaitEnd(PATIENCE);
      if (!hasEnded || !child.ending().equals(ChildProcess.WELL)) {
        throw new IllegalStateException(
            "%s %s, see %s".formatted(name, hasEnded ? child.ending() : "is not done", log));
      }
    }
  }
}
