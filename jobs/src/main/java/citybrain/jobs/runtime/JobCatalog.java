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

  /** Calls the main method of a job class. */
  public static void main(Class<?> job, String... args) throws Exception {
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
