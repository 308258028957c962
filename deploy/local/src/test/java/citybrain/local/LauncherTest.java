package citybrain.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a repository of its own, with a Java and a Maven that only say what they do. */
class LauncherTest {

  private static final Path LAUNCHER = Path.of("../../citybrain").toAbsolutePath().normalize();
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "maven $*" >> calls
      [ -e broken ] && { echo "[ERROR] Common.java:[3,1] something is wrong"; exit 1; }
      echo "[INFO] --- compiler:3.14.1:compile (default-compile) @ common ---"
      echo "[INFO] --- surefire:3.5.6:test (default-test) @ common ---"
      echo "SKIPPED: no recordings of Aarhus"
      echo "[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 1"
      for module in common deploy/synthetic jobs deploy/local; do
        mkdir -p $module/target/classes
        printf %s "$PWD/pom.xml:$PWD/maven" > $module/target/classpath.txt
      done
      """;

  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  private final Map<String, String> environment = new HashMap<>();
  private Path root = Path.of("");

  private record Outcome(int code, String text) {}

  @BeforeEach
  void repository(@TempDir Path folder) throws IOException {
    root = folder.toRealPath();
    executable("citybrain", Files.readString(LAUNCHER));
    executable("maven", MAVEN);
    executable("jdk/bin/java", "#!/bin/sh\necho \"java $*\"\n");
    executable("jdk/bin/javac", "#!/bin/sh\n");
    write("jdk/release", "JAVA_VERSION=\"17.0.15\"\n");
    write("pom.xml", "<project/>");
    write(".mvn/jvm.config", "");
    for (var module : List.of("common", "deploy/synthetic", "jobs", "deploy/local")) {
      write(module + "/pom.xml", "<project/>");
      write(module + "/src/main/java/A.java", "class A {}");
    }
  }

  @Test
  void helpNeedsNoBuild() throws Exception {
    var help = launch();
    assertThat(help.code()).isZero();
    assertThat(help.text()).contains("./citybrain up", "./citybrain test");
    assertThat(root.resolve("calls")).doesNotExist();
  }

  @Test
  void buildsOnceAndAgainAfterAChange() throws Exception {
    var first = launch("status", "--home", "a b");
    assertThat(first.code()).isZero();
    assertThat(first.text())
        .contains("common: compiling", "Built in", "citybrain.local.Main status --home a b")
        .doesNotContain("testing");
    assertThat(calls()).hasSize(1);
    assertThat(calls().get(0)).contains("package").contains("-Dmaven.test.skip=true");

    assertThat(launch("status").text()).doesNotContain("Built");
    assertThat(calls()).hasSize(1);

    Files.setLastModifiedTime(
        root.resolve("jobs/src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(launch("status").text()).contains("Built in");
    assertThat(calls()).hasSize(2);
  }

  @Test
  void aLibraryThatIsGoneIsFetchedAgain() throws Exception {
    launch("status");
    write("jobs/target/classpath.txt", root.resolve("gone.jar") + "\n");
    assertThat(launch("status").text()).contains("Built in");
  }

  @Test
  void aFailedBuildTellsWhyAndStartsNothing() throws Exception {
    write("broken", "");
    var failed = launch("up");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.text())
        .contains("The build failed", "something is wrong", "build.log")
        .doesNotContain("java ");
  }

  @Test
  void testRunsEverythingAndLetsTheClosingLinesThrough() throws Exception {
    var tested = launch("test", "--", "-pl", "common");
    assertThat(tested.code()).isZero();
    assertThat(tested.text())
        .contains(
            "CITYBRAIN_DATA names their folder",
            "common: testing",
            "Tests run: 3, Failures: 0, Errors: 0, Skipped: 1",
            "SKIPPED: no recordings of Aarhus",
            "All tests passed");
    assertThat(calls().get(0)).endsWith("verify -pl common");
    write("broken", "");
    var broken = launch("test");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.text()).contains("something is wrong", "Not all is well");
  }

  @Test
  void helpOfTestHelpsAndTestsNothing() throws Exception {
    for (var asked :
        List.of(
            List.of("test", "--help"),
            List.of("test", "-h"),
            List.of("test", "-pl", "common", "--help"),
            List.of("help", "test"))) {
      var help = launch(asked.toArray(String[]::new));
      assertThat(help.code()).isZero();
      assertThat(help.text()).contains("Usage: ./citybrain test").doesNotContain("passed");
    }
    assertThat(root.resolve("calls")).doesNotExist();
  }

  /** Maven ends well when it was asked for its version, or told to skip what it should do. */
  @Test
  void whereNothingWasTestedNothingPassed() throws Exception {
    executable("maven", "#!/bin/sh\necho \"Apache Maven 3.9.11\"\n");
    var version = launch("test", "--version");
    assertThat(version.code()).isEqualTo(1);
    assertThat(version.text()).contains("No test has run").doesNotContain("passed");
  }

  @Test
  void whereMavenWentOnBehindFailuresNotAllPassed() throws Exception {
    executable(
        "maven", "#!/bin/sh\necho \"[ERROR] Tests run: 5, Failures: 0, Errors: 1, Skipped: 0\"\n");
    var ignored = launch("test", "-Dmaven.test.failure.ignore=true");
    assertThat(ignored.code()).isEqualTo(1);
    assertThat(ignored.text()).contains("tests that failed").doesNotContain("passed");
  }

  @Test
  void aFirstRunNotesItsClassesAndLaterOnesUseTheArchive() throws Exception {
    var first = launch("up", "--for", "90s");
    assertThat(first.text()).contains("-XX:DumpLoadedClassList=").doesNotContain(ARCHIVE);
    var libraries = option(first, "-Dcitybrain.libraries=");
    var notes = Path.of(option(first, "-Dcitybrain.notes="));
    assertThat(notes).isDirectory().hasParent(root.resolve("target/cds"));

    write("target/cds/libraries", libraries + "\n");
    assertThat(launch("up").text()).contains(ARCHIVE).doesNotContain("citybrain.notes");
    assertThat(launch("status").text()).contains(ARCHIVE);

    Files.setLastModifiedTime(
        root.resolve("maven"), FileTime.from(Instant.now().minusSeconds(100_000)));
    assertThat(launch("up").text()).contains("citybrain.notes").doesNotContain(ARCHIVE);
  }

  @Test
  void whatIsNoRunOfAUserNotesNothing() throws Exception {
    for (var other : List.of(List.of("status"), List.of("up", "--help"), List.of("up", "-h"))) {
      assertThat(launch(other.toArray(String[]::new)).text()).doesNotContain("citybrain.notes");
    }
    environment.put("CI", "true");
    assertThat(launch("up").text()).doesNotContain("citybrain.notes");
    assertThat(root.resolve("target/cds")).doesNotExist();
  }

  private static String option(Outcome outcome, String name) {
    int from = outcome.text().indexOf(name) + name.length();
    return outcome.text().substring(from, outcome.text().indexOf(' ', from));
  }

  private Outcome launch(String... args) throws Exception {
    var command = new ArrayList<String>();
    command.add(root.resolve("citybrain").toString());
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(Set.of("CITYBRAIN_DATA", "CI"));
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().put("CITYBRAIN_MAVEN", root.resolve("maven").toString());
    var process = builder.start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(root.resolve("calls"));
  }

  private void write(String name, String text) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void executable(String name, String text) throws IOException {
    write(name, text);
    assertThat(root.resolve(name).toFile().setExecutable(true)).isTrue();
  }
}
