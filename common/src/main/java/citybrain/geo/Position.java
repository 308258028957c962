package citybrain.geo;

import org.jspecify.annotations.Nullable;

/**
 * A point in degrees on WGS 84 (EPSG:4326). Other datums are converted on entry, see {@code Crs}.
 */
public record Position(double longitude, double latitude) {

  private static final double EARTH_RADIUS_METERS = 6_371_008.8;

  /** True when the point lies on the globe and is not the 0,0 that broken devices report. */
  public boolean isPlausible() {
    return longitude >= -180
        && longitude <= 180
        && latitude >= -90
        && latitude <= 90
        && !(Math.abs(longitude) < 1e-6 && Math.abs(latitude) < 1e-6);
  }

  /**
   * Along the great circle, m, on a sphere of the mean radius of the earth (IUGG: 6,371,008.8 m),
   * which is within 0.6 % of the ellipsoid.
   */
  public double metersTo(Position other) {
    double phi = Math.toRadians(latitude);
    double otherPhi = Math.toRadians(other.latitude);
    double north = Math.sin((otherPhi - phi) / 2);
    double east = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
    double half = north * north + Math.cos(phi) * Math.cos(otherPhi) * east * east;
    return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(half)));
  }

  /** As a record has it, but that goes through method handles, which shows where millions pass. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Position that
        && Double.compare(longitude, that.longitude) == 0
        && Double.compare(latitude, that.latitude) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(longitude) + Double.hashCode(latitude);
  }
}
