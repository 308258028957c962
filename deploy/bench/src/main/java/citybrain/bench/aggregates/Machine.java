package citybrain.bench.aggregates;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a figure was measured on; without it, it says little. */
final class Machine {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  static Map<String, Object> json() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    var json = new LinkedHashMap<String, Object>();
    json.put("processor", processor());
    json.put("processors", system.getAvailableProcessors());
    json.put("memory_bytes", system.getTotalMemorySize());
    json.put("system", system.getName() + " " + system.getVersion() + " " + system.getArch());
    json.put("java", System.getProperty("java.vm.version"));
    return json;
  }

  /** Its name, where the system tells it. */
  private static String processor() {
    try (var lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
