package citybrain.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import citybrain.local.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class VigilTest {

  /** A child process that waits. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
      System.out.println("ready");
      Thread.sleep(args.length > 0 ? 0 : Long.MAX_VALUE);
      System.out.println("java.io.IOException: No space left on device");
      System.exit(1);
    }
  }

  private final Path folder;
  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ended = new AtomicInteger();

  VigilTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ChildProcess child(String name, String... arguments) {
    var command =
        new java.util.ArrayList<>(
            List.of(
                "-Xmx32m", "-cp", System.getProperty("java.class.path"), Sleeper.class.getName()));
    command.addAll(List.of(arguments));
    return ChildProcess.java(name, command, folder.resolve(name + ".log"), line -> {});
  }

  private Vigil vigil(Duration longestEnd) {
    return new Vigil(said::add, ended::incrementAndGet, longestEnd);
  }

  @Test
  @Timeout(60)
  void aDeathWakesTheRunAndEndsThoseThatNeedTheDead() throws Exception {
    try (var vigil = vigil(Duration.ofMinutes(1));
        var broker = child("broker");
        var flink = child("flink")) {
      vigil.watch(broker);
      vigil.watch(flink);
      assertThat(vigil.isOver()).isFalse();
      ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();
      // As a client that waits for minutes, and does not give up when it is woken once.
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      assertThat(vigil.unwound()).isTrue();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      await().until(() -> !flink.isAlive());
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("broker ended by signal 9. Its log: " + folder.resolve("broker.log"))
          .endsWith("./citybrain up goes on from the last checkpoint.");
    }
    assertThat(ended).hasValue(0);
  }

  @Test
  @Timeout(60)
  void whoDiesOfItselfIsQuoted() {
    try (var vigil = vigil(Duration.ofMinutes(1));
        var broker = child("broker", "fail")) {
      vigil.watch(broker);
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      vigil.unwound();
    }
    assertThat(said)
        .singleElement()
        .asString()
        .contains("ended with exit code 1. It said: java.io.IOException: No space left on device.");
  }

  @Test
  @Timeout(60)
  void whoDoesNotComeToAnEndIsEnded() {
    try (var vigil = vigil(Duration.ofMillis(100));
        var flink = child("flink")) {
      vigil.watch(flink);
      vigil.giveUp(flink, "flink has not answered for 180 s.");
      vigil.unwound();
      await().until(() -> ended.get() == 1);
      await().until(() -> !flink.isAlive());
    }
    assertThat(said).singleElement().asString().contains("has not answered for 180 s. Its log: ");
  }

  @Test
  @Timeout(60)
  void whoIsAskedToEndMay() {
    try (var vigil = vigil(Duration.ofMillis(100));
        var flink = child("flink")) {
      vigil.watch(flink);
      flink.stop(Duration.ofSeconds(20));
      assertThat(vigil.isOver()).isFalse();
    }
    assertThat(said).isEmpty();
    assertThat(ended).hasValue(0);
  }
}
