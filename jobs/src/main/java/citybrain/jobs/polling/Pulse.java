package citybrain.jobs.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the poller writes a heartbeat for one feed. An origin that was asked and had nothing lives.
 * One that cannot be asked may have something to say, so its feed does not beat and is waited for,
 * until it is given up.
 */
final class Pulse {

  /** Between a heartbeat and whatever was written before it, at least. */
  static final Duration LEAST = Duration.ofSeconds(60);

  private static final int INTERVALS = 2;

  private final Duration silence;
  private final Duration giveUp;
  private Instant written;
  private @Nullable Instant failing;
  private boolean givenUp;

  /**
   * Begins as if something had just been written.
   *
   * @param every the interval of the polls
   * @param giveUp polls that have failed for longer than this are not waited for; zero for never
   */
  Pulse(Duration every, Duration giveUp, Instant now) {
    var intervals = every.multipliedBy(INTERVALS);
    this.silence = intervals.compareTo(LEAST) > 0 ? intervals : LEAST;
    this.giveUp = giveUp;
    this.written = now;
  }

  /** A message or a heartbeat was written. */
  void written(Instant now) {
    written = now;
  }

  /** Whether an origin that had nothing is to beat. */
  boolean isDue(Instant now) {
    return isSilent(silence, now);
  }

  private boolean isSilent(Duration atLeast, Instant now) {
    return !now.isBefore(written.plus(atLeast));
  }

  /**
   * A poll succeeded.
   *
   * @return whether the feed had been given up
   */
  boolean answered() {
    boolean wasGivenUp = givenUp;
    failing = null;
    givenUp = false;
    return wasGivenUp;
  }

  /**
   * A poll failed.
   *
   * @return what is older than this is not waited for; empty when that need not be said now
   */
  Optional<Instant> failed(Instant now) {
    if (failing == null) {
      failing = now;
    }
    return !giveUp.isZero() && failing.plus(giveUp).isBefore(now) && isSilent(LEAST, now)
        ? Optional.of(now.minus(giveUp))
        : Optional.empty();
  }

  /**
   * It was said that the feed is given up.
   *
   * @return false when that is nothing new
   */
  boolean gaveUp(Instant now) {
    boolean isNew = !givenUp;
    givenUp = true;
    written = now;
    return isNew;
  }
}
