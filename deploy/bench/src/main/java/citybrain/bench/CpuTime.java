package citybrain.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of this process so far, seconds.
 *
 * @param all of all its threads
 * @param compilers of those of the JIT; nought where the system does not tell threads apart
 * @param collector of those of the garbage collector; the same
 */
public record CpuTime(double all, double compilers, double collector) {

  private static final double NANOS = 1e9;

  /** Of what the kernel counts threads in: fixed for whoever asks from outside. */
  private static final double TICKS_PER_SECOND = 100;

  private static final Path THREADS = Path.of("/proc/self/task");

  public static CpuTime now() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double compilers = 0;
    double collector = 0;
    if (Files.isDirectory(THREADS)) {
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
        for (var thread : threads) {
          var stat = stat(thread);
          if (stat.matches(".*\\(C[12] Compiler.*")) {
            compilers += seconds(stat);
          } else if (stat.matches(".*\\((GC |G1 |VM Thread).*")) {
            collector += seconds(stat);
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException("the threads of this process cannot be read", e);
      }
    }
    return new CpuTime(system.getProcessCpuTime() / NANOS, compilers, collector);
  }

  /** Empty when the thread has just ended. */
  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** User and system, the 12th and 13th field behind the name. */
  private static double seconds(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  public CpuTime since(CpuTime before) {
    return new CpuTime(
        all - before.all, compilers - before.compilers, collector - before.collector);
  }
}
