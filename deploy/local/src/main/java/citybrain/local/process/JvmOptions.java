package citybrain.local.process;

import citybrain.feed.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Options of the JVMs that this process starts, for who wants to profile one of them: they stand
 * behind our own, so that they win. Said once a process, before any child is started.
 */
public final class JvmOptions {

  /** The children that take options, by their names in logs and messages. */
  public static final Set<String> PROCESSES = Set.of("broker", "flink", "lake-report");

  private static final Map<String, List<String>> BY_PROCESS = new TreeMap<>();
  private static final String CLASS_PATH = "-cp";

  /** What flight recordings and agents are asked for with. */
  private static final List<String> WATCHERS =
      List.of(
          "-XX:StartFlightRecording",
          "-XX:+FlightRecorder",
          "-XX:FlightRecorderOptions",
          "-agentlib:",
          "-agentpath:",
          "-javaagent:");

  private JvmOptions() {}

  /**
   * Takes what the command line says.
   *
   * @param options by process, separated by blanks
   * @throws SettingException when there is no such process, or an option is none
   */
  public static synchronized void take(Map<String, String> options) {
    options.forEach(
        (process, text) -> {
          if (!PROCESSES.contains(process)) {
            throw new SettingException(
                "--jvm-options: no process '%s'; expected one of %s"
                    .formatted(process, String.join(", ", new java.util.TreeSet<>(PROCESSES))));
          }
          var words = List.of(text.strip().split("\\s+"));
          for (var word : words) {
            if (!word.startsWith("-")) {
              throw new SettingException(
                  "--jvm-options: '%s' of process '%s' is no option of a JVM, which begin with -"
                      .formatted(word, process));
            }
          }
          BY_PROCESS.put(process, words);
        });
  }

  /** What was asked for a process is not any more. */
  static synchronized void forget(String process) {
    BY_PROCESS.remove(process);
  }

  /** The arguments of a JVM with what was asked for, in front of its class path. */
  static synchronized List<String> within(String process, List<String> arguments) {
    var asked = BY_PROCESS.getOrDefault(process, List.of());
    var all = new ArrayList<>(arguments);
    if (asked.stream().anyMatch(JvmOptions::looksIntoClasses)) {
      all.removeIf(ClassArchive::isUse);
    }
    int place = all.indexOf(CLASS_PATH);
    all.addAll(Math.max(0, place), asked);
    return all;
  }

  /** A JVM whose classes are rewritten as they are loaded dies of those that lie in our archive. */
  private static boolean looksIntoClasses(String option) {
    return WATCHERS.stream().anyMatch(option::startsWith);
  }
}
