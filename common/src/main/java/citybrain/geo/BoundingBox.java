package citybrain.geo;

import java.util.Locale;

/**
 * West, south, east and north edge in degrees on WGS 84, edges included. Where west is more than
 * east, it crosses the antimeridian (RFC 7946, section 5.2).
 */
public record BoundingBox(double west, double south, double east, double north) {

  public boolean contains(double longitude, double latitude) {
    return latitude >= south
        && latitude <= north
        && (west <= east
            ? longitude >= west && longitude <= east
            : longitude >= west || longitude <= east);
  }

  public boolean contains(Position position) {
    return contains(position.longitude(), position.latitude());
  }

  /** Whether they have a point in common. */
  public boolean touches(BoundingBox other) {
    return south <= other.north
        && other.south <= north
        && (spans(other.west) || spans(other.east) || other.spans(west));
  }

  private boolean spans(double longitude) {
    return contains(longitude, south);
  }

  /** The box that this is when longitudes and latitudes stand in each other's place. */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // that is what it is for
  public BoundingBox swapped() {
    return new BoundingBox(south, west, north, east);
  }

  /** Its edges as city files have them, in degrees. */
  public String text() {
    return String.format(Locale.ROOT, "[%.4f, %.4f, %.4f, %.4f]", west, south, east, north);
  }

  public Position centre() {
    double middle = (west + east) / 2;
    if (west > east) {
      middle += middle > 0 ? -180 : 180;
    }
    return new Position(middle, (south + north) / 2);
  }
}
