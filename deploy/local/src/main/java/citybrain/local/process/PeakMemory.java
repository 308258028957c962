package citybrain.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The most resident memory each process has held, bytes: what Linux remembers ({@code VmHWM}); 0
 * where the system does not tell. Ask while the process lives, the last answer is kept.
 */
public final class PeakMemory {

  private static final String FIELD = "VmHWM:";
  private static final long KIBIBYTE = 1024;

  private final Map<String, Long> pids = new TreeMap<>();
  private final Map<String, Long> peaks = new TreeMap<>();

  public void watch(String name, long pid) {
    pids.put(name, pid);
    peaks.put(name, 0L);
  }

  public void measure() {
    pids.forEach((name, pid) -> peaks.merge(name, peak(pid), Math::max));
  }

  /** By the name of the process. */
  public Map<String, Long> bytes() {
    return new TreeMap<>(peaks);
  }

  private static long peak(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(FIELD))
          .map(line -> line.substring(FIELD.length()).replaceAll("\\D", ""))
          .mapToLong(kibibytes -> Long.parseLong(kibibytes) * KIBIBYTE)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
