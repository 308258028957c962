package citybrain.local.process;

import citybrain.feed.SettingException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where this build lies, and how its other main classes are started. */
public final class Program {

  private static final String WARNINGS_TO_STDERR = "-Xlog:all=warning:stderr";

  /**
   * On one machine what runs is a few minutes old, and on two cores a compiler takes its time from
   * the jobs: later, and with less inlined, it takes half of it. See decision 20.
   */
  private static final List<String> COMPILE_LESS =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=160000",
          "-XX:FreqInlineSize=150");

  private static final String ROOT = "citybrain.root";
  private static final Pattern OPEN_PACKAGES =
      Pattern.compile("<open\\.packages>(.*?)</open\\.packages>", Pattern.DOTALL);

  private Program() {}

  /** The folder of the repository; the launcher names it. */
  public static Path root() {
    return Path.of(System.getProperty(ROOT, ".")).toAbsolutePath().normalize();
  }

  /** Arguments for a JVM that runs a main class of the jobs. */
  public static List<String> jobs(int heapMebibytes, String mainClass, List<String> arguments) {
    var all = new ArrayList<>(COMPILE_LESS);
    all.addAll(jvm(heapMebibytes, jobsClassPath(), mainClass, arguments));
    return all;
  }

  /**
   * The same for what measures the jobs, which is on no other class path; with the compilers as
   * they are, for it holds what runs warm against what others made.
   */
  public static List<String> bench(int heapMebibytes, String mainClass, List<String> arguments) {
    var path = new ArrayList<>(jobsLibraries());
    libraries("deploy/bench").stream()
        .filter(library -> !path.contains(library))
        .forEach(path::add);
    path.add(root().resolve("jobs/target/classes").toString());
    path.add(root().resolve("common/target/classes").toString());
    path.add(root().resolve("deploy/synthetic/target/classes").toString());
    path.add(root().resolve("deploy/bench/target/classes").toString());
    return jvm(heapMebibytes, String.join(File.pathSeparator, path), mainClass, arguments);
  }

  private static List<String> jvm(
      int heapMebibytes, String classPath, String mainClass, List<String> arguments) {
    var all = new ArrayList<String>();
    all.add("-Xmx" + heapMebibytes + "m");
    // Throughput counts, and on few cores its threads take less from the jobs than those of G1.
    all.add("-XX:+UseParallelGC");
    all.add("-Dlog4j2.configurationFile=classpath:log4j2-local.xml");
    // Standard output is for what they tell their parent: what the JVM itself says goes to the log.
    all.addAll(List.of("-XX:+DisplayVMOutputToStderr", "-Xlog:disable", WARNINGS_TO_STDERR));
    all.addAll(ClassArchive.JOBS.options());
    all.addAll(openPackages());
    all.addAll(List.of("-cp", classPath, mainClass));
    all.addAll(arguments);
    return all;
  }

  /** The libraries first: see {@link ClassArchive}. */
  private static String jobsClassPath() {
    var path = new ArrayList<>(jobsLibraries());
    path.add(root().resolve("jobs/target/classes").toString());
    path.add(root().resolve("common/target/classes").toString());
    return String.join(File.pathSeparator, path);
  }

  /** What the jobs need beside our own classes. */
  public static List<String> jobsLibraries() {
    return libraries("jobs");
  }

  private static List<String> libraries(String module) {
    try {
      var file = root().resolve(module).resolve("target/classpath.txt");
      return List.of(Files.readString(file).strip().split(File.pathSeparator, -1));
    } catch (IOException e) {
      throw new SettingException(
          "the jobs are not built below " + root() + ": start ./citybrain, which builds them");
    }
  }

  /** What stands before our own classes on the class path of this process. */
  public static List<String> ownLibraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .takeWhile(entry -> entry.endsWith(".jar"))
        .toList();
  }

  /** Said once, in the root pom. */
  private static List<String> openPackages() {
    try {
      var found = OPEN_PACKAGES.matcher(Files.readString(root().resolve("pom.xml")));
      if (found.find()) {
        return List.of(found.group(1).strip().split("\\s+"));
      }
    } catch (IOException e) {
      throw new SettingException("pom.xml cannot be read: " + e.getMessage());
    }
    throw new SettingException("pom.xml names no open.packages");
  }
}
