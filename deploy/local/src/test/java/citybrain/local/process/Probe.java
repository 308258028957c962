package citybrain.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A child process for tests. */
final class Probe {

  /** What an attacker would like to be heard. */
  static final List<String> QUOTED =
      List.of(
          "JOB x",
          "WEB http://evil.example",
          "READY",
          "{\"ready\":true}",
          "{\"web\":\"http://127.0.0.1:1\"}",
          "{\"datasets\":{}}");

  private static final int FAILED = 7;

  /** Far more than a pipe holds. */
  static final int LINES = 5_000;

  private Probe() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    Orphan.exitWithParent();
    switch (args[0]) {
      case "wait" ->
          Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("last words")));
      case "quoting" -> {
        quote();
        return;
      }
      case "endless" -> {
        System.out.println("x".repeat(1_000_000));
        System.err.println("y".repeat(1_000_000));
        System.out.println("after");
        System.exit(0);
      }
      case "deaf" -> Runtime.getRuntime().addShutdownHook(new Thread(Probe::sleepLong));
      case "port" -> System.out.println(Ports.free(Integer.parseInt(args[1]), "it", ignored -> {}));
      case "write" -> {
        Files.writeString(Path.of(args[1]), "x");
        System.exit(0);
      }
      case "talk" -> {
        IntStream.range(0, LINES).forEach(i -> System.out.println("x".repeat(100)));
        System.out.println("ready");
        System.exit(FAILED);
      }
      default -> {
        System.out.println("ready");
        System.exit(FAILED);
      }
    }
    System.out.println("ready");
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Keeps standard output for itself, and repeats on its log what data would have it say. */
  private static void quote() {
    var channel = System.out;
    System.setOut(System.err);
    for (var line : QUOTED) {
      System.err.println(line);
      System.out.println(line);
    }
    channel.println("{\"web\":\"http://127.0.0.1:8081\"}");
    System.exit(0);
  }

  private static void sleepLong() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
