package citybrain.local.command;

import citybrain.local.process.ChildProcess;
import citybrain.local.process.Program;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** A bench in a process of its own, which has the class path of the jobs. */
final class BenchChild {

  private static final Duration LOOK = Duration.ofMinutes(1);

  private BenchChild() {}

  /**
   * Returns when it has ended well, or as it may, having shown what it says.
   *
   * @param mayEnd exit codes that mean something to who asked
   * @return its exit code: zero or one of those
   */
  static int run(
      String name,
      int heapMebibytes,
      String mainClass,
      List<String> arguments,
      PrintWriter out,
      Integer... mayEnd) {
    var log = Program.root().resolve(".citybrain/logs/" + name + ".log");
    try (var child =
        ChildProcess.java(
            name,
            Program.bench(heapMebibytes, mainClass, arguments),
            log,
            line -> {
              out.println(line);
              out.flush();
            })) {
      while (!child.awaitEnd(LOOK)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("interrupted while the bench runs");
        }
      }
      int code = child.exitCode();
      if (code != 0 && !List.of(mayEnd).contains(code)) {
        throw new IllegalStateException(
            "the bench "
                + child.ending()
                + ": "
                + String.join(" | ", child.lastLines())
                + " (all it said: "
                + log
                + ")");
      }
      return code;
    }
  }
}
