package citybrain.synthetic.town;

import citybrain.synthetic.ground.Spot;
import java.util.Arrays;

/** The way along some links that follow each other, measured in metres from its beginning. */
public final class Course {

  private static final double METRES_PER_DEGREE = 111_320;

  private final double[] longitudes;
  private final double[] latitudes;
  private final double[] metres;
  private final float[] bearings;

  /** Degrees of longitude in one degree of latitude. */
  private final double stretch;

  public Course(RoadNetwork roads, int... links) {
    int points = 2 * links.length + 1;
    this.longitudes = new double[points];
    this.latitudes = new double[points];
    this.metres = new double[points];
    this.bearings = new float[points - 1];
    this.stretch = 1 / Math.cos(Math.toRadians(roads.course(links[0]).get(0).latitude()));
    for (int i = 0; i < links.length; i++) {
      var spots = roads.course(links[i]);
      for (int j = i == 0 ? 0 : 1; j < 3; j++) {
        add(2 * i + j, spots.get(j));
      }
    }
  }

  private void add(int point, Spot spot) {
    longitudes[point] = spot.longitude();
    latitudes[point] = spot.latitude();
    if (point > 0) {
      metres[point] = metres[point - 1] + point(point - 1).metresTo(spot);
      double north = latitudes[point] - latitudes[point - 1];
      double degrees = Math.toDegrees(Math.atan2(east(point - 1), north));
      bearings[point - 1] = (float) ((degrees + 360) % 360);
    }
  }

  public int points() {
    return metres.length;
  }

  public Spot point(int point) {
    return new Spot(longitudes[point], latitudes[point]);
  }

  /** Metres from the beginning to a point; point {@code 2 n} is the beginning of the n-th link. */
  public double metres(int point) {
    return metres[point];
  }

  public double length() {
    return metres[metres.length - 1];
  }

  /** A place in degrees so many metres east and north of one on the course. */
  public Spot near(double longitude, double latitude, double east, double north) {
    return new Spot(
        longitude + east / METRES_PER_DEGREE * stretch, latitude + north / METRES_PER_DEGREE);
  }

  /**
   * The place so many metres along, {@code right} metres to the right of the middle of the road.
   */
  public Spot at(double along, double right) {
    int point = pieceOf(along);
    double share = (along - metres[point]) / (metres[point + 1] - metres[point]);
    double east = east(point);
    double north = latitudes[point + 1] - latitudes[point];
    double length = Math.sqrt(east * east + north * north);
    return near(
        longitudes[point] + share * (longitudes[point + 1] - longitudes[point]),
        latitudes[point] + share * north,
        right * north / length,
        -right * east / length);
  }

  /** Degrees clockwise from north, 0 up to 360. */
  public double bearing(double along) {
    return bearings[pieceOf(along)];
  }

  /** Towards the east in degrees of latitude. */
  private double east(int point) {
    return (longitudes[point + 1] - longitudes[point]) / stretch;
  }

  private int pieceOf(double along) {
    int found = Arrays.binarySearch(metres, along);
    int point = found >= 0 ? found : -found - 2;
    return Math.max(0, Math.min(metres.length - 2, point));
  }
}
