package citybrain.observation;

import java.util.Arrays;

/**
 * A clock that several tell, each its part: it stands where the slowest does, and never goes back.
 */
public final class SharedClock {

  private long[] parts = {};
  private long now;

  /**
   * Begins at a time, for one that goes on.
   *
   * @param now epoch milliseconds; {@code Long.MIN_VALUE} before it has any time
   */
  public SharedClock(long now) {
    this.now = now;
  }

  /** How far it is, epoch milliseconds; {@code Long.MIN_VALUE} before it has any time. */
  public long now() {
    return now;
  }

  /**
   * One part has come so far. When their number changes, all have to tell anew.
   *
   * @return true when the clock as a whole has gone on
   */
  public boolean tell(int part, int of, long time) {
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
