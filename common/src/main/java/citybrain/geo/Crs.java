package citybrain.geo;

import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;

/** A coordinate reference system by its EPSG code; turns its coordinates into WGS 84 positions. */
public final class Crs {

  /** Longitude and latitude in degrees: nothing to convert. */
  public static final Crs WGS84 = new Crs("EPSG:4326", null);

  private final String code;
  private final @org.jspecify.annotations.Nullable MathTransform toWgs84;

  private Crs(String code, @org.jspecify.annotations.Nullable MathTransform toWgs84) {
    this.code = code;
    this.toWgs84 = toWgs84;
  }

  /**
   * The system with this code, for example {@code EPSG:25832}.
   *
   * @throws IllegalArgumentException when the EPSG database does not know it
   */
  public static Crs of(String code) {
    if (code.equals("EPSG:4326") || code.equals("OGC:CRS84")) {
      return WGS84;
    }
    try {
      var source = CRS.decode(code, true);
      return new Crs(code, CRS.findMathTransform(source, DefaultGeographicCRS.WGS84, true));
    } catch (FactoryException e) {
      throw new IllegalArgumentException(
          "unknown CRS '" + code + "': expected an EPSG code such as EPSG:25832", e);
    }
  }

  public String code() {
    return code;
  }

  /**
   * x is easting or longitude, y northing or latitude, whatever the axis order of the authority.
   */
  public Position position(double x, double y) {
    if (toWgs84 == null) {
      return new Position(x, y);
    }
    var point = new double[] {x, y};
    try {
      toWgs84.transform(point, 0, point, 0, 1);
    } catch (TransformException e) {
      return new Position(Double.NaN, Double.NaN);
    }
    return new Position(point[0], point[1]);
  }
}
