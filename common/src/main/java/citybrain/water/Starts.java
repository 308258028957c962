package citybrain.water;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a flow is that of a machine that rests and runs, such as a pump that fills a tank. What
 * it does follows the tank and not the hour, so it is no inflow to be held against one.
 *
 * @param top the largest flow of the last months
 * @param isResting below a tenth of it
 * @param last when it started last from rest; {@link Instant#EPOCH} before
 * @param isHabit whether it started twice within a week
 */
public record Starts(float top, boolean isResting, Instant last, boolean isHabit) {

  private static final double RESTS = 0.1;
  private static final double RUNS = 0.5;

  /** Share of the top that is left after a reading at five minutes: half after a month. */
  private static final double FORGETS = 0.99992;

  private static final Duration SOON = Duration.ofDays(7);

  /** A pump may run through a dry summer. */
  private static final Duration REMEMBERED = Duration.ofDays(180);

  private static final Duration STARTING = Duration.ofDays(1);

  private static final Starts BLANK = new Starts(0, false, Instant.EPOCH, false);

  static Starts blank() {
    return BLANK;
  }

  Starts seen(Instant now, double flow) {
    float size = (float) Math.abs(flow);
    float next = Math.max(size, (float) (FORGETS * top));
    if (isResting && size > RUNS * next) {
      return new Starts(next, false, now, within(now, SOON) || alternates(now));
    }
    return new Starts(next, isResting ? size <= RUNS * next : size < RESTS * next, last, isHabit);
  }

  private boolean within(Instant now, Duration time) {
    return !last.equals(Instant.EPOCH) && Duration.between(last, now).compareTo(time) <= 0;
  }

  /** It started twice within a week, and has started again since then every half year. */
  boolean alternates(Instant now) {
    return isHabit && within(now, REMEMBERED);
  }

  /** It came from rest a day ago or less: that it is high is no burst. */
  boolean justStarted(Instant now) {
    return within(now, STARTING);
  }
}
