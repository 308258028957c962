package citybrain.local.player;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The clock of a playing city. Through the past it jumps from message to message; from the live
 * instant on it runs at {@code speed} times the wall clock. Cities of one play go live together.
 */
final class CityClock {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double LONGEST_WAIT_NANOS = 3.6e12;

  private final long live;
  private final double speed;
  private final CountDownLatch stopped;
  private final LiveGate gate;
  private boolean arrived;
  private long wallAtLive;
  private volatile boolean running;
  private volatile long now;
  private volatile long next = Long.MIN_VALUE;

  CityClock(Instant begins, Instant live, double speed, CountDownLatch stopped, LiveGate gate) {
    this.live = live.toEpochMilli();
    this.speed = speed;
    this.stopped = stopped;
    this.gate = gate;
    this.now = begins.toEpochMilli();
  }

  /** Waits until the city has come this far; false when the play is stopped. */
  boolean reach(long millis) throws InterruptedException {
    if (millis > live) {
      if (!running) {
        arrive();
        if (!gate.await(stopped)) {
          return false;
        }
        wallAtLive = gate.opened();
        running = true;
      }
      next = millis;
      while (millis > runningMillis()) {
        double wait = ((double) millis - runningMillis()) / speed * NANOS_PER_MILLI + 1;
        long nanos = (long) Math.min(wait, LONGEST_WAIT_NANOS);
        if (stopped.await(nanos, TimeUnit.NANOSECONDS)) {
          return false;
        }
      }
    }
    now = Math.max(now, millis);
    return stopped.getCount() > 0;
  }

  /** The past is over, or there is nothing more to play: others need not wait for this city. */
  void arrive() {
    if (!arrived) {
      arrived = true;
      gate.arrive();
    }
  }

  private double runningMillis() {
    return live + (System.nanoTime() - wallAtLive) / NANOS_PER_MILLI * speed;
  }

  boolean isLive() {
    return running;
  }

  /** How far the city has come: up to the message that waits for its time. */
  Instant now() {
    long passed = now;
    if (!running) {
      return Instant.ofEpochMilli(passed);
    }
    long reached = (long) Math.min((double) next, runningMillis());
    return Instant.ofEpochMilli(Math.max(passed, reached));
  }
}
