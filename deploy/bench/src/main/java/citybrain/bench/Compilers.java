package citybrain.bench;

/** The compilers of this process. Where processors are few they lag behind what they work for. */
public final class Compilers {

  private static final long LOOK_EVERY_MILLIS = 500;
  private static final int MOST_LOOKS = 120;

  /** The kernel counts their time in steps of 0.01 s. */
  private static final double LITTLE_SECONDS = 0.02;

  private Compilers() {}

  /** Waits until they have next to nothing to do, a minute at most. */
  public static void awaitRest() throws InterruptedException {
    double before = CpuTime.now().compilers();
    for (int i = 0; i < MOST_LOOKS; i++) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      double now = CpuTime.now().compilers();
      if (now - before <= LITTLE_SECONDS) {
        return;
      }
      before = now;
    }
  }
}
