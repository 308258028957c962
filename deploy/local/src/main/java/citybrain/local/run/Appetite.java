package citybrain.local.run;

/**
 * What may lie before one job: as much as it took in a few of its last steps, whatever a record of
 * its costs and however quick the machine is. A step is what it takes in a few seconds, or at once
 * when it is heard of more seldom. Less would let it run dry, and a machine that is slow for a
 * while would be fed ever less.
 *
 * <p>Where an end is known and near, no more than it takes until then: what lies before it at the
 * end is waited for.
 */
final class Appetite {

  private static final long STEP_NANOS = 3_000_000_000L;

  /** Two steps before a job and what it does meanwhile; earlier an end changes nothing. */
  private static final long NEAR_NANOS = 5 * STEP_NANOS;

  private final double steps;
  private long read = -1;
  private long since;
  private long last;
  private long lastButOne;

  /** How much it took at its quicker of two steps, an ns; unlimited before there was one. */
  private double rate = Double.POSITIVE_INFINITY;

  private double lastRate;

  /**
   * @param steps how many of its steps may lie before it
   */
  Appetite(double steps) {
    this.steps = steps;
  }

  /**
   * Takes a look at the job.
   *
   * @param readNow how much it has read in all, as far as that is known
   * @param behind how much lies before it
   * @param least what may always lie before it
   * @param now of a clock that only goes on, ns
   * @param left until the end, ns; {@link Long#MAX_VALUE} when none is known. While it is far, what
   *     a job took at its start says nothing of what it will take until then
   * @return how much more it may get; zero or below when it has enough
   */
  long room(long readNow, long behind, long least, long now, long left) {
    if (read < 0) {
      read = readNow;
      since = now;
    } else if (readNow > read && now - since >= STEP_NANOS) {
      double nowRate = (readNow - read) / (double) (now - since);
      rate = Math.max(lastRate, nowRate);
      lastRate = nowRate;
      since = now;
      lastButOne = last;
      last = readNow - read;
      read = readNow;
    }
    // Of two, for nothing may have been there for it.
    long most = Math.max(least, (long) (steps * Math.max(last, lastButOne)));
    return left > NEAR_NANOS
        ? most - behind
        : Math.min(most, (long) (rate * Math.max(0, left))) - behind;
  }
}
