package citybrain.synthetic.ground;

/** A place in WGS84 degrees. */
public record Spot(double longitude, double latitude) {

  private static final double METRES_PER_DEGREE = 111_320;

  /** Metres as the crow flies; good for a city. */
  public double metresTo(Spot other) {
    double middle = Math.toRadians((latitude + other.latitude) / 2);
    double east = (longitude - other.longitude) * Math.cos(middle) * METRES_PER_DEGREE;
    double north = (latitude - other.latitude) * METRES_PER_DEGREE;
    return Math.hypot(east, north);
  }
}
