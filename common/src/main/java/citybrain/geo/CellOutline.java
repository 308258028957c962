package citybrain.geo;

import com.uber.h3core.util.LatLng;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * The outline of an H3 cell on a flat map. A cell across the antimeridian is unrolled past 180
 * degrees and then cut there; a cell around a pole is closed along the pole.
 */
final class CellOutline {

  private CellOutline() {}

  static Geometry of(List<LatLng> corners) {
    var flat = Shapes.FACTORY.createPolygon(unrolled(corners).toArray(Coordinate[]::new));
    var box = flat.getEnvelopeInternal();
    if (box.getMinX() >= -180 && box.getMaxX() <= 180) {
      return Shapes.wound(flat);
    }
    Geometry cut = Shapes.FACTORY.createPolygon();
    for (int turn = -1; turn <= 1; turn++) {
      var world =
          Shapes.FACTORY.toGeometry(new Envelope(-180 + 360 * turn, 180 + 360 * turn, -90, 90));
      var part = OverlayNGRobust.overlay(flat, world, OverlayNG.INTERSECTION);
      var back = AffineTransformation.translationInstance(-360 * turn, 0).transform(part);
      cut = OverlayNGRobust.overlay(cut, back, OverlayNG.UNION);
    }
    return Shapes.wound(cut);
  }

  /** Closed; each corner at most half a turn from the one before. */
  private static List<Coordinate> unrolled(List<LatLng> corners) {
    var ring = new ArrayList<Coordinate>();
    double longitude = corners.get(0).lng;
    double before = longitude;
    for (var corner : corners) {
      longitude += step(before, corner.lng);
      before = corner.lng;
      ring.add(new Coordinate(longitude, corner.lat));
    }
    var first = ring.get(0);
    double last = longitude + step(before, first.x);
    boolean aroundPole = Math.abs(last - first.x) > 180;
    if (aroundPole) {
      double pole = Math.copySign(90, first.y);
      ring.add(new Coordinate(last, first.y));
      ring.add(new Coordinate(last, pole));
      ring.add(new Coordinate(first.x, pole));
    }
    ring.add(first.copy());
    return ring;
  }

  private static double step(double from, double to) {
    double step = to - from;
    return step > 180 ? step - 360 : step < -180 ? step + 360 : step;
  }
}
