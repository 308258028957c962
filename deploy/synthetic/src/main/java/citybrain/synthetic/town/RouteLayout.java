package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.ground.Ground;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Where the routes run: most lead from one side of a hub through it to the other side, every fifth
 * goes round it. They keep to the main streets where they can and use no street twice.
 */
final class RouteLayout {

  private static final double REACH_METRES = 7_000;
  private static final int ROUTES_PER_HUB = 24;
  private static final double GOLDEN_ANGLE = 2.399963;
  private static final int FEWEST_CROSSINGS = 4;

  private final RoadNetwork roads;
  private final Chance chance;
  private final int hubs;
  private final double reach;

  RouteLayout(RoadNetwork roads, Ground ground, int routes, Chance chance) {
    this.roads = roads;
    this.chance = chance;
    this.hubs = Math.max(1, routes / ROUTES_PER_HUB);
    double street = 2 * ground.halfSideMetres() / roads.columns();
    this.reach = Math.max(2, REACH_METRES / street);
  }

  /** The links of a route one way; the way back takes the other side of the same streets. */
  int[] links(int route) {
    int hub = route % hubs;
    double middleRow = hub == 0 ? 0.5 : chance.between(0.1, 0.9, hub, 1);
    double middleColumn = hub == 0 ? 0.5 : chance.between(0.1, 0.9, hub, 2);
    double row = middleRow * (roads.rows() - 1);
    double column = middleColumn * (roads.columns() - 1);
    int turns = route / hubs;
    double angle = GOLDEN_ANGLE * turns + chance.between(-0.2, 0.2, route, 3);
    boolean isRound = route % 5 == 4;
    double far = reach * chance.between(isRound ? 0.5 : 0.75, isRound ? 0.7 : 1.15, route, 4);
    double turn = isRound ? 2.2 : Math.PI + chance.between(-0.6, 0.6, route, 5);
    var crossings = new ArrayList<Integer>();
    int begin = crossing(row, column, far, angle);
    int over = crossing(row, column, isRound ? far : 0, angle + turn / 2);
    int end = crossing(row, column, far, angle + turn);
    crossings.add(begin);
    walk(begin, over, 2L * route, crossings);
    walk(over, end, 2L * route + 1, crossings);
    var straight = withoutLoops(crossings);
    return linksOf(straight.size() < FEWEST_CROSSINGS ? wholeRow(route) : straight);
  }

  private int crossing(double row, double column, double far, double angle) {
    int atRow = (int) Math.round(row + far * Math.sin(angle));
    int atColumn = (int) Math.round(column + far * Math.cos(angle));
    return within(atRow, roads.rows()) * roads.columns() + within(atColumn, roads.columns());
  }

  private static int within(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }

  /** Along a row, over into another column or row on a main street if there is one, and on. */
  private void walk(int from, int to, long leg, List<Integer> crossings) {
    int columns = roads.columns();
    int row = from / columns;
    int column = from % columns;
    int lastRow = to / columns;
    int lastColumn = to % columns;
    if (chance.below(2, leg, 6) == 0) {
      int across = mainOrAny(column, lastColumn, 2, leg);
      column = alongRow(row, column, across, crossings);
      row = alongColumn(column, row, lastRow, crossings);
    } else {
      int across = mainOrAny(row, lastRow, 1, leg);
      row = alongColumn(column, row, across, crossings);
      column = alongRow(row, column, lastColumn, crossings);
      row = alongColumn(column, row, lastRow, crossings);
    }
    alongRow(row, column, lastColumn, crossings);
  }

  /** A main street is every fourth, with this rest. */
  private int mainOrAny(int from, int to, int rest, long leg) {
    int step = from <= to ? 1 : -1;
    for (int line = from; line != to; line += step) {
      if (line % 4 == rest) {
        return line;
      }
    }
    return from + step * chance.below(Math.abs(to - from) + 1, leg, 7);
  }

  private int alongRow(int row, int from, int to, List<Integer> crossings) {
    int step = from <= to ? 1 : -1;
    for (int column = from; column != to; column += step) {
      crossings.add(row * roads.columns() + column + step);
    }
    return to;
  }

  private int alongColumn(int column, int from, int to, List<Integer> crossings) {
    int step = from <= to ? 1 : -1;
    for (int row = from; row != to; row += step) {
      crossings.add((row + step) * roads.columns() + column);
    }
    return to;
  }

  private static List<Integer> withoutLoops(List<Integer> crossings) {
    var path = new ArrayList<Integer>();
    var seen = new HashMap<Integer, Integer>();
    for (int crossing : crossings) {
      int before = seen.getOrDefault(crossing, path.size());
      while (path.size() > before) {
        seen.remove(path.remove(path.size() - 1));
      }
      seen.put(crossing, path.size());
      path.add(crossing);
    }
    return path;
  }

  private List<Integer> wholeRow(int route) {
    var path = new ArrayList<Integer>();
    int row = route % roads.rows();
    for (int column = 0; column < roads.columns(); column++) {
      path.add(row * roads.columns() + column);
    }
    return path;
  }

  private int[] linksOf(List<Integer> path) {
    int[] links = new int[path.size() - 1];
    for (int i = 0; i < links.length; i++) {
      links[i] = roads.linkBetween(path.get(i), path.get(i + 1));
    }
    return links;
  }
}
