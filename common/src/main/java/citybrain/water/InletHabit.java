package citybrain.water;

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
