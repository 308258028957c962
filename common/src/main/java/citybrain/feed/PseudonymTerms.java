package citybrain.feed;

import java.time.Duration;

/**
 * By which names the features of a feed are told.
 *
 * @param key of names of readings from {@code since} on
 * @param keyBefore of those before it; the same where no other has been
 * @param since epoch milliseconds; {@link #EVER} when it was always so
 * @param rotate how long a name holds, whole hours; zero when for as long as its key does
 */
public record PseudonymTerms(Secret key, Secret keyBefore, long since, Duration rotate) {

  /** The key has never been another. */
  public static final long EVER = Long.MIN_VALUE;

  /**
   * What stands in the environment.
   *
   * @param variable its name there
   * @param place where the city file names it, for messages: file, line and key
   */
  public record Secret(String variable, String place) {}

  /** Whether features get another name from time to time. */
  public boolean doRotate() {
    return !rotate.isZero();
  }
}
