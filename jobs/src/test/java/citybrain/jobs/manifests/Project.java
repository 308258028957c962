package citybrain.jobs.manifests;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the rest of the project says that manifests must agree with. */
final class Project {

  static final Path MANIFESTS = Path.of("../deploy/k8s");
  static final Path BASE = MANIFESTS.resolve("base");
  static final Path SINGLE_NODE = MANIFESTS.resolve("overlays/single-node");
  static final Path PRODUCTION = MANIFESTS.resolve("overlays/production");

  private static final String POM = Yaml.read(Path.of("../pom.xml"));
  private static final String CONTAINERFILE = Yaml.read(MANIFESTS.resolve("Containerfile"));

  private Project() {}

  private static String first(String text, String pattern) {
    var found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("nothing like " + pattern);
    }
    return found.group(1);
  }

  /** The version of City Brain, which is the tag of its image. */
  static String version() {
    return first(POM, "<version>([^<]*)</version>");
  }

  static String property(String name) {
    return first(POM, "<" + Pattern.quote(name) + ">([^<]*)<");
  }

  /** As the operator writes it, such as v2_2. */
  static String flinkVersion() {
    return "v" + first(property("flink.version"), "(\\d+\\.\\d+)").replace('.', '_');
  }

  static String imageOfFlink() {
    return first(CONTAINERFILE, "FROM (\\S+)");
  }

  /** The user that the image runs as. */
  static int user() {
    return Integer.parseInt(first(CONTAINERFILE, "USER (\\d+)"));
  }

  /** Where the jar of the jobs lies in the image. */
  static String jar() {
    return first(CONTAINERFILE, "COPY jobs-\\*\\.jar (\\S+)");
  }
}
