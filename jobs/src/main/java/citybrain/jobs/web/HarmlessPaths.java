package citybrain.jobs.web;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be looked at without a secret: the pages of the web UI and what they ask for. A list of
 * what is allowed, since Flink decodes paths, more than once, and knows paths that cancel a job
 * when they are only looked at.
 */
final class HarmlessPaths {

  /** Nothing that could be decoded into something else, no empty names, no way up. */
  private static final Pattern PLAIN = Pattern.compile("/|(/(?!\\.)[A-Za-z0-9._:~-]+)+");

  private static final Pattern FILE = Pattern.compile("/[A-Za-z0-9._-]+\\.[a-z0-9]+");
  private static final Pattern JOB = Pattern.compile("[0-9a-f]{32}");
  private static final Set<String> CLUSTER =
      Set.of("overview", "config", "jobs", "taskmanagers", "jobmanager", "datasets");
  private static final Set<String> ALL_JOBS = Set.of("overview", "metrics");
  private static final Set<String> OF_A_JOB =
      Set.of(
          "accumulators",
          "checkpoints",
          "config",
          "exceptions",
          "execution-result",
          "jobmanager",
          "metrics",
          "plan",
          "rescales",
          "resource-requirements",
          "savepoints",
          "status",
          "vertices");

  private HarmlessPaths() {}

  static boolean contain(String uri) {
    int end = uri.indexOf('?');
    var path = end < 0 ? uri : uri.substring(0, end);
    if (!PLAIN.matcher(path).matches()) {
      return false;
    }
    if (path.equals("/") || path.startsWith("/assets/")) {
      return true;
    }
    var names = List.of(path.substring(1).split("/", -1));
    if (names.get(0).equals("v1")) {
      names = names.subList(1, names.size());
    }
    if (names.isEmpty() || !CLUSTER.contains(names.get(0))) {
      return names.size() == 1 && FILE.matcher(path).matches();
    }
    return !names.get(0).equals("jobs") || isOfJobs(names.subList(1, names.size()));
  }

  private static boolean isOfJobs(List<String> names) {
    if (names.isEmpty()) {
      return true;
    }
    if (names.size() == 1 && ALL_JOBS.contains(names.get(0))) {
      return true;
    }
    return JOB.matcher(names.get(0)).matches()
        && (names.size() == 1 || OF_A_JOB.contains(names.get(1)));
  }
}
