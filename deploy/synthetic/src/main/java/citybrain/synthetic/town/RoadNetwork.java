package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Ground;
import citybrain.synthetic.ground.Spot;
import java.util.ArrayList;
import java.util.List;

/**
 * Streets between the crossings of a crooked grid; each street is two directed links, 2e and 2e+1.
 * Everything is computed from the index, only speed and length are kept.
 */
public final class RoadNetwork {

  private static final double REACH = 0.93;
  private static final double SHIFT = 0.22;
  private static final int FIRST_REPORT_ID = 300_001;

  private final Ground ground;
  private final Chance chance;
  private final int rows;
  private final int columns;
  private final int streetsAlongRows;
  private final float[] metres;
  private final short[] freeKmh;
  private final float[] inbound;

  RoadNetwork(SyntheticSettings settings, Ground ground, Chance chance) {
    this.ground = ground;
    this.chance = chance;
    this.rows = Math.max(4, (int) Math.round(Math.sqrt((1000 * settings.scale() + 2) / 4)));
    this.columns = rows + 1;
    this.streetsAlongRows = rows * (columns - 1);
    int links = 2 * (streetsAlongRows + (rows - 1) * columns);
    this.metres = new float[links];
    this.freeKmh = new short[links];
    this.inbound = new float[links];
    for (int link = 0; link < links; link++) {
      measure(link);
    }
  }

  private void measure(int link) {
    var course = course(link);
    metres[link] =
        (float) (course.get(0).metresTo(course.get(1)) + course.get(1).metresTo(course.get(2)));
    int step = chance.below(3, link >> 1, 5);
    freeKmh[link] = (short) (isMajor(link) ? 60 + 10 * step : 40 + 5 * step);
    var centre = ground.at(0, 0);
    double nearer = course.get(0).metresTo(centre) - course.get(2).metresTo(centre);
    inbound[link] = (float) (nearer / metres[link]);
  }

  public int links() {
    return metres.length;
  }

  /** Rows of crossings; crossing {@code row * columns() + column} is where two streets meet. */
  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public int reportId(int link) {
    return FIRST_REPORT_ID + link;
  }

  public double metres(int link) {
    return metres[link];
  }

  /** Speed on the empty road. */
  public int freeKmh(int link) {
    return freeKmh[link];
  }

  /** 1 leads straight to the centre, -1 straight out. */
  public double inbound(int link) {
    return inbound[link];
  }

  public boolean isMajor(int link) {
    int street = link >> 1;
    return street < streetsAlongRows
        ? street / (columns - 1) % 4 == 1
        : (street - streetsAlongRows) % columns % 4 == 2;
  }

  /** A side street on which few drive, and fewer are matched. */
  public boolean isQuiet(int link) {
    return !isMajor(link) && chance.uniform(link >> 1, 8) < 0.25;
  }

  /** Where traffic stands in each rush hour. */
  public boolean isBottleneck(int link) {
    return !isQuiet(link) && chance.uniform(link, 9) < 0.05;
  }

  public int from(int link) {
    return (link & 1) == 0 ? low(link >> 1) : high(link >> 1);
  }

  public int to(int link) {
    return (link & 1) == 0 ? high(link >> 1) : low(link >> 1);
  }

  /** Links a driver can go on to, without turning back. */
  public List<Integer> downstream(int link) {
    return leaving(to(link), link ^ 1);
  }

  /** Links whose drivers come to this one: where its queue grows. */
  public List<Integer> upstream(int link) {
    var found = new ArrayList<Integer>(3);
    for (int leaving : leaving(from(link), link)) {
      found.add(leaving ^ 1);
    }
    return found;
  }

  /** The link from a crossing to its neighbour. */
  public int linkBetween(int from, int to) {
    for (int link : leaving(from, -1)) {
      if (to(link) == to) {
        return link;
      }
    }
    throw new IllegalArgumentException("no link leads from crossing " + from + " to " + to);
  }

  private List<Integer> leaving(int node, int except) {
    int row = node / columns;
    int column = node % columns;
    var found = new ArrayList<Integer>(4);
    if (column < columns - 1) {
      found.add(2 * (row * (columns - 1) + column));
    }
    if (column > 0) {
      found.add(2 * (row * (columns - 1) + column - 1) + 1);
    }
    if (row < rows - 1) {
      found.add(2 * (streetsAlongRows + row * columns + column));
    }
    if (row > 0) {
      found.add(2 * (streetsAlongRows + (row - 1) * columns + column) + 1);
    }
    found.remove(Integer.valueOf(except));
    return found;
  }

  /** A link that begins at the crossing nearest to a point of the plan. */
  public int linkNear(double u, double v) {
    int column = Math.round((float) ((u / REACH + 1) / 2 * (columns - 1)));
    int row = Math.round((float) ((v / REACH + 1) / 2 * (rows - 1)));
    int node = clamp(row, rows) * columns + clamp(column, columns);
    return leaving(node, -1).get(0);
  }

  /** Beginning, bend and end. */
  public List<Spot> course(int link) {
    int street = link >> 1;
    var begin = crossing(from(link));
    var end = crossing(to(link));
    double bend = 0.08 * (2 * chance.uniform(street, 6) - 1);
    double side = (link & 1) == 0 ? bend : -bend;
    double east = end.longitude() - begin.longitude();
    double north = end.latitude() - begin.latitude();
    var middle =
        new Spot(
            begin.longitude() + east / 2 - side * north * 1.7,
            begin.latitude() + north / 2 + side * east / 1.7);
    return List.of(begin, middle, end);
  }

  String street(int link) {
    int street = link >> 1;
    int line = street < streetsAlongRows ? street / (columns - 1) : rows + street % columns;
    return PlaceNames.street(line);
  }

  private Spot crossing(int node) {
    int row = node / columns;
    int column = node % columns;
    double shiftU = SHIFT * (2 * chance.uniform(node, 1) - 1);
    double shiftV = SHIFT * (2 * chance.uniform(node, 2) - 1);
    return ground.at(inside(column + shiftU, columns), inside(row + shiftV, rows));
  }

  private static double inside(double place, int places) {
    return Math.max(-0.96, Math.min(0.96, REACH * (2 * place / (places - 1) - 1)));
  }

  private int low(int street) {
    if (street < streetsAlongRows) {
      return street / (columns - 1) * columns + street % (columns - 1);
    }
    return street - streetsAlongRows;
  }

  private int high(int street) {
    return street < streetsAlongRows ? low(street) + 1 : low(street) + columns;
  }

  private static int clamp(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }
}
