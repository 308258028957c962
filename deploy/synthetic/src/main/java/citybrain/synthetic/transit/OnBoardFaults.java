package citybrain.synthetic.transit;

import citybrain.synthetic.chance.Chance;
import java.time.LocalDate;

/**
 * What is wrong with what vehicles send: units that stand still and repeat an old report, lost
 * satellites, a place at 0,0, clocks an hour ahead, drivers who have not logged in, trips known
 * under the number of last year's timetable.
 */
record OnBoardFaults(Chance chance) {

  private static final long WATCH = 900;
  private static final long GLIMPSE = 300;
  private static final double STANDS_STILL = 0.012;
  private static final double NO_SATELLITES = 0.03;
  private static final double AT_ZERO = 0.0004;
  private static final double WRONG_CLOCK = 0.004;
  private static final double NOT_LOGGED_IN = 0.004;
  private static final double OLD_NUMBER = 0.004;
  private static final double LINGERS = 0.02;

  /** The time of what a vehicle last reported at a time: about half a minute ago, or longer. */
  long reportedAt(int vehicle, long time) {
    long usual = time - 2 - chance.below(26, vehicle, 1);
    long watch = Math.floorDiv(usual, WATCH);
    if (chance.uniform(3L * vehicle, 2 * watch) >= STANDS_STILL) {
      return usual;
    }
    return Math.min(usual, watch * WATCH + chance.below(500, 3L * vehicle, 2 * watch + 1));
  }

  boolean isWithoutSatellites(int vehicle, long time) {
    return chance.uniform(3L * vehicle + 1, Math.floorDiv(time, GLIMPSE)) < NO_SATELLITES;
  }

  boolean isAtZero(int vehicle, long time) {
    return chance.uniform(3L * vehicle + 2, time) < AT_ZERO;
  }

  /** Seconds by which the clock of a vehicle is ahead. */
  long clockError(int vehicle, LocalDate date) {
    return chance.uniform(-2L - 3L * vehicle, date.toEpochDay()) < WRONG_CLOCK ? 3600 : 0;
  }

  boolean isNotLoggedIn(int vehicle, LocalDate date) {
    return chance.uniform(-3L - 3L * vehicle, date.toEpochDay()) < NOT_LOGGED_IN;
  }

  boolean hasOldNumber(int vehicle, LocalDate date) {
    return chance.uniform(-4L - 3L * vehicle, date.toEpochDay()) < OLD_NUMBER;
  }

  /** Whether what it sends names no trip, or none that the timetable knows. */
  boolean isUntracked(int vehicle, LocalDate date) {
    return isNotLoggedIn(vehicle, date) || hasOldNumber(vehicle, date);
  }

  /** How long a vehicle that came home is still shown where it was, seconds. */
  long lingers(int vehicle, LocalDate date) {
    double lot = chance.uniform(-5L - 3L * vehicle * 4, date.toEpochDay());
    return lot < LINGERS ? (long) (1200 + 2400 * lot / LINGERS) : 0;
  }
}
