package citybrain.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void isHeardLoggedAndStoppedInGoodOrder(@TempDir Path folder) throws Exception {
    var heard = Collections.synchronizedList(new ArrayList<String>());
    var log = folder.resolve("logs/probe.log");
    try (var child = ChildProcess.java("probe", probe("wait"), log, heard::add)) {
      awaitLine(heard, "ready");
      // What Ctrl-C does to every process of a terminal must not reach it.
      new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
      Thread.sleep(300);
      assertThat(child.isAlive()).isTrue();
      child.stop(PATIENCE);
      assertThat(child.ending()).isEqualTo("ended by signal 15");
    }
    assertThat(heard).containsExactly("ready", "last words");
    assertThat(Files.readAllLines(log)).containsExactly("ready", "last words");
  }

  @Test
  void isEndedByForceWhenItDoesNotListen(@TempDir Path folder) throws Exception {
    var heard = Collections.synchronizedList(new ArrayList<String>());
    try (var child = ChildProcess.java("probe", probe("deaf"), folder.resolve("log"), heard::add)) {
      awaitLine(heard, "ready");
      child.stop(Duration.ofMillis(300));
      assertThat(child.ending()).isEqualTo("ended by signal 9");
    }
  }

  @Test
  void tellsHowItEnded(@TempDir Path folder) {
    var child = ChildProcess.java("probe", probe("fail"), folder.resolve("log"), line -> {});
    assertThat(child.awaitEnd(PATIENCE)).isTrue();
    assertThat(child.ending()).isEqualTo("ended with exit code 7");
    assertThat(child.lastLines()).containsExactly("ready");
  }

  /** Also what the JVM itself says, under the options that jobs are started with. */
  @Test
  void whatALogRepeatsIsNotTakenForTheChildsWord(@TempDir Path folder) throws Exception {
    var jobs = Program.jobs(32, "none", List.of());
    var arguments = new ArrayList<>(jobs.subList(0, jobs.indexOf("-cp")));
    arguments.add("-XX:+PrintCommandLineFlags");
    arguments.addAll(probe("quoting"));
    var heard = Collections.synchronizedList(new ArrayList<String>());
    var log = folder.resolve("log");
    try (var child = ChildProcess.java("probe", arguments, log, heard::add)) {
      assertThat(child.awaitEnd(PATIENCE)).isTrue();
      assertThat(child.ending()).isEqualTo(ChildProcess.WELL);
    }
    assertThat(heard).containsExactly("{\"web\":\"http://127.0.0.1:8081\"}");
    assertThat(Files.readAllLines(log))
        .containsAll(Probe.QUOTED)
        .contains("{\"web\":\"http://127.0.0.1:8081\"}")
        .anyMatch(line -> line.contains("-XX:+PrintCommandLineFlags"));
  }

  @Test
  void endlessLinesAreCut(@TempDir Path folder) throws Exception {
    var heard = Collections.synchronizedList(new ArrayList<String>());
    var log = folder.resolve("log");
    try (var child = ChildProcess.java("probe", probe("endless"), log, heard::add)) {
      assertThat(child.awaitEnd(PATIENCE)).isTrue();
    }
    var cut = "x".repeat(ChildProcess.LONGEST_LINE) + ChildProcess.CUT;
    assertThat(heard).containsExactly(cut, "after");
    assertThat(Files.readAllLines(log))
        .containsExactlyInAnyOrder(
            cut, "y".repeat(ChildProcess.LONGEST_LINE) + ChildProcess.CUT, "after");
  }

  @Test
  void aListenerThatThrowsGoesOnListening(@TempDir Path folder) throws Exception {
    var heard = Collections.synchronizedList(new ArrayList<String>());
    var log = folder.resolve("log");
    try (var child =
        ChildProcess.java(
            "probe",
            probe("endless"),
            log,
            line -> {
              heard.add(line);
              throw new IllegalStateException("no such thing");
            })) {
      assertThat(child.awaitEnd(PATIENCE)).isTrue();
    }
    assertThat(heard).hasSize(2).last().isEqualTo("after");
    assertThat(Files.readString(log)).contains("not understood: ", "no such thing");
  }

  @Test
  void endsWithItsParent() throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(probe("wait"));
    var child = new ProcessBuilder(command).start();
    assertThat(child.getInputStream().read()).isPositive();
    // The end of its standard input is all a child sees of a parent that was killed.
    child.getOutputStream().close();
    assertThat(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(3);
  }

  @Test
  void aTakenPortIsPassedOverAndSaid() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var said = new ArrayList<String>();
      int port = Ports.free(taken.getLocalPort(), "the probe", said::add);
      assertThat(port).isGreaterThan(taken.getLocalPort());
      assertThat(said)
          .containsExactly(
              "Port " + taken.getLocalPort() + " is taken: the probe uses " + port + ".");
    }
  }

  /** Who was given it may not have bound it yet. */
  @Test
  void aPortIsGivenToOneProcessAtATime(@TempDir Path folder) throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var heard = new LinkedBlockingQueue<String>();
    var log = folder.resolve("port.log");
    try (var child =
        ChildProcess.java("probe", probe("port", Integer.toString(port)), log, heard::add)) {
      assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("" + port);
      assertThat(Ports.free(port, "the probe", ignored -> {})).isGreaterThan(port);
      child.stop(PATIENCE);
    }
    assertThat(Ports.free(port, "the probe", ignored -> {})).isEqualTo(port);
    assertThat(Ports.free(port, "the probe", ignored -> {})).as("again").isEqualTo(port);
  }

  @Test
  void memoryIsMeasured() {
    var memory = new PeakMemory();
    memory.watch("tests", ProcessHandle.current().pid());
    memory.measure();
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(memory.bytes().get("tests")).isGreaterThan(10_000_000L);
    }
  }

  private static List<String> probe(String... mode) {
    var command = new ArrayList<>(List.of("-Xmx32m", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Probe.class.getName()));
    command.addAll(List.of(mode));
    return command;
  }

  private static void awaitLine(List<String> heard, String line) throws InterruptedException {
    for (int i = 0; i < 600 && !heard.contains(line); i++) {
      Thread.sleep(100);
    }
    assertThat(heard).contains(line);
  }

  @Test
  void whatItWritesAndWhatItSaysIsForItsOwnerOnly(@TempDir Path folder) throws Exception {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    var log = folder.resolve("logs/probe.log");
    var written = folder.resolve("written");
    try (var child = ChildProcess.java("probe", probe("write", written.toString()), log, l -> {})) {
      assertThat(child.awaitEnd(PATIENCE)).isTrue();
    }
    for (var file : List.of(log.resolveSibling("."), log, written)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(file.toString())
          .endsWith("------");
    }
  }

  @Test
  void aFullDiskDoesNotMakeItStandStill(@TempDir Path folder) {
    var full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    var heard = Collections.synchronizedList(new ArrayList<String>());
    try (var child = ChildProcess.java("probe", probe("talk"), full, heard::add)) {
      assertThat(child.awaitEnd(PATIENCE)).isTrue();
      assertThat(child.ending()).isEqualTo("ended with exit code 7");
    }
    assertThat(heard).hasSize(Probe.LINES + 1);
  }
}
