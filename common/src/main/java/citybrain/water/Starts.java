package citybrain.water;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a flow is that of a machine that rests and runs, such as a pump that fills a tank. What
 * it does follows the tank and not the hour, so it is no inflow to be held against one.
 *
 * @param top the largest flow of the last months
 * @param isResting at a tenth of it or less, so also while nothing ever flowed
 * @param last when it started last from rest; {@link Instant#EPOCH} before
 * @param isHabit whether it started twice within a week
 * @param at the last reading; {@link Instant#EPOCH} before
 */
public record Starts(float top, boolean isResting, Instant last, boolean isHabit, Instant at) {

  private static final double RESTS = 0.1;
  private static final double RUNS = 0.5;

  /** After so long half of the top is left, however often is read. */
  private static final Duration HALF = Duration.ofDays(30);

  private static final Duration SOON = Duration.ofDays(7);

  /** A pump may run through a dry summer. */
  private static final Duration REMEMBERED = Duration.ofDays(180);

  private static final Duration STARTING = Duration.ofDays(1);

  private static final Starts BLANK = new Starts(0, false, Instant.EPOCH, false, Instant.EPOCH);

  static Starts blank() {
    return BLANK;
  }

  Starts seen(Instant now, double flow) {
    float size = (float) Math.abs(flow);
    double halves = (double) Math.max(0, Duration.between(at, now).toSeconds()) / HALF.toSeconds();
    float next = Math.max(size, (float) (Math.pow(0.5, halves) * top));
    if (isResting && size > RUNS * next) {
      return new Starts(next, false, now, within(now, SOON) || alternates(now), now);
    }
    boolean rests = size <= (isResting ? RUNS : RESTS) * next;
    return new Starts(next, rests, last, isHabit, now);
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

  /** It came from rest a week ago or less: that it is low is no cut, for it may rest again. */
  boolean mayRest(Instant now) {
    return within(now, SOON);
  }
}
