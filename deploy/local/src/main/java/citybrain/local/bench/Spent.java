package citybrain.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one child process took from its start to its end: everything, a JVM that starts and an
 * interpreter that loads its libraries included.
 */
record Spent(double cpuSeconds, double wallSeconds) {

  /** USER_HZ: 100 a second on every Linux there is. */
  private static final double TICKS_A_SECOND = 100;

  /** Of proc(5), behind the name: user and system time of children that were waited for. */
  private static final int CHILDREN_USER = 13;

  private static final int CHILDREN_SYSTEM = 14;

  /** Runs one child to its end; nothing else may be started meanwhile. */
  interface Child {
    void run() throws IOException;
  }

  static Spent by(Child child) throws IOException {
    double before = ofChildren();
    long start = System.nanoTime();
    child.run();
    double wall = (System.nanoTime() - start) / 1e9;
    return new Spent(ofChildren() - before, wall);
  }

  private static double ofChildren() throws IOException {
    var text = Files.readString(Path.of("/proc/self/stat"));
    var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]))
        / TICKS_A_SECOND;
  }

  static double median(List<Spent> rounds, ToDoubleFunction<Spent> of) {
    var sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The medians of rounds. */
  static Spent median(List<Spent> rounds) {
    return new Spent(median(rounds, Spent::cpuSeconds), median(rounds, Spent::wallSeconds));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f CPU-s, %.2f s", cpuSeconds, wallSeconds);
  }
}
