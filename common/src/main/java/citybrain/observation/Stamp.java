package citybrain.observation;

/**
 * What ingest writes beside an observation so that every reader of the log judges it alike: how far
 * the clock of its feed had come, and where in the raw topic it was said. Times are epoch
 * milliseconds; zero when the feed had no time yet.
 *
 * @param clock of the feed before the message that says this: what is late is decided by it
 * @param after of the feed once the record that holds this is read; only permits others to be
 *     handed over. Zero when the record says nothing of that: what is derived bears as its clock
 *     the time at which it became known
 * @param partition of the raw topic
 * @param offset in that partition
 * @param index within the message, from zero; with the offset it orders what is of one time
 */
public record Stamp(long clock, long after, int partition, long offset, int index) {

  /** Of what no feed of ours brought. */
  public static final Stamp NONE = new Stamp(0, 0, 0, 0, 0);

  /** Of what follows this in its message, after so many. */
  public Stamp plus(int more) {
    return new Stamp(clock, after, partition, offset, index + more);
  }

  /** Whether what was true at this time came after the time that waits for it had passed. */
  public boolean isTooLate(long phenomenonTime, long lateness) {
    return phenomenonTime + lateness < clock;
  }
}
