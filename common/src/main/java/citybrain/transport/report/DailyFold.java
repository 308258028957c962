package citybrain.transport.report;

import citybrain.reports.DayClock;
import citybrain.reports.Fold;
import citybrain.reports.Period;
import java.time.LocalDate;

/** A fold that says something of each local day, and of each month when its days are said. */
abstract class DailyFold implements Fold {

  private final DayClock clock;
  private boolean hasBegun;

  DailyFold(Period period) {
    this.clock = new DayClock(period);
  }

  /** The day is over. */
  abstract void dayEnded(LocalDate day);

  /** The month that begins on this day is over, and so are its days. */
  abstract void monthEnded(LocalDate from);

  /** Ends what is over by this time; whether another day begins. */
  final boolean turnsTo(long time) {
    var before = clock.day();
    if (!clock.turnsTo(time)) {
      return false;
    }
    if (hasBegun) {
      dayEnded(before);
      if (!before.withDayOfMonth(1).equals(clock.day().withDayOfMonth(1))) {
        monthEnded(before.withDayOfMonth(1));
      }
    }
    hasBegun = true;
    return true;
  }

  /** Nothing comes any more. */
  final void end() {
    if (hasBegun) {
      hasBegun = false;
      dayEnded(clock.day());
      monthEnded(clock.day().withDayOfMonth(1));
    }
  }
}
