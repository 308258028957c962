package citybrain.jobs.polling;

import java.time.Duration;
import java.util.Optional;

/**
 * When to ask again: at the interval while all is well; after failures twice as late each time, at
 * most {@link #LONGEST}, and spread by a fifth so that pollers do not come back all at once.
 */
record Pace(Duration every) {

  static final Duration LONGEST = Duration.ofMinutes(10);

  /** An origin that asks for more than this is asked all the same. */
  static final Duration MOST_PATIENCE = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 20;
  private static final double SPREAD = 0.2;

  /**
   * The wait before the next question.
   *
   * @param failures how many polls in a row have failed
   * @param asked what the origin asked for
   * @param chance a random number in [0, 1)
   */
  Duration next(int failures, Optional<Duration> asked, double chance) {
    if (failures == 0) {
      return every;
    }
    var most = every.compareTo(LONGEST) > 0 ? every : LONGEST;
    double doubled = every.toMillis() * Math.pow(2, Math.min(failures, MOST_DOUBLINGS));
    double spread = 1 + SPREAD * (2 * chance - 1);
    var wait = Duration.ofMillis((long) (Math.min(doubled, (double) most.toMillis()) * spread));
    return asked
        .map(time -> time.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : time)
        .filter(time -> time.compareTo(wait) > 0)
        .orElse(wait);
  }
}
