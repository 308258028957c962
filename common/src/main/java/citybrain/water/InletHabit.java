package citybrain.water;

import citybrain.detection.Baseline;
import citybrain.detection.Cadence;
import citybrain.detection.DayProfile;
import citybrain.detection.SuddenStep;
import java.time.Instant;

/**
 * What an inlet usually does.
 *
 * @param spread by what share readings differ from what is usual, root mean square over all hours
 *     of the last days: an hour that was seen three times does not know how it varies
 */
public record InletHabit(
    DayProfile profile, SuddenStep step, Cadence cadence, Starts starts, double spread) {

  /** Days that the spread is made of: the wandering of demand is learned from its days. */
  private static final double SPREAD_DAYS = 10;

  /** What differs by more times the spread counts no more in it. */
  private static final double SPREAD_BORDER = 4;

  /** Sigma of normally distributed noise is this times its median absolute deviation. */
  private static final double SIGMA_OF_MAD = 1.4826;

  /** One object, because arrays are equal to themselves only. */
  private static final InletHabit BLANK =
      new InletHabit(DayProfile.blank(), SuddenStep.blank(), Cadence.blank(), Starts.blank(), 0);

  static InletHabit blank() {
    return BLANK;
  }

  InletHabit seen(Instant now, double flow) {
    var next = cadence.seen(now);
    return new InletHabit(
        profile, step.seen(now, flow, next.interval()), next, starts.seen(now, flow), spread);
  }

  InletHabit with(DayProfile next) {
    return new InletHabit(next, step, cadence, starts, spread);
  }

  /**
   * With what history teaches. How readings spread about their half hour is that of history too,
   * unless more was learned here.
   */
  InletHabit taught(Baseline baseline, int today) {
    var next = profile.taught(baseline, today, flow -> flow);
    boolean isMore = next.readings() > profile.readings();
    return new InletHabit(next, step, cadence, starts, isMore ? spread(baseline) : spread);
  }

  private static double spread(Baseline baseline) {
    double squares = 0;
    for (var slot : baseline.slots()) {
      double share = SIGMA_OF_MAD * slot.mad() / Math.max(1e-6, Math.abs(slot.median()));
      squares += share * share;
    }
    return Math.sqrt(squares / baseline.slots().size());
  }

  /** Less than so many hours were learned. */
  boolean isYoung(int hours) {
    return profile.readings() * cadence.hours() < hours;
  }

  /** Learns by what share a reading differs that raised nothing. */
  InletHabit differing(double flow, double usual) {
    double share = Math.abs(flow - usual) / Math.max(1e-6, Math.abs(usual));
    double known = spread == 0 ? share : spread;
    double counted = Math.min(share, SPREAD_BORDER * known);
    double days = cadence.hours() / 24 / SPREAD_DAYS;
    double rate = Math.min(1, Math.max(1.0 / Math.max(1, profile.readings()), days));
    double square = known * known + rate * (counted * counted - known * known);
    return new InletHabit(profile, step, cadence, starts, Math.sqrt(square));
  }
}
