package citybrain.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.feed.SettingException;
import citybrain.local.files.PrivateFiles;
import citybrain.local.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

  @Test
  @SuppressWarnings("try") // the lock is held, not used
  void oneProcessAtATime(@TempDir Path folder) {
    var home = new Home(folder);
    try (var lock = home.lock("demo")) {
      assertThatThrownBy(() -> home.lock("demo"))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("is in use: another process holds it")
          .hasMessageContaining("./citybrain stop")
          .hasMessageContaining("--home");
      home.write(run());
      assertThatThrownBy(() -> home.lock("demo")).hasMessageContaining("city 'demo' runs in it");
    }
    home.lock("demo").close();
  }

  @Test
  void belongsToOneCity(@TempDir Path folder) {
    var home = new Home(folder);
    home.lock("demo").close();
    assertThatThrownBy(() -> home.lock("aarhus"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("holds the state of city 'demo'; city 'aarhus' needs another --home");
    home.lock("demo").close();
  }

  @Test
  void remembersWhatRuns(@TempDir Path folder) throws IOException {
    var home = new Home(folder);
    assertThat(home.findRun()).isEmpty();
    Files.writeString(folder.resolve("run.json"), "{\"of another version\": true}");
    assertThat(home.findRun()).isEmpty();
    home.write(run());
    assertThat(home.findRun()).contains(run());
    assertThat(run().isRunning()).isTrue();
    // The id of the broker has been given to a process that started at another time.
    assertThat(run().leftBehind()).containsExactly(ProcessHandle.current());
  }

  @Test
  void everyCityHasItsUsualPlace() {
    assertThat(Home.usual("demo", "demo").folder()).endsWithRaw(Path.of(".citybrain"));
    assertThat(Home.usual("aarhus", "demo").folder()).endsWithRaw(Path.of(".citybrain/aarhus"));
  }

  private static RunFile run() {
    return new RunFile(
        "demo",
        ProcessId.of(ProcessHandle.current()),
        new ProcessId(ProcessHandle.current().pid(), 0),
        ProcessId.of(ProcessHandle.current()),
        "127.0.0.1:9092",
        "http://127.0.0.1:8081",
        "http://127.0.0.1:9249/metrics",
        "file:///lake",
        60,
        "2025-03-11T07:15:20Z");
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not used
  void isForItsOwnerOnly(@TempDir Path folder) throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    var said = new ArrayList<String>();
    var home = new Home(folder.resolve("made/home"));
    home.prepare(said::add);
    assertThat(said).isEmpty();
    try (var lock = home.lock("demo")) {
      home.write(run());
    }
    assertPrivate(folder.resolve("made"));

    var open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    new Home(open).prepare(said::add);
    assertThat(said)
        .containsExactly(open + " was open to others; it is closed to them now (0700).");
    assertPrivate(open);
    said.clear();
    new Home(open).prepare(said::add);
    assertThat(said).isEmpty();
  }

  private static void assertPrivate(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .as(file.toString())
                      .endsWith("------"));
    }
  }

  @Test
  void whatCannotBeAHomeIsSaidInWords(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("file"), "x");
    refused(file, file + " is no folder");
    refused(file.resolve("home"), file.toString());
    refused(folder.resolve("here, there"), "a comma in its path");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      refused(Path.of("/proc/city"), "/proc/city");
    }
    if (PrivateFiles.isShared(Path.of("/tmp"))) {
      refused(Path.of("/tmp"), "everybody puts things there");
    }
  }

  private static void refused(Path folder, String why) {
    assertThatThrownBy(() -> new Home(folder).prepare(line -> {}))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(folder + " cannot be a home: ")
        .hasMessageContaining(why)
        .hasMessageContaining("expected a folder");
  }
}
