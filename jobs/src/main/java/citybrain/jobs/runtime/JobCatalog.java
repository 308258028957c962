package citybrain.jobs.runtime;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** All streaming jobs of this build, found by their annotation: who adds a job edits no list. */
public final class JobCatalog {

  private static final String ROOT = "citybrain/jobs";

  private JobCatalog() {}

  /** Job classes by name, in the order of names. */
  public static Map<String, Class<?>> streamingJobs() {
    try {
      var location = JobCatalog.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      var path = Path.of(location);
      if (Files.isDirectory(path)) {
        return scan(path);
      }
      try (var jar = FileSystems.newFileSystem(path)) {
        return scan(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException("the jobs of this build cannot be listed", e);
    }
  }

  private static Map<String, Class<?>> scan(Path root) throws IOException, ClassNotFoundException {
    var found = new TreeMap<String, Class<?>>();
    try (var files = Files.walk(root.resolve(ROOT))) {
      for (var file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith("Job.class"))::iterator) {
        var name = root.relativize(file).toString().replace(".class", "").replace('/', '.');
        var type = Class.forName(name, false, JobCatalog.class.getClassLoader());
        var job = type.getAnnotation(StreamingJob.class);
        if (job != null) {
          found.put(job.value(), type);
        }
      }
    }
    return found;
  }

  /** The settings of the rules of all jobs, by their key, as long as nobody says otherwise. */
  public static Map<String, Record> rules() {
    var rules = new TreeMap<String, Record>();
    for (var type : streamingJobs().values()) {
      if (CityJob.class.isAssignableFrom(type)) {
        for (var rule : job(type).rules()) {
          rules.put(rule.key(), rule.usual().of("UTC"));
        }
      }
    }
    return rules;
  }

  private static CityJob job(Class<?> type) {
    try {
      return (CityJob) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  /** Calls the main method of a job class. */
  static void main(Class<?> job, String... args) throws Exception {
    try {
      job.getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
