package citybrain.local.run;

/**
 * What may lie before one job: as much as it took in a few of its last steps, whatever a record of
 * its costs and however quick the machine is. Less would let it run dry between two commits, and a
 * machine that is slow for a while would be fed ever less.
 */
final class Appetite {

  private final double steps;
  private long read = -1;
  private long last;
  private long lastButOne;

  /**
   * @param steps how many of its steps may lie before it
   */
  Appetite(double steps) {
    this.steps = steps;
  }

  /**
   * Takes a look at the job.
   *
   * @param readNow how much it has read and committed in all
   * @param behind how much lies before it
   * @param least what may always lie before it
   * @return how much more it may get; zero or below when it has enough
   */
  long room(long readNow, long behind, long least) {
    if (read < 0) {
      read = readNow;
    } else if (readNow > read) {
      lastButOne = last;
      last = readNow - read;
      read = readNow;
    }
    // Of two, for a step may be cut short by a checkpoint out of turn.
    return Math.max(least, (long) (steps * Math.max(last, lastButOne))) - behind;
  }
}
