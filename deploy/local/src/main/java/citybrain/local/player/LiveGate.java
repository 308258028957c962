package citybrain.local.player;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where cities that share a clock wait until each has played its past and somebody wants to see
 * them live: they go live together.
 */
final class LiveGate {

  private static final long LOOK_MILLIS = 100;

  private final CountDownLatch cities;
  private final CountDownLatch wanted = new CountDownLatch(1);
  private long opened;
  private boolean isOpen;

  LiveGate(int cities) {
    this.cities = new CountDownLatch(cities);
  }

  /** One city has come to its live moment, or to its end. */
  void arrive() {
    cities.countDown();
  }

  /** From now on they may go live; may be said again. */
  void unlock() {
    wanted.countDown();
  }

  /** Waits for the others; false when the play is stopped. */
  boolean await(CountDownLatch stopped) throws InterruptedException {
    while (!cities.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)
        || !wanted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (stopped.getCount() == 0) {
        return false;
      }
    }
    return true;
  }

  /** When it opened, by {@code System.nanoTime}: for whoever has waited. */
  synchronized long opened() {
    if (!isOpen) {
      isOpen = true;
      opened = System.nanoTime();
    }
    return opened;
  }
}
