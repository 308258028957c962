package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker is killed while the city starts, lives and ends: each time {@code up} is gone within
 * seconds and says in one line what happened; a broker that only stands still is waited for.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokerDeathTest {

  private static final Duration GONE_WITHIN = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir private static Path folder = Path.of("");

  private static UpProcess up(String name) throws IOException {
    return UpProcess.start(
        folder.resolve(name + ".log"),
        "--home=" + folder.resolve("home"),
        "--scale=0.1",
        "--port=18681",
        "--kafka-port=19692",
        "--metrics-port=18649");
  }

  private static void awaitThat(UpProcess up, Callable<Boolean> condition) throws IOException {
    await().atMost(PATIENCE).until(() -> !up.isAlive() || condition.call());
    assertThat(up.isAlive()).as(up.output()).isTrue();
  }

  /** The first child; the run file that names it comes when everything is up. */
  private static ProcessHandle broker(UpProcess up) throws IOException {
    var handle = ProcessHandle.of(up.pid()).orElseThrow();
    awaitThat(up, () -> handle.children().findAny().isPresent());
    return handle
        .children()
        .min(Comparator.comparing(child -> child.info().startInstant().orElse(Instant.MAX)))
        .orElseThrow();
  }

  private static void assertEndsAfterKill(UpProcess up, ProcessHandle broker) throws Exception {
    assertThat(broker.destroyForcibly()).isTrue();
    assertThat(up.exitWithin(GONE_WITHIN)).as(up.output()).isEqualTo(1);
    var lines = up.output().lines().toList();
    assertThat(lines).filteredOn(line -> line.contains("ended by signal")).hasSize(1);
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(
            "broker ended by signal 9. Its log: %s. Nothing is lost: ./citybrain up goes on from the last checkpoint."
                .formatted(folder.resolve("home/logs/kafka.log")));
    assertThat(up.output()).doesNotContain("\tat ", "Exception");
  }

  private static void assertPrivate(Path home) throws IOException {
    try (var files = Files.walk(home)) {
      for (var file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .endsWith("------");
      }
    }
  }

  @Test
  @Order(1)
  void whileItStarts() throws Exception {
    try (var up = up("starts")) {
      assertEndsAfterKill(up, broker(up));
    }
  }

  @Test
  @Order(2)
  void whileItLivesAndAllItLeavesIsPrivate() throws Exception {
    var home = folder.resolve("home");
    try (var up = up("lives")) {
      awaitThat(up, () -> up.output().contains("catching up with the past"));
      // Not only the view: records are under way, which nobody will acknowledge.
      assertEndsAfterKill(up, broker(up));
    }
    assertThat(new ObjectMapper().readTree(home.resolve("run.json").toFile()).path("city").asText())
        .isEqualTo("demo");
    if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertPrivate(home);
    }
  }

  @Test
  @Order(3)
  void whileItEndsAfterItHasStoodStill() throws Exception {
    try (var up = up("ends")) {
      awaitThat(up, () -> up.output().contains("jobs 4 of 4 running"));
      var broker = broker(up);
      signal("STOP", broker);
      awaitThat(up, () -> up.output().contains("Waiting for the broker, 1"));
      signal("CONT", broker);
      awaitThat(up, () -> up.output().contains("The broker answers, after "));
      assertThat(up.output()).doesNotContain("\tat ");
      up.stop();
      awaitThat(up, () -> up.output().contains("Stopping ..."));
      assertEndsAfterKill(up, broker);
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
