package citybrain.geo;

/**
 * West, south, east and north edge in degrees on WGS 84, edges included. It does not cross the
 * antimeridian: west is less than east.
 */
public record BoundingBox(double west, double south, double east, double north) {

  public boolean contains(double longitude, double latitude) {
    return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
  }

  public boolean contains(Position position) {
    return contains(position.longitude(), position.latitude());
  }

  public Position centre() {
    return new Position((west + east) / 2, (south + north) / 2);
  }
}
