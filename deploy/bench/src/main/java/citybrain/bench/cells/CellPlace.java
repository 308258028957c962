package citybrain.bench.cells;

import java.util.SplittableRandom;

/** Where the points lie whose cells are asked for. */
enum CellPlace {
  /** Everywhere alike. */
  WORLD(-180, 180, -90, 90),

  /** Beijing: it lies in the base cell of a pentagon, where there is most to do. */
  CITY(116.2, 116.6, 39.75, 40.1);

  private static final int SEED = 7;

  private final double west;
  private final double east;
  private final double sineSouth;
  private final double sineNorth;

  CellPlace(double west, double east, double south, double north) {
    this.west = west;
    this.east = east;
    this.sineSouth = Math.sin(Math.toRadians(south));
    this.sineNorth = Math.sin(Math.toRadians(north));
  }

  double longitude(SplittableRandom random) {
    return random.nextDouble(west, east);
  }

  double latitude(SplittableRandom random) {
    return Math.toDegrees(Math.asin(random.nextDouble(sineSouth, sineNorth)));
  }

  /** Longitude and latitude in turn, the same every time. */
  double[] points(int count) {
    var random = new SplittableRandom(SEED);
    var points = new double[2 * count];
    for (int i = 0; i < points.length; i += 2) {
      points[i] = longitude(random);
      points[i + 1] = latitude(random);
    }
    return points;
  }
}
