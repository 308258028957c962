package citybrain.local.process;

/** A child process for tests. */
final class Probe {

  private static final int FAILED = 7;

  private Probe() {}

  public static void main(String[] args) throws InterruptedException {
    Orphan.exitWithParent();
    switch (args[0]) {
      case "wait" ->
          Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("last words")));
      case "deaf" -> Runtime.getRuntime().addShutdownHook(new Thread(Probe::sleepLong));
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
