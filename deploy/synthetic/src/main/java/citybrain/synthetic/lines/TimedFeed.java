package citybrain.synthetic.lines;

/**
 * A feed as a timetable: every period has the same parts, each part is one message at most. Which
 * message says what depends on tick and part only, so play can begin anywhere.
 */
public interface TimedFeed {

  /** No message. */
  long NEVER = Long.MAX_VALUE;

  /** What {@link #write} answers when there is no message. */
  int NO_MESSAGE = -1;

  String name();

  /** Seconds between ticks; tick n begins at n periods after the epoch. */
  long period();

  /** No message arrives later than this many seconds after the beginning of its tick. */
  long longestDelay();

  int parts();

  /** Epoch milliseconds, or {@link #NEVER}. */
  long arrival(long tick, int part);

  /** What the origin calls the file a message comes from. */
  default String source(long tick, int part) {
    return name() + ".csv";
  }

  /** Whether each message is a file of its own, rather than some lines of a table. */
  default boolean isWhole() {
    return false;
  }

  /**
   * Appends the message and returns the number of its records (of a table: data lines). A table
   * without lines is no message either.
   */
  int write(long tick, int part, Text out);
}
