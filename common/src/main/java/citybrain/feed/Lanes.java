package citybrain.feed;

import java.time.Instant;
import java.util.stream.LongStream;

/**
 * Over how many workers the series of one feed are spread. A series has one lane, by its feature
 * and by the time of the reading, so that whatever is told twice comes to the same lane. Another
 * number of lanes holds from a time that is declared: readings of before stay where those before
 * them were.
 *
 * @param count of readings from {@code since} on
 * @param before of readings before it
 * @param since epoch milliseconds; {@link #EVER} when it was always so
 */
public record Lanes(int count, int before, long since) {

  /** Of one feed. */
  public static final int MOST = 64;

  /** The number of lanes has never been another. */
  public static final long EVER = Long.MIN_VALUE;

  /** A feed that one worker reads. */
  public static final Lanes ONE = always(1);

  /** Checks the numbers. */
  public Lanes {
    check(count);
    check(before);
    if (since == EVER && before != count) {
      throw new IllegalArgumentException("lanes of before no time");
    }
  }

  private static void check(int count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("from 1 to " + MOST + " lanes, not " + count);
    }
  }

  /** The same number for all readings. */
  public static Lanes always(int count) {
    return new Lanes(count, count, EVER);
  }

  /** How many there are, those of before included. */
  public int all() {
    return Math.max(count, before);
  }

  /** The lane of a reading, from zero. */
  int of(String feature, long time) {
    int lanes = at(time);
    return lanes == 1 ? 0 : Math.floorMod(Fingerprint.of(feature, 0), lanes);
  }

  /**
   * Whether a feed that has been read by other lanes may be read by these from now on, so that what
   * was told is still found in the lane that is asked for it.
   *
   * @param earlier those by which it was read
   * @param told no reading later than this has been told, epoch milliseconds
   * @param asked no reading before this can be asked for any more, epoch milliseconds
   */
  public boolean follow(Lanes earlier, long told, long asked) {
    return LongStream.of(asked, told, since - 1, since, earlier.since - 1, earlier.since)
        .filter(time -> time >= asked && time <= told)
        .allMatch(time -> at(time) == earlier.at(time));
  }

  /** How many lanes readings of this time have. */
  private int at(long time) {
    return time < since ? before : count;
  }

  @Override
  public String toString() {
    return since == EVER
        ? Integer.toString(count)
        : count + " from " + Instant.ofEpochMilli(since) + " on, " + before + " before";
  }
}
