package citybrain.transport.realtime;

import java.util.OptionalDouble;

/**
 * How full a vehicle is, in percent. Most operators send a word instead of a number; a number in
 * the middle of what GTFS means by the word then stands for it.
 */
final class Occupancy {

  /** By the number of OccupancyStatus: empty, many seats, few seats, standing, crushed, full. */
  private static final double[] SHARES = {0, 25, 50, 75, 95, 100};

  private Occupancy() {}

  /**
   * @param status the number of the word, negative when not given
   * @param percentage negative when not given
   */
  static OptionalDouble share(int status, int percentage) {
    if (percentage >= 0) {
      return OptionalDouble.of(percentage);
    }
    return status >= 0 && status < SHARES.length
        ? OptionalDouble.of(SHARES[status])
        : OptionalDouble.empty();
  }
}
