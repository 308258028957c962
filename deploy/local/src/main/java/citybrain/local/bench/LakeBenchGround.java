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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The lake that all parts read, made once, and how they start what they measure.
 *
 * @param folder has {@code bench.yaml}, {@code places.csv} and {@code lake/}
 * @param stations that tell something
 * @param readings in it
 * @param rounds of each contender, in turn
 * @param python an interpreter that has DuckDB
 */
record LakeBenchGround(
    Path folder, int stations, long readings, int rounds, Path python, Consumer<String> say) {

  private static final String MAKER = "citybrain.bench.lake.LakeMaker";
  private static final int MAKER_HEAP_MEBIBYTES = 1536;
  private static final String READINGS = " readings";
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** Makes the lake, and the environment of Python when there is none yet. */
  static LakeBenchGround make(
      Path folder, int stations, int days, int rounds, Consumer<String> say) {
    var root = Program.root();
    var python =
        PythonEnvironment.in(
            root.resolve(".citybrain").resolve("python-lake"),
            List.of(root.resolve("notebooks").resolve("requirements-lake.txt")),
            System.getenv(),
            say);
    var readings = new AtomicLong();
    var arguments =
        List.of("--child=true", "--folder=" + folder, "--stations=" + stations, "--days=" + days);
    run(
        "lake-maker",
        Program.bench(MAKER_HEAP_MEBIBYTES, MAKER, arguments),
        folder,
        line -> {
          if (line.endsWith(READINGS)) {
            readings.set(Long.parseLong(line.substring(0, line.length() - READINGS.length())));
          }
        });
    return new LakeBenchGround(folder, stations, readings.get(), rounds, python.python(), say);
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
    var command = Program.jobs(heapMebibytes, mainClass, arguments);
    return Spent.by(() -> run(name, command, folder, line -> {}));
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
    command.add(python.toString());
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
