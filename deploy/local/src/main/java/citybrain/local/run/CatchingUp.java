package citybrain.local.run;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** How long the city will take to understand its past, going by the last while. */
final class CatchingUp {

  private static final long LOOKS_BACK = TimeUnit.SECONDS.toNanos(30);
  private static final long LEAST = TimeUnit.SECONDS.toNanos(10);

  /** Of more, nothing is known yet but that it began slowly. */
  private static final long MOST_SECONDS = TimeUnit.HOURS.toSeconds(1);

  private record Look(long nanos, long millis) {}

  private final Deque<Look> looks = new ArrayDeque<>();

  /**
   * Takes a look.
   *
   * @param nanos when, by {@code System.nanoTime}
   * @param understood how far the city has come
   * @param goesLive where its past ends
   * @return seconds; empty while there is nothing to go by
   */
  OptionalLong secondsToGo(long nanos, Instant understood, Instant goesLive) {
    looks.addLast(new Look(nanos, understood.toEpochMilli()));
    while (nanos - looks.getFirst().nanos() > LOOKS_BACK) {
      looks.removeFirst();
    }
    var first = looks.getFirst();
    long took = nanos - first.nanos();
    long came = understood.toEpochMilli() - first.millis();
    if (took < LEAST || came <= 0) {
      return OptionalLong.empty();
    }
    double left = Math.max(0, goesLive.toEpochMilli() - understood.toEpochMilli());
    long seconds = Math.round(left / came * took / TimeUnit.SECONDS.toNanos(1));
    return seconds > MOST_SECONDS ? OptionalLong.empty() : OptionalLong.of(seconds);
  }
}
