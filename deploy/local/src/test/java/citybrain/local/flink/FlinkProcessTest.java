package citybrain.local.flink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import citybrain.local.home.Home;
import citybrain.local.process.ChildProcess;
import citybrain.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of Flink before it has any jobs. */
class FlinkProcessTest {

  private static final String JOB = "a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4";

  @Test
  void itsSecretLetsUsAndNobodyElseChangeSomething(@TempDir Path folder) throws Exception {
    var home = new Home(folder);
    try (var flink =
        FlinkProcess.start(home, "127.0.0.1:1", List.of(), "data", "lake", 18581, line -> {})) {
      await().atMost(Duration.ofSeconds(60)).until(() -> !flink.web().isEmpty());
      assertThat(flink.rest().jobs()).isEmpty();
      // Taken: that there is no such job Flink only says to who asks what became of it.
      flink.rest().checkpoint(JOB);
      for (var wrong : List.of("", "x", flink.secret() + "x")) {
        assertThatThrownBy(() -> new FlinkRest(flink.web(), wrong).checkpoint(JOB))
            .isInstanceOf(IOException.class)
            .hasMessage("Flink answers 403: Refused: this needs the secret of the run.");
      }
      isNowhere(flink.secret(), readable(folder, flink.process().pid()));
    }
  }

  /** Threads of the cluster would keep it alive, with no job in it, for who waits for its jobs. */
  @Test
  void itEndsWhenAJobCannotBeSubmitted(@TempDir Path folder) throws Exception {
    var log = folder.resolve("flink.log");
    var arguments =
        List.of(
            "--home=" + folder.resolve("home"),
            "--rest-port=18582",
            "--bootstrap=127.0.0.1:1",
            "--cities=" + folder.resolve("missing.yaml"),
            "--data=" + folder,
            "--jobs=ingest");
    try (var flink =
        ChildProcess.java(
            "flink",
            Program.jobs(512, "citybrain.jobs.local.LocalFlink", arguments),
            log,
            line -> {})) {
      assertThat(flink.awaitEnd(Duration.ofMinutes(2))).isTrue();
      assertThat(flink.ending()).isEqualTo("ended with exit code 1");
    }
    assertThat(Files.readString(log)).contains("a job could not be submitted", "missing.yaml");
  }

  private static void isNowhere(String secret, List<Path> files) throws IOException {
    for (var file : files) {
      assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
          .as("%s", file)
          .doesNotContain(secret);
    }
  }

  /** What others may read: what it was started with, its log, and all it wrote. */
  private static List<Path> readable(Path folder, long pid) throws IOException {
    var all = new ArrayList<Path>();
    try (var files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(all::add);
    }
    var process = Path.of("/proc", Long.toString(pid));
    if (Files.isDirectory(process)) {
      all.add(process.resolve("cmdline"));
      all.add(process.resolve("environ"));
    }
    assertThat(all).isNotEmpty();
    return all;
  }
}
