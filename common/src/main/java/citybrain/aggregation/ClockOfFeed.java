package citybrain.aggregation;

import citybrain.observation.SharedClock;

/** The event time of one feed, epoch milliseconds. */
public final class ClockOfFeed {
  private final String feed;

  /** Told by each lane of the feed, or by each worker of a rule that derives. */
  private SharedClock clock = new SharedClock(Long.MIN_VALUE);

  long missed;

  ClockOfFeed(String feed) {
    this.feed = feed;
  }

  public String feed() {
    return feed;
  }

  /** How far it is; {@code Long.MIN_VALUE} before it has any time. */
  public long now() {
    return clock.now();
  }

  /** Values counted per zone layer that came for forgotten windows, since this was asked last. */
  public long takeMissed() {
    long count = missed;
    missed = 0;
    return count;
  }

  /** True when the feed as a whole has gone on. */
  boolean tell(int part, int of, long time) {
    return clock.tell(part, of, time);
  }

  /** Goes on from what it was when it was written. */
  void restore(long now) {
    clock = new SharedClock(Math.max(now, clock.now()));
  }
}
