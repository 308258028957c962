package citybrain.aggregation;

import java.util.Arrays;

/** The event time of one feed, epoch milliseconds. */
public final class ClockOfFeed {
  private final String feed;
  long now = Long.MIN_VALUE;

  /** What each worker of a rule that derives says. */
  private long[] parts = {};

  long missed;

  ClockOfFeed(String feed) {
    this.feed = feed;
  }

  public String feed() {
    return feed;
  }

  /** How far it is; {@code Long.MIN_VALUE} before it has any time. */
  public long now() {
    return now;
  }

  /** Values counted per zone layer that came for forgotten windows, since this was asked last. */
  public long takeMissed() {
    long count = missed;
    missed = 0;
    return count;
  }

  /** True when the feed as a whole has gone on. */
  boolean tell(int part, int of, long time) {
    if (parts.length != of) {
      parts = new long[of];
      Arrays.fill(parts, Long.MIN_VALUE);
    }
    parts[part] = Math.max(parts[part], time);
    long slowest = Long.MAX_VALUE;
    for (long one : parts) {
      slowest = Math.min(slowest, one);
    }
    boolean goesOn = slowest > now;
    now = Math.max(now, slowest);
    return goesOn;
  }
}
