package citybrain.geo;

import java.util.Arrays;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Tells whether one shape covers a point, its edge included. It is the ray crossing of JTS with
 * JTS's exact orientation test, over flat arrays and bands of latitude, because JTS's own locators
 * make garbage for every point. Immutable.
 */
final class AreaLocator {

  private static final int EDGES_A_BAND = 8;
  private static final int MOST_BANDS = 4096;

  private final BoundingBox bounds;

  /** x1, y1, x2, y2 of each edge. */
  private final double[] edges;

  private final int bands;
  private final double bandsPerDegree;

  /**
   * The edges of band b are {@code members[starts[b]]} up to {@code members[starts[b + 1] - 1]}.
   */
  private final int[] starts;

  private final int[] members;

  AreaLocator(Geometry areas) {
    bounds = Shapes.bounds(areas);
    edges = edges(areas);
    bands = Math.max(1, Math.min(MOST_BANDS, edgeCount() / EDGES_A_BAND));
    bandsPerDegree = bands / (bounds.north() - bounds.south());
    starts = new int[bands + 1];
    for (int edge = 0; edge < edgeCount(); edge++) {
      for (int band = lowestBand(edge); band <= highestBand(edge); band++) {
        starts[band + 1]++;
      }
    }
    for (int band = 0; band < bands; band++) {
      starts[band + 1] += starts[band];
    }
    members = new int[starts[bands]];
    var next = Arrays.copyOf(starts, bands);
    for (int edge = 0; edge < edgeCount(); edge++) {
      for (int band = lowestBand(edge); band <= highestBand(edge); band++) {
        members[next[band]++] = edge;
      }
    }
  }

  private static double[] edges(Geometry areas) {
    var flat = new double[4 * areas.getNumPoints()];
    int end = 0;
    for (int i = 0; i < areas.getNumGeometries(); i++) {
      var polygon = (Polygon) areas.getGeometryN(i);
      end = append(flat, end, polygon.getExteriorRing().getCoordinates());
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        end = append(flat, end, polygon.getInteriorRingN(hole).getCoordinates());
      }
    }
    return Arrays.copyOf(flat, end);
  }

  private static int append(double[] flat, int start, Coordinate[] ring) {
    int end = start;
    for (int i = 1; i < ring.length; i++) {
      flat[end++] = ring[i - 1].x;
      flat[end++] = ring[i - 1].y;
      flat[end++] = ring[i].x;
      flat[end++] = ring[i].y;
    }
    return end;
  }

  BoundingBox bounds() {
    return bounds;
  }

  int edgeCount() {
    return edges.length / 4;
  }

  double edge(int edge, int part) {
    return edges[4 * edge + part];
  }

  private int lowestBand(int edge) {
    return band(Math.min(edge(edge, 1), edge(edge, 3)));
  }

  private int highestBand(int edge) {
    return band(Math.max(edge(edge, 1), edge(edge, 3)));
  }

  private int band(double y) {
    return Math.min(bands - 1, (int) ((y - bounds.south()) * bandsPerDegree));
  }

  /** True inside and on the edge. */
  boolean covers(double x, double y) {
    if (!bounds.contains(x, y)) {
      return false;
    }
    boolean inside = false;
    int band = band(y);
    for (int i = starts[band]; i < starts[band + 1]; i++) {
      int at = 4 * members[i];
      double x1 = edges[at];
      double y1 = edges[at + 1];
      double x2 = edges[at + 2];
      double y2 = edges[at + 3];
      if (x1 < x && x2 < x) {
        continue;
      }
      if (x == x2 && y == y2) {
        return true;
      }
      if (y1 == y && y2 == y) {
        if (x >= Math.min(x1, x2) && x <= Math.max(x1, x2)) {
          return true;
        }
      } else if ((y1 > y) != (y2 > y)) {
        int side = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, x, y);
        if (side == 0) {
          return true;
        }
        inside ^= (y2 < y1 ? -side : side) > 0;
      }
    }
    return inside;
  }
}
