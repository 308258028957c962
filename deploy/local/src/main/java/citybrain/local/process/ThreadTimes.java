package citybrain.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the threads of a JVM have taken of a processor so far, in seconds: of compilers, of the
 * garbage collector, and all together. From {@code /proc/<pid>/task/*}/stat (proc(5), fields 2, 14
 * and 15); the names are HotSpot's. Threads that have ended are in the sum of all only.
 *
 * @param all of the process, ended threads included
 */
public record ThreadTimes(double compilers, double collector, double all) {

  /** Of the kernel's clock for accounting, USER_HZ: 100 a second on every Linux there is. */
  private static final double TICKS_A_SECOND = 100;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  /** Those of one process; empty where the system does not tell, or the process has ended. */
  public static Optional<ThreadTimes> of(long pid) {
    var folder = Path.of("/proc", Long.toString(pid));
    try (var threads = Files.list(folder.resolve("task"))) {
      double compilers = 0;
      double collector = 0;
      for (var thread : threads.toList()) {
        var stat = read(thread.resolve("stat"));
        if (stat.isPresent()) {
          var name = stat.get().name();
          compilers += isCompiler(name) ? stat.get().seconds() : 0;
          collector += isCollector(name) ? stat.get().seconds() : 0;
        }
      }
      double sum = compilers;
      double collected = collector;
      return read(folder.resolve("stat"))
          .map(stat -> new ThreadTimes(sum, collected, stat.seconds()));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** From an earlier moment to this one. */
  public ThreadTimes since(ThreadTimes before) {
    return new ThreadTimes(
        compilers - before.compilers, collector - before.collector, all - before.all);
  }

  /** Neither compiling nor collecting. */
  public double work() {
    return all - compilers - collector;
  }

  private static boolean isCompiler(String name) {
    return name.startsWith("C1 Comp") || name.startsWith("C2 Comp");
  }

  /** The serial collector works in the thread of the VM's own operations. */
  private static boolean isCollector(String name) {
    return name.startsWith("GC Thread")
        || name.startsWith("G1 ")
        || name.equals("VM Thread")
        || name.startsWith("ParGC");
  }

  private record Stat(String name, double seconds) {}

  /** A name may hold blanks and parentheses, so it ends at the last of these. */
  private static Optional<Stat> read(Path file) {
    try {
      var text = Files.readString(file);
      int begin = text.indexOf('(');
      int end = text.lastIndexOf(')');
      var fields = text.substring(end + 2).split(" ", -1);
      return Optional.of(
          new Stat(
              text.substring(begin + 1, end),
              (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
                  / TICKS_A_SECOND));
    } catch (IOException e) {
      return Optional.empty(); // it has ended meanwhile
    }
  }
}
