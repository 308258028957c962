package citybrain.geo;

import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/** What all shapes of this package share: one factory, RFC 7946 winding, WKB and GeoJSON out. */
final class Shapes {

  /** SRID 4326: everything in here is WGS 84. */
  static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);

  private Shapes() {}

  /** Shells counter-clockwise, holes clockwise (RFC 7946, section 3.1.6). */
  static Geometry wound(Geometry areas) {
    var polygons = new Polygon[areas.getNumGeometries()];
    for (int i = 0; i < polygons.length; i++) {
      polygons[i] = wound((Polygon) areas.getGeometryN(i));
    }
    return polygons.length == 1 ? polygons[0] : FACTORY.createMultiPolygon(polygons);
  }

  private static Polygon wound(Polygon polygon) {
    var holes = new LinearRing[polygon.getNumInteriorRing()];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = wound(polygon.getInteriorRingN(i), false);
    }
    return FACTORY.createPolygon(wound(polygon.getExteriorRing(), true), holes);
  }

  private static LinearRing wound(LinearRing ring, boolean counterClockwise) {
    return Orientation.isCCW(ring.getCoordinateSequence()) == counterClockwise
        ? ring
        : ring.reverse();
  }

  /** ISO WKB, little endian, two dimensions, no SRID: what GeoParquet asks for. */
  static byte[] wkb(Geometry geometry) {
    return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(geometry);
  }

  /** The GeoJSON geometry object of one or more polygons. */
  static String geoJson(Geometry areas) {
    var json = new StringBuilder();
    boolean many = areas.getNumGeometries() != 1;
    json.append(many ? "{\"type\":\"MultiPolygon\"" : "{\"type\":\"Polygon\"");
    json.append(",\"coordinates\":").append(many ? "[" : "");
    for (int i = 0; i < areas.getNumGeometries(); i++) {
      json.append(i == 0 ? "[" : ",[");
      var polygon = (Polygon) areas.getGeometryN(i);
      appendRing(json, polygon.getExteriorRing());
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        appendRing(json.append(','), polygon.getInteriorRingN(hole));
      }
      json.append(']');
    }
    return json.append(many ? "]}" : "}").toString();
  }

  private static void appendRing(StringBuilder json, LinearRing ring) {
    json.append('[');
    var separator = "";
    for (Coordinate corner : ring.getCoordinates()) {
      json.append(separator).append('[').append(corner.x).append(',').append(corner.y).append(']');
      separator = ",";
    }
    json.append(']');
  }

  static BoundingBox bounds(Geometry geometry) {
    var box = geometry.getEnvelopeInternal();
    return new BoundingBox(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
  }
}
