package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.ground.Ground;
import citybrain.synthetic.ground.Spot;
import java.util.ArrayList;
import java.util.List;

/**
 * Tiles the whole plan with crooked cells: a grid with moved corners and bent edges. Neighbours
 * share their edges point by point, so nothing overlaps and nothing is left out.
 */
public record Mosaic(int columns, int rows, Ground ground, Chance chance) {

  private static final int STEPS = 4;
  private static final double CORNER_SHIFT = 0.18;
  private static final double BEND = 0.045;

  /** About {@code cells} cells on a grid of the given width to height. */
  static Mosaic ofAbout(int cells, double aspect, Ground ground, Chance chance) {
    int columns = Math.max(2, (int) Math.round(Math.sqrt(cells * aspect)));
    int rows = Math.max(2, (int) Math.round(cells / (double) columns));
    return new Mosaic(columns, rows, ground, chance);
  }

  public int size() {
    return columns * rows;
  }

  Spot centre(int cell) {
    return ground.at(centreU(cell), centreV(cell));
  }

  public double centreU(int cell) {
    return -1 + 2 * (cell % columns + 0.5) / columns;
  }

  public double centreV(int cell) {
    return -1 + 2 * (rowOf(cell) + 0.5) / rows;
  }

  private int rowOf(int cell) {
    return cell / columns;
  }

  /** The cells that share an edge. */
  public List<Integer> neighbours(int cell) {
    int column = cell % columns;
    var found = new ArrayList<Integer>(4);
    if (column > 0) {
      found.add(cell - 1);
    }
    if (column < columns - 1) {
      found.add(cell + 1);
    }
    if (cell >= columns) {
      found.add(cell - columns);
    }
    if (cell + columns < size()) {
      found.add(cell + columns);
    }
    return found;
  }

  /** The outline, counterclockwise and closed. */
  public List<Spot> outline(int cell) {
    int column = cell % columns;
    int row = rowOf(cell);
    var ring = new ArrayList<Spot>(4 * STEPS + 1);
    for (int step = 0; step < STEPS; step++) {
      ring.add(alongRow(column, row, step));
    }
    for (int step = 0; step < STEPS; step++) {
      ring.add(alongColumn(column + 1, row, step));
    }
    for (int step = STEPS; step > 0; step--) {
      ring.add(alongRow(column, row + 1, step));
    }
    for (int step = STEPS; step > 0; step--) {
      ring.add(alongColumn(column, row, step));
    }
    ring.add(ring.get(0));
    return ring;
  }

  private Spot alongRow(int column, int row, int step) {
    double way = step / (double) STEPS;
    double bend = row == 0 || row == rows ? 0 : bend(2L * (row * 65_536L + column), step);
    double u = cornerU(column, row) * (1 - way) + cornerU(column + 1, row) * way;
    double v = cornerV(column, row) * (1 - way) + cornerV(column + 1, row) * way;
    return ground.at(u, v + bend);
  }

  private Spot alongColumn(int column, int row, int step) {
    double way = step / (double) STEPS;
    double bend =
        column == 0 || column == columns ? 0 : bend(2L * (row * 65_536L + column) + 1, step);
    double u = cornerU(column, row) * (1 - way) + cornerU(column, row + 1) * way;
    double v = cornerV(column, row) * (1 - way) + cornerV(column, row + 1) * way;
    return ground.at(u + bend, v);
  }

  private double bend(long edge, int step) {
    if (step == 0 || step == STEPS) {
      return 0;
    }
    double room = 2.0 / Math.max(columns, rows);
    return BEND * room * (2 * chance.uniform(edge, 10 + step) - 1);
  }

  private double cornerU(int column, int row) {
    boolean border = column == 0 || column == columns;
    double shift = border ? 0 : CORNER_SHIFT * (2 * chance.uniform(corner(column, row), 1) - 1);
    return -1 + 2 * (column + shift) / columns;
  }

  private double cornerV(int column, int row) {
    boolean border = row == 0 || row == rows;
    double shift = border ? 0 : CORNER_SHIFT * (2 * chance.uniform(corner(column, row), 2) - 1);
    return -1 + 2 * (row + shift) / rows;
  }

  private static long corner(int column, int row) {
    return -1 - (row * 65_536L + column);
  }
}
