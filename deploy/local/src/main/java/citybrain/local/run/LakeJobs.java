package citybrain.local.run;

import citybrain.local.flink.FlinkProcess;
import citybrain.local.home.Home;
import citybrain.local.process.ChildProcess;
import citybrain.local.process.Program;
import citybrain.local.report.LakeFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The batch jobs over the lake, each in a JVM of its own that ends with it, or in that of Flink
 * while there is one.
 */
public final class LakeJobs {

  private static final String SUMMARY = "citybrain.jobs.lake.summary.DailySummaryJob";
  private static final String REPORT = "citybrain.jobs.lake.LakeReportMain";
  private static final String REPLAY = "citybrain.jobs.lake.history.LakeReplayMain";
  private static final String QUESTION = "citybrain.jobs.lake.report.ReportMain";
  private static final String BASELINES = "citybrain.jobs.lake.report.BaselineMain";
  private static final String CARE = "citybrain.jobs.lake.care.CareMain";

  /** Begins what a replay says of what was asked for wrongly. */
  private static final String PROBLEM = "problem=";

  /** The last line of what looks after the lake. */
  private static final String OUTCOME = "outcome=";

  private static final int CARE_HEAP_MEBIBYTES = 1536;
  private static final Duration CARE_PATIENCE = Duration.ofHours(24);
  private static final int SUMMARY_HEAP_MEBIBYTES = 1024;
  private static final int REPORT_HEAP_MEBIBYTES = 256;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A year of a large city on few cores. */
  private static final Duration BASELINES_PATIENCE = Duration.ofHours(2);

  /** Years of a large city are hours. */
  private static final Duration REPLAY_PATIENCE = Duration.ofDays(2);

  private final Home home;
  private final String lake;

  public LakeJobs(Home home, String lake) {
    this.home = home;
    this.lake = lake;
  }

  /** Makes the daily summaries; what went wrong, if anything did. */
  public Optional<String> summarise(List<Path> cityFiles, String data) {
    return run(
        "summary",
        Program.jobs(SUMMARY_HEAP_MEBIBYTES, SUMMARY, ofSummary(cityFiles, data)),
        line -> {});
  }

  /**
   * Makes those of one city.
   *
   * @param days which, as {@code --from=} and {@code --to=}
   * @param output gets what was written and what was set aside, line by line
   * @return what went wrong, if anything did
   */
  public Optional<String> summarise(
      String cityFile, String data, List<String> days, Consumer<String> output) {
    var arguments =
        new ArrayList<>(List.of("--lake=" + lake, "--cities=" + cityFile, "--data=" + data));
    arguments.addAll(days);
    var command = Program.jobs(SUMMARY_HEAP_MEBIBYTES, SUMMARY, arguments);
    return run("summary", command, output);
  }

  /** Makes them in the JVM of Flink, whose jobs have stopped. */
  Optional<String> summarise(FlinkProcess flink, List<Path> cityFiles, String data) {
    return flink
        .runBatch(SUMMARY, ofSummary(cityFiles, data), PATIENCE)
        .map(why -> "no summary was made: %s, see %s".formatted(why, flink.process().log()));
  }

  private List<String> ofSummary(List<Path> cityFiles, String data) {
    var names = String.join(",", cityFiles.stream().map(Path::toString).toList());
    return List.of("--lake=" + lake, "--cities=" + names, "--data=" + data);
  }

  /**
   * Judges again what lies in the lake.
   *
   * @param more further settings
   * @param output takes what it says, line by line
   * @return what went wrong, if anything did
   */
  public Optional<String> replay(
      List<Path> cityFiles, String data, List<String> more, Consumer<String> output) {
    var arguments = new ArrayList<>(ofSummary(cityFiles, data));
    arguments.addAll(more);
    // As much as the jobs may have: a day of readings is held.
    int heap = FlinkProcess.heapMebibytes();
    var problem = new AtomicReference<String>();
    Consumer<String> told =
        line -> {
          if (line.startsWith(PROBLEM)) {
            problem.set(line.substring(PROBLEM.length()));
          } else {
            output.accept(line);
          }
        };
    var failed = run("replay", Program.jobs(heap, REPLAY, arguments), told, REPLAY_PATIENCE);
    return failed.isPresent() ? failed : Optional.ofNullable(problem.get());
  }

