package citybrain.feed;

/**
 * How far the event time of one feed has come: a function of its own raw records and heartbeats and
 * of nothing else, so that whoever reads the log again finds the same. Times are epoch
 * milliseconds; the clock stands at zero until the feed has said something.
 *
 * <p>A message takes the clock to the latest time it tells, but never beyond its arrival by more
 * than a second: a stamp of the future makes nobody late. A heartbeat says that its sender lives
 * and has nothing: the clock then follows the city's at the distance at which the feed's own
 * messages lately came. A heartbeat that names a time gives up what is older.
 */
public final class FeedClock {

  /** How far a clock may be ahead of the arrival of what moves it, ms. */
  static final long AHEAD = 1_000;

  /** How many messages that moved the clock tell how late news usually come. */
  private static final int REMEMBERED = 32;

  /** Where delays begin in what is written. */
  private static final int FIRST_DELAY = 3;

  private final long least;
  private final long[] delays = new long[REMEMBERED];
  private int heard;
  private long now;

  /** The furthest stamp of the future. */
  private long furthest = Long.MIN_VALUE;

  /**
   * @param lateness how late its records may come, as its declaration says, ms
   */
  public FeedClock(long lateness) {
    this.least = lateness;
  }

  /** The clock. */
  public long now() {
    return now;
  }

  /**
   * A message was read.
   *
   * @param latest the latest phenomenon time of its readings; {@code Long.MIN_VALUE} when there was
   *     none
   */
  public void message(long latest, long arrival) {
    boolean isFuture = latest > arrival + AHEAD;
    message(isFuture ? Long.MIN_VALUE : latest, isFuture ? latest : Long.MIN_VALUE, arrival);
  }

  /**
   * A message was read.
   *
   * @param latest the latest phenomenon time of its readings that is not ahead of its arrival by
   *     more than {@link #AHEAD}; {@code Long.MIN_VALUE} when there was none
   * @param future the latest of those that are; only once does it move the clock, for a table that
   *     is sent again and again may repeat it for hours
   */
  void message(long latest, long future, long arrival) {
    long reached = latest;
    if (future > furthest) {
      furthest = future;
      reached = Math.max(reached, arrival + AHEAD);
    }
    if (reached > now) {
      now = reached;
      delays[heard++ % REMEMBERED] = Math.max(0, arrival - reached);
    }
  }

  /** No time was told that is later than this. */
  long furthest() {
    return Math.max(now, furthest);
  }

  /** Its sender had nothing to say until then. */
  public void heartbeat(long arrival) {
    if (heard > 0) {
      now = Math.max(now, arrival - delay());
    }
  }

  /** Whoever keeps the feed no longer waits for what is older than this. */
  public void giveUp(long until, long arrival) {
    now = Math.max(now, Math.min(until, arrival + AHEAD));
  }

  private long delay() {
    long longest = least;
    for (long delay : delays) {
      longest = Math.max(longest, delay);
    }
    return longest;
  }

  /** All that is remembered, for {@link #restore}. */
  public long[] state() {
    var state = new long[FIRST_DELAY + REMEMBERED];
    state[0] = now;
    state[1] = heard;
    state[2] = furthest;
    System.arraycopy(delays, 0, state, FIRST_DELAY, REMEMBERED);
    return state;
  }

  /** Goes on from what {@link #state} said. */
  public void restore(long[] state) {
    now = state[0];
    heard = (int) state[1];
    furthest = state[2];
    System.arraycopy(state, FIRST_DELAY, delays, 0, REMEMBERED);
  }
}
