package citybrain.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of what real JVMs noted, made by real processes in a repository of their own. */
class QuickStartsTest {

  private static final String LIBRARIES = "these";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Path root = Path.of("");
  private Path cds = Path.of("");

  @BeforeEach
  void repository(@TempDir Path folder) throws IOException {
    root = folder.toRealPath();
    cds = Files.createDirectories(root.resolve("target/cds"));
    Files.createDirectories(root.resolve("jobs/target"));
    Files.writeString(
        root.resolve("jobs/target/classpath.txt"), String.join(File.pathSeparator, jars()));
  }

  /** Few, for the sake of time: a logger is enough to load. */
  private static List<String> jars() {
    return Stream.of(org.slf4j.LoggerFactory.class, org.assertj.core.api.Assertions.class)
        .map(type -> Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(Path::toString)
        .toList();
  }

  private static String classPath() {
    var own =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !jars().contains(entry))
            .toList();
    return String.join(File.pathSeparator, jars()) + File.pathSeparator + String.join(":", own);
  }

  private Process java(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dcitybrain.root=" + root);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(root.resolve("output").toFile())
        .start();
  }

  private static void awaitWell(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** What a run that has ended left behind. */
  private Path notes(String name) throws Exception {
    var notes = Files.createDirectories(cds.resolve(name));
    for (var archive : List.of(ClassArchive.LOCAL, ClassArchive.JOBS)) {
      var note = notes.resolve(archive.notePrefix() + "%p" + ClassArchive.NOTE);
      awaitWell(
          java(
              "-XX:DumpLoadedClassList=" + note,
              "-cp",
              classPath(),
              QuickStartsTest.class.getName()));
    }
    return notes;
  }

  /** A program of ours that uses a library. */
  public static void main(String[] args) {
    System.out.println(org.assertj.core.util.Lists.list("a").size());
  }

  /** Starts it as a run does that has ended: its own process id is none that lives. */
  private Process maker(Path notes) throws Exception {
    var run = java("-version");
    awaitWell(run);
    return java(
        "-cp",
        classPath(),
        ArchiveMain.class.getName(),
        notes.toString(),
        LIBRARIES,
        Long.toString(run.pid()));
  }

  private List<String> left() throws IOException {
    try (var files = Files.list(cds)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatARunNotedBecomesArchivesThatFit() throws Exception {
    Files.createDirectories(cds.resolve("notes.999999999")); // of a run that was killed
    var notes = notes("notes.1000000000");
    try (var files = Files.list(notes)) {
      var local = files.filter(file -> file.getFileName().toString().startsWith("local-")).toList();
      // Its JVM was halted while it wrote.
      Files.writeString(local.get(0), "@lambda-proxy org/assertj/cor", StandardOpenOption.APPEND);
    }
    awaitWell(maker(notes));
    assertThat(cds.resolve("libraries")).hasContent(LIBRARIES);
    assertThat(left())
        .containsExactly("jobs.jsa", "jobs.log", "libraries", "local.jsa", "local.log", "lock");
    for (var archive : List.of("local.jsa", "jobs.jsa")) {
      // On, not auto: an archive that does not fit ends it.
      awaitWell(
          java(
              "-Xshare:on",
              "-XX:SharedArchiveFile=" + cds.resolve(archive),
              "-Xlog:class+load",
              "-cp",
              classPath(),
              QuickStartsTest.class.getName()));
      assertThat(Files.readString(root.resolve("output"), StandardCharsets.UTF_8))
          .contains("org.assertj.core.util.Lists source: shared objects file");
    }
  }

  @Test
  void oneThatIsKilledLeavesNoHalfArchiveAndAnotherMakesIt() throws Exception {
    var maker = maker(notes("notes.1000000001"));
    await().atMost(PATIENCE).until(() -> maker.descendants().findAny().isPresent());
    var dump = maker.descendants().findAny();
    maker.destroyForcibly();
    maker.waitFor();
    dump.ifPresent(ProcessHandle::destroyForcibly);
    assertThat(left()).doesNotContain("libraries", "local.jsa", "jobs.jsa");

    awaitWell(maker(notes("notes.1000000002")));
    assertThat(left())
        .containsExactly("jobs.jsa", "jobs.log", "libraries", "local.jsa", "local.log", "lock");
  }

  @Test
  void ofTwoAtATimeOneMakesThem() throws Exception {
    var first = maker(notes("notes.1000000003"));
    var second = maker(notes("notes.1000000004"));
    awaitWell(first);
    awaitWell(second);
    assertThat(cds.resolve("libraries")).hasContent(LIBRARIES);
    assertThat(left())
        .contains("local.jsa", "jobs.jsa")
        .noneMatch(name -> name.startsWith("notes"));
  }
}
