package citybrain.geo;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * Finds the zone of a point. A grid over the layer answers most points at once; only cells an
 * outline passes through ask the outlines. A point that several zones cover (on a shared edge, or
 * where zones overlap) belongs to the one with the smallest id. Immutable, so any thread may read.
 */
public final class ZoneIndex {

  private static final int LEAST_SIDE = 16;
  private static final int MOST_SIDE = 256;

  private final ZoneLayer layer;
  private final AreaLocator[] areas;

  /** Whether longitudes go from 0 to 360 here, for the layer lies around the 180th meridian. */
  private final boolean isTurned;

  private final BoundingBox bounds;
  private final int side;
  private final double columnsPerDegree;
  private final double rowsPerDegree;

  /**
   * Per grid cell the ordinals that may cover its points, ascending; the last may be {@code ~n}:
   * zone n covers the whole cell.
   */
  private final int[][] cells;

  ZoneIndex(ZoneLayer layer) {
    this.layer = layer;
    areas = new AreaLocator[layer.size()];
    var shapes = layer.shapes();
    var together = Antimeridian.together(shapes);
    isTurned = !together.equals(shapes);
    long edges = 0;
    for (int i = 0; i < areas.length; i++) {
      areas[i] = new AreaLocator(together.get(i));
      edges += areas[i].edgeCount();
    }
    bounds = bounds(areas);
    side = (int) Math.max(LEAST_SIDE, Math.min(MOST_SIDE, 2 * Math.sqrt((double) edges)));
    columnsPerDegree = side / (bounds.east() - bounds.west());
    rowsPerDegree = side / (bounds.north() - bounds.south());
    cells = new int[side * side][];
    Arrays.fill(cells, new int[0]);
    for (int ordinal = 0; ordinal < areas.length; ordinal++) {
      enter(ordinal);
    }
  }

  private static BoundingBox bounds(AreaLocator[] areas) {
    double west = Double.POSITIVE_INFINITY;
    double south = Double.POSITIVE_INFINITY;
    double east = Double.NEGATIVE_INFINITY;
    double north = Double.NEGATIVE_INFINITY;
    for (var area : areas) {
      west = Math.min(west, area.bounds().west());
      south = Math.min(south, area.bounds().south());
      east = Math.max(east, area.bounds().east());
      north = Math.max(north, area.bounds().north());
    }
    return new BoundingBox(west, south, east, north);
  }

  private void enter(int ordinal) {
    var area = areas[ordinal];
    var outline = outlineCells(area);
    var box = area.bounds();
    for (int row = row(box.south()); row <= row(box.north()); row++) {
      for (int column = column(box.west()); column <= column(box.east()); column++) {
        int cell = row * side + column;
        if (outline.get(cell)) {
          append(cell, ordinal);
        } else if (area.covers(
            middle(bounds.west(), column, columnsPerDegree),
            middle(bounds.south(), row, rowsPerDegree))) {
          append(cell, ~ordinal);
        }
      }
    }
  }

  private void append(int cell, int entry) {
    var entries = cells[cell];
    boolean decided = entries.length > 0 && entries[entries.length - 1] < 0;
    if (!decided) {
      cells[cell] = Arrays.copyOf(entries, entries.length + 1);
      cells[cell][entries.length] = entry;
    }
  }

  /**
   * The cells an outline passes through, and for the sake of rounding their neighbours in a row.
   */
  private BitSet outlineCells(AreaLocator area) {
    var touched = new BitSet(side * side);
    for (int edge = 0; edge < area.edgeCount(); edge++) {
      double x1 = area.edge(edge, 0);
      double y1 = area.edge(edge, 1);
      double x2 = area.edge(edge, 2);
      double y2 = area.edge(edge, 3);
      double low = Math.min(y1, y2);
      double high = Math.max(y1, y2);
      for (int row = row(low); row <= row(high); row++) {
        double from = Math.max(low, bounds.south() + row / rowsPerDegree);
        double to = Math.min(high, bounds.south() + (row + 1) / rowsPerDegree);
        int a = column(y1 == y2 ? x1 : x1 + (from - y1) / (y2 - y1) * (x2 - x1));
        int b = column(y1 == y2 ? x2 : x1 + (to - y1) / (y2 - y1) * (x2 - x1));
        touched.set(
            row * side + Math.max(0, Math.min(a, b) - 1),
            row * side + Math.min(side - 1, Math.max(a, b) + 1) + 1);
      }
    }
    return touched;
  }

  private int column(double x) {
    return clamped((x - bounds.west()) * columnsPerDegree);
  }

  private int row(double y) {
    return clamped((y - bounds.south()) * rowsPerDegree);
  }

  private int clamped(double steps) {
    return Math.max(0, Math.min(side - 1, (int) steps));
  }

  private static double middle(double edge, int step, double stepsPerDegree) {
    return edge + (step + 0.5) / stepsPerDegree;
  }

  public ZoneLayer layer() {
    return layer;
  }

  /** The zone that covers this point. */
  public Optional<Zone> find(double longitude, double latitude) {
    int ordinal = ordinalAt(longitude, latitude);
    return ordinal < 0 ? Optional.empty() : Optional.of(layer.zone(ordinal));
  }

  /** The ordinal of the zone that covers this point, -1 outside of all. Makes no garbage. */
  public int ordinalAt(double longitude, double latitude) {
    double x = isTurned ? Antimeridian.turned(longitude) : longitude;
    if (!bounds.contains(x, latitude)) {
      return -1;
    }
    for (int entry : cells[row(latitude) * side + column(x)]) {
      if (entry < 0) {
        return ~entry;
      }
      if (areas[entry].covers(x, latitude)) {
        return entry;
      }
    }
    return -1;
  }

  public Zone zone(int ordinal) {
    return layer.zone(ordinal);
  }
}
