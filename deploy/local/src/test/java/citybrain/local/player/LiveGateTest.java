package citybrain.local.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cities of one play go live together, and none waits for one that has ended. */
class LiveGateTest {

  private static final Instant BEGIN = Instant.parse("2025-03-10T00:00:00Z");
  private static final Instant LIVE = BEGIN.plusSeconds(3600);
  private static final double SPEED = 1e6;
  private static final Duration LONG_ENOUGH = Duration.ofMillis(400);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final LiveGate gate = new LiveGate(2);
  private final CityClock quick = new CityClock(BEGIN, LIVE, SPEED, stopped, gate);
  private final CityClock slow = new CityClock(BEGIN, LIVE, SPEED, stopped, gate);

  @AfterEach
  void stop() {
    stopped.countDown();
  }

  private static CompletableFuture<Boolean> reach(CityClock clock, Instant time) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return clock.reach(time.toEpochMilli());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void theFirstWaitsForTheLastAndBothRunOnOneClock() throws Exception {
    gate.unlock();
    assertThat(quick.reach(LIVE.toEpochMilli())).isTrue();
    var waiting = reach(quick, LIVE.plusSeconds(60));
    await()
        .during(LONG_ENOUGH)
        .atMost(LONG_ENOUGH.multipliedBy(10))
        .until(() -> !waiting.isDone() && !quick.isLive());

    assertThat(slow.reach(LIVE.plusSeconds(60).toEpochMilli())).isTrue();
    await().until(waiting::isDone);
    assertThat(waiting.get()).isTrue();
    assertThat(quick.isLive() && slow.isLive()).isTrue();
    assertThat(quick.now()).isEqualTo(slow.now());
  }

  /** The past may be over before anybody is there to see what follows. */
  @Test
  void allWaitUntilSomebodyWantsToSeeThemLive() throws Exception {
    assertThat(quick.reach(LIVE.toEpochMilli()) && slow.reach(LIVE.toEpochMilli())).isTrue();
    var first = reach(quick, LIVE.plusSeconds(60));
    var second = reach(slow, LIVE.plusSeconds(60));
    await()
        .during(LONG_ENOUGH)
        .atMost(LONG_ENOUGH.multipliedBy(10))
        .until(() -> !first.isDone() && !second.isDone() && !quick.isLive() && !slow.isLive());

    gate.unlock();
    await().until(() -> first.isDone() && second.isDone());
    assertThat(first.get() && second.get()).isTrue();
  }

  @Test
  void nobodyWaitsForACityThatHasEnded() throws Exception {
    gate.unlock();
    slow.arrive();
    slow.arrive();
    assertThat(quick.reach(LIVE.plusSeconds(60).toEpochMilli())).isTrue();
  }

  @Test
  void whoWaitsIsLetGoWhenThePlayIsStopped() throws Exception {
    var waiting = reach(quick, LIVE.plusSeconds(60));
    stopped.countDown();
    await().until(waiting::isDone);
    assertThat(waiting.get()).isFalse();
  }
}
