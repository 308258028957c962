package citybrain.jobs.lake.care;

/**
 * Where a place lies on a line through all places (Hilbert's), on which what is near is mostly near
 * as well: files sorted by it have row groups of small areas.
 */
final class Hilbert {

  /** Squares of a side: of half a kilometre at the equator, and less elsewhere. */
  private static final int SIDE = 1 << 16;

  private Hilbert() {}

  /** Of a place in degrees. */
  static long of(double longitude, double latitude) {
    int x = square(longitude, 360);
    int y = square(latitude, 180);
    long along = 0;
    for (int s = SIDE / 2; s > 0; s /= 2) {
      int right = (x & s) > 0 ? 1 : 0;
      int up = (y & s) > 0 ? 1 : 0;
      along += (long) s * s * ((3 * right) ^ up);
      if (up == 0) {
        if (right == 1) {
          x = SIDE - 1 - x;
          y = SIDE - 1 - y;
        }
        int turned = x;
        x = y;
        y = turned;
      }
    }
    return along;
  }

  private static int square(double degrees, double around) {
    double share = (degrees + around / 2) / around;
    return (int) Math.max(0, Math.min(SIDE - 1, Math.floor(share * SIDE)));
  }
}
