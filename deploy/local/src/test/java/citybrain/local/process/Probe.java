package citybrain.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** A child process for tests. */
final class Probe {

  private static final int FAILED = 7;

  /** Far more than a pipe holds. */
  static final int LINES = 5_000;

  private Probe() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    Orphan.exitWithParent();
    switch (args[0]) {
      case "wait" ->
          Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("last words")));
      case "deaf" -> Runtime.getRuntime().addShutdownHook(new Thread(Probe::sleepLong));
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

  private static void sleepLong() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
