package citybrain.geo;

import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;

/**
 * The one class that asks the EPSG database of GeoTools, whose first use costs two seconds. Apart
 * from {@link Crs} so that WGS 84 never loads it.
 */
final class EpsgProjection {

  private static final Position NOWHERE = new Position(Double.NaN, Double.NaN);

  private final MathTransform toWgs84;

  private EpsgProjection(MathTransform toWgs84) {
    this.toWgs84 = toWgs84;
  }

  static EpsgProjection of(String code) {
    MathTransform transform;
    try {
      transform = CRS.findMathTransform(CRS.decode(code, true), DefaultGeographicCRS.WGS84, true);
    } catch (FactoryException e) {
      throw new IllegalArgumentException(
          "unknown CRS '" + code + "': expected an EPSG code such as EPSG:25832", e);
    }
    if (transform.getSourceDimensions() != 2) {
      throw new IllegalArgumentException(
          "CRS '" + code + "' is not horizontal: expected one such as EPSG:25832");
    }
    return new EpsgProjection(transform);
  }

  Position position(double x, double y) {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      return NOWHERE;
    }
    var point = new double[] {x, y};
    try {
      toWgs84.transform(point, 0, point, 0, 1);
    } catch (TransformException e) {
      return NOWHERE;
    }
    return new Position(point[0], point[1]);
  }
}
