package citybrain.local.flink;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Says in lines of the log which job they belong to: Flink puts the id of a job into the context of
 * its threads, people know it by name.
 */
final class JobNames implements UnaryOperator<String> {

  private static final Pattern JOB = Pattern.compile("(?<= job=)([0-9a-f]{32})?(?= )");
  private static final String NO_JOB = "-";

  private final Map<String, String> byId = new ConcurrentHashMap<>();

  void put(String id, String name) {
    byId.put(id, name);
  }

  /** The line with the name of its job; with the id as long as the name is not known. */
  @Override
  public String apply(String line) {
    return JOB.matcher(line)
        .replaceFirst(
            found -> found.group(1) == null ? NO_JOB : byId.getOrDefault(found.group(1), "$0"));
  }
}