  /**
   * Makes a report of the lake; what went wrong, if anything did.
   *
   * @param name of the report
   * @param settings what else it is told, as {@code --key=value}
   * @param output gets what it says, a line of JSON each
   */
  public Optional<String> report(String name, List<String> settings, Consumer<String> output) {
    var all = new ArrayList<>(List.of("--report=" + name, "--lake=" + lake));
    all.addAll(settings);
    return run(name, Program.jobs(SUMMARY_HEAP_MEBIBYTES, QUESTION, all), output);
  }

  /**
   * Learns baselines from the lake; what went wrong, if anything did.
   *
   * @param settings what it is told, as {@code --key=value}
   * @param output gets what it says, a line of JSON each
   */
  public Optional<String> baselines(List<String> settings, Consumer<String> output) {
    var all = new ArrayList<>(List.of("--lake=" + lake));
    all.addAll(settings);
    // As much as the jobs may have: what was learned of a hundred thousand series is held.
    var command = Program.jobs(FlinkProcess.heapMebibytes(), BASELINES, all);
    return run("baselines", command, output, BASELINES_PATIENCE);
  }

  /** Counts what lies in the lake; empty when it cannot be counted. */
  public Optional<LakeFigures> count() {
    var output = Collections.synchronizedList(new ArrayList<String>());
    var problem =
        run(
            "lake-report",
            Program.jobs(REPORT_HEAP_MEBIBYTES, REPORT, List.of("--lake=" + lake)),
            output::add);
    return problem.isPresent() ? Optional.empty() : LakeFigures.in(List.copyOf(output));
  }

  /** Counts in the JVM of Flink, which knows the lake already; in one of its own if that fails. */
  Optional<LakeFigures> count(FlinkProcess flink) {
    var file = home.folder().resolve("lake-report.json");
    try {
      var problem = flink.runBatch(REPORT, List.of("--lake=" + lake, "--to=" + file), PATIENCE);
      return problem.isPresent() ? count() : LakeFigures.in(Files.readAllLines(file));
    } catch (IOException e) {
      return count();
    } finally {
      file.toFile().delete();
    }
  }

  /**
   * Looks after the lake.
   *
   * @param out gets what is said, line by line
   * @return 0 when all is well
   */
  public int care(List<String> arguments, Consumer<String> out) {
    var all = new ArrayList<>(arguments);
    all.add("--lake=" + lake);
    var log = home.logs().resolve("lake.log");
    var outcome = new AtomicInteger(-1);
    Consumer<String> told =
        line -> {
          if (line.startsWith(OUTCOME)) {
            outcome.set(Integer.parseInt(line.substring(OUTCOME.length())));
          } else {
            out.accept(line);
          }
        };
    var command = Program.jobs(CARE_HEAP_MEBIBYTES, CARE, all);
    try (var process = ChildProcess.java("lake", command, log, told)) {
      if (!process.awaitEnd(CARE_PATIENCE) || outcome.get() < 0) {
        out.accept(
            "the lake could not be looked after: its process %s, see %s"
                .formatted(process.isAlive() ? "is not done" : process.ending(), log));
        return 1;
      }
      return outcome.get();
    }
  }

  private Optional<String> run(String name, List<String> arguments, Consumer<String> output) {
    return run(name, arguments, output, PATIENCE);
  }

  private Optional<String> run(
      String name, List<String> arguments, Consumer<String> output, Duration patience) {
    var log = home.logs().resolve(name + ".log");
    try (var process = ChildProcess.java(name, arguments, log, output)) {
      if (!process.awaitEnd(patience)) {
        return Optional.of("%s is not done after %s".formatted(name, patience));
      }
      return process.ending().equals(ChildProcess.WELL)
          ? Optional.empty()
          : Optional.of("%s %s, see %s".formatted(name, process.ending(), log));
    }
  }
}
