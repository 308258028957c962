package citybrain.geo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.geom.util.PolygonExtracter;

/**
 * Areas across the 180th meridian. RFC 7946, section 3.1.9, wants them cut there; in files that do
 * not, an edge leads from one end of the map to the other, and the area would be all the world but
 * itself.
 */
final class Antimeridian {

  private static final double HALF = 180;
  private static final double TURN = 360;
  private static final double POLE = 90;

  private Antimeridian() {}

  /** Whether an edge is longer than half the way round, as none of a city is. */
  static boolean crosses(Coordinate[] ring) {
    for (int i = 1; i < ring.length; i++) {
      boolean isEdgeOfTheMap = Math.abs(ring[i].x) == HALF && Math.abs(ring[i - 1].x) == HALF;
      if (Math.abs(ring[i].x - ring[i - 1].x) > HALF && !isEdgeOfTheMap) {
        return true;
      }
    }
    return false;
  }

  /**
   * The parts of an area that was drawn across, each on its side.
   *
   * @param rings the outline, and its holes
   * @return none when it encloses nothing, or goes round a pole
   */
  static List<Polygon> cut(List<Coordinate[]> rings) {
    var unrolled = rings.stream().map(Antimeridian::unrolled).toList();
    for (var ring : unrolled) {
      if (ring[0].x != ring[ring.length - 1].x) {
        return List.of();
      }
    }
    var outline = Shapes.FACTORY.createLinearRing(unrolled.get(0));
    var holes = new LinearRing[unrolled.size() - 1];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = near(outline, Shapes.FACTORY.createLinearRing(unrolled.get(i + 1)));
    }
    Geometry area = Shapes.FACTORY.createPolygon(outline, holes);
    area = area.isValid() ? area : GeometryFixer.fix(area);
    var parts = new ArrayList<Polygon>();
    for (double west = -HALF - TURN; west <= HALF; west += TURN) {
      var map = Shapes.FACTORY.toGeometry(new Envelope(west, west + TURN, -POLE, POLE));
      var part = area.intersection(map);
      for (var polygon : PolygonExtracter.getPolygons(part)) {
        parts.add((Polygon) Shapes.wound(moved((Polygon) polygon, -HALF - west)));
      }
    }
    return parts;
  }

  /** A ring whose edges are short, beyond 180 degrees if need be. */
  private static Coordinate[] unrolled(Coordinate[] ring) {
    var unrolled = new Coordinate[ring.length];
    double turns = 0;
    for (int i = 0; i < ring.length; i++) {
      double step = i == 0 ? 0 : ring[i].x - ring[i - 1].x;
      if (Math.abs(step) > HALF) {
        turns -= Math.copySign(TURN, step);
      }
      unrolled[i] = new Coordinate(ring[i].x + turns, ring[i].y);
    }
    return unrolled;
  }

  /** A hole on that side of the world where its outline was unrolled to. */
  private static LinearRing near(LinearRing outline, LinearRing hole) {
    double away = outline.getEnvelopeInternal().centre().x - hole.getEnvelopeInternal().centre().x;
    return (LinearRing) moved(hole, TURN * Math.rint(away / TURN));
  }

  private static Geometry moved(Geometry geometry, double east) {
    return AffineTransformation.translationInstance(east, 0).transform(geometry);
  }

  /**
   * The same areas with longitudes from 0 to 360 where that makes the box around them narrower and
   * cuts none of them; else as they are.
   */
  static List<Geometry> together(List<Geometry> areas) {
    var plain = new Envelope();
    var turned = new Envelope();
    for (var area : areas) {
      for (int i = 0; i < area.getNumGeometries(); i++) {
        var box = area.getGeometryN(i).getEnvelopeInternal();
        if (box.getMinX() < 0 && box.getMaxX() > 0) {
          return areas;
        }
        plain.expandToInclude(box);
        double move = box.getMinX() < 0 ? TURN : 0;
        turned.expandToInclude(box.getMinX() + move, box.getMinY());
        turned.expandToInclude(box.getMaxX() + move, box.getMaxY());
      }
    }
    return plain.getWidth() <= turned.getWidth()
        ? areas
        : areas.stream().map(Antimeridian::turned).toList();
  }

  private static Geometry turned(Geometry area) {
    var parts = new Polygon[area.getNumGeometries()];
    for (int i = 0; i < parts.length; i++) {
      var part = (Polygon) area.getGeometryN(i);
      parts[i] = part.getEnvelopeInternal().getMinX() < 0 ? (Polygon) moved(part, TURN) : part;
    }
    return Shapes.FACTORY.createMultiPolygon(parts);
  }

  /** A longitude where areas lie from 0 to 360. */
  static double turned(double longitude) {
    return longitude < 0 ? longitude + TURN : longitude;
  }
}
