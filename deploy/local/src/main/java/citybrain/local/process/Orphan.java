package citybrain.local.process;

import java.io.IOException;

/**
 * Ends a child process when its parent is gone: the parent holds the child's standard input open
 * and never writes, so its end means that the parent died, however it died.
 */
public final class Orphan {

  private static final int EXIT_CODE = 3;

  private Orphan() {}

  /** Watches standard input from a thread of its own. */
  public static void exitWithParent() {
    var watch = new Thread(Orphan::watch, "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end matters.
      }
    } catch (IOException e) {
      // A broken pipe is an end as well.
    }
    System.exit(EXIT_CODE);
  }
}
