package citybrain.synthetic.transit;

/**
 * Who waits at the stops, and how long a vehicle stands for them. The longer the gap before it, the
 * more wait: this is why vehicles bunch.
 */
final class Passengers {

  static final int CAPACITY = 80;

  private static final double PEAK_PER_SECOND = 20 / 3600.0;
  private static final double PEAK_HEADWAY = 480;
  private static final double DOORS_SECONDS = 6;
  private static final double SECONDS_EACH_ON = 2.8;
  private static final double SECONDS_EACH_OFF = 1.5;
  private static final double LONGEST_DWELL = 120;
  private static final double TRIP_STOPS = 10;

  private Passengers() {}

  /** Passengers a second at a stop; a route that runs often is one that many want. */
  static double perSecond(double demand, int rushHeadway, double popularity) {
    return PEAK_PER_SECOND * PEAK_HEADWAY / rushHeadway * demand * (0.3 + 1.4 * popularity);
  }

  /** Seconds at a stop with so many on and off. */
  static double dwell(double on, double off) {
    return on + off <= 0
        ? 0
        : Math.min(
            LONGEST_DWELL, DOORS_SECONDS + Math.max(SECONDS_EACH_ON * on, SECONDS_EACH_OFF * off));
  }

  /** Share of those aboard who leave with so many stops to come. */
  static double leaving(int stopsToCome) {
    return 1 / (1 + Math.min(TRIP_STOPS, stopsToCome));
  }
}
