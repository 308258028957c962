package citybrain.bench;

import citybrain.jobs.runtime.Config;
import java.io.IOException;

/** The process that started this one and holds its standard input. */
public final class Parent {

  private Parent() {}

  /** Whether there is one. */
  public static boolean setting(Config config) {
    return config
        .text(
            "child", "true: ends with its standard input, so as not to outlive its parent", "false")
        .equals("true");
  }

  public static void endWithIt() {
    var watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is read from here but the end.
                }
              } catch (IOException e) {
                // That is an end as well.
              }
              Runtime.getRuntime().halt(1);
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }
}
