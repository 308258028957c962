package citybrain.synthetic.transit;

import citybrain.synthetic.chance.Chance;

/**
 * What goes wrong with single trips without a crash: some do not run, announced or not, some are
 * held up at a stop. Nothing of it in the first six hours of the city.
 */
record TransitTrouble(Chance chance, long firstIncident) {

  private static final double CANCELLED = 0.002;
  private static final double MISSING = 0.006;
  private static final double HELD_UP = 0.006;
  private static final double LEAST_HOLD_SECONDS = 240;
  private static final double MOST_HOLD_SECONDS = 600;
  private static final int TRIPS_PER_DAY = 8192;

  /** What becomes of a trip. */
  enum Fate {
    RUNS,
    /** Does not run, and the trip updates say so. */
    CANCELLED,
    /** Does not run, and nobody says so. */
    MISSING
  }

  Fate fate(int route, long day, int trip, long start) {
    if (start < firstIncident) {
      return Fate.RUNS;
    }
    double lot = chance.uniform(8L * route, turn(day, trip));
    return lot < CANCELLED ? Fate.CANCELLED : lot < MISSING ? Fate.MISSING : Fate.RUNS;
  }

  /** The stop at which a trip is held up, or -1. */
  int heldUpAt(int route, long day, int trip, long start, int stops) {
    long turn = turn(day, trip);
    return start >= firstIncident && chance.uniform(8L * route + 1, turn) < HELD_UP
        ? (int) (stops * chance.between(0.15, 0.6, 8L * route + 2, turn))
        : -1;
  }

  double holdSeconds(int route, long day, int trip) {
    return chance.between(LEAST_HOLD_SECONDS, MOST_HOLD_SECONDS, 8L * route + 3, turn(day, trip));
  }

  /** How many times faster or slower than usual a driver is between two stops. */
  double driver(int route, long day, int trip, int stop) {
    long turn = turn(day, trip);
    double slow = 0.06 * chance.normal(8L * route + 4, turn);
    double stretch = 0.10 * chance.normal(8L * (route + 256L * stop) + 5, turn);
    return Math.max(0.7, Math.min(1.3, 1 + slow + stretch));
  }

  /** How many more or fewer than usual wait at a stop, in standard deviations. */
  double crowd(int route, long day, int trip, int stop) {
    return chance.normal(8L * (route + 4096L * stop) + 6, turn(day, trip));
  }

  private static long turn(long day, int trip) {
    return day * TRIPS_PER_DAY + trip;
  }
}
