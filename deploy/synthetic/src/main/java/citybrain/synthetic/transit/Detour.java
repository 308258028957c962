package citybrain.synthetic.transit;

import citybrain.synthetic.town.Course;
import citybrain.synthetic.town.DrivenWay;
import citybrain.synthetic.town.RoadNetwork;
import citybrain.synthetic.town.RoutePattern;
import citybrain.synthetic.trouble.Happening;
import java.util.Optional;

/**
 * The way round a link closed by a crash: through the parallel street on one side. The stops on the
 * closed link, from {@code firstSkipped} to before {@code endSkipped}, are left out.
 */
record Detour(DrivenWay way, int firstSkipped, int endSkipped, Happening crash) {

  /** Lighter crashes leave a lane open. */
  private static final double CLOSES_FROM_STRENGTH = 0.45;

  private static final long POLICE_ARRIVES_AFTER = 180;

  boolean applies(long time) {
    return time >= crash.start() + POLICE_ARRIVES_AFTER && time < crash.end();
  }

  boolean skips(int stop) {
    return stop >= firstSkipped && stop < endSkipped;
  }

  /** Empty when the crash does not close a link of the pattern, or there is no way round it. */
  static Optional<Detour> find(RoutePattern pattern, Happening crash, RoadNetwork roads) {
    var way = pattern.way();
    int closed = way.positionOf(crash.feature());
    if (crash.strength() < CLOSES_FROM_STRENGTH || closed < 1 || closed + 1 >= way.links().length) {
      return Optional.empty();
    }
    int first = firstStopFrom(way, closed);
    int end = firstStopFrom(way, closed + 1);
    if (first < 1 || first == end || end > pattern.last()) {
      return Optional.empty();
    }
    return round(way, closed, roads)
        .map(links -> new Detour(along(links, way, closed, first, end, roads), first, end, crash));
  }

  private static int firstStopFrom(DrivenWay way, int link) {
    int stop = 0;
    while (stop < way.linkOfStop().length && way.linkOfStop()[stop] < link) {
      stop++;
    }
    return stop;
  }

  private static Optional<int[]> round(DrivenWay way, int closed, RoadNetwork roads) {
    int from = roads.from(way.links()[closed]);
    int to = roads.to(way.links()[closed]);
    int cameFrom = roads.from(way.links()[closed - 1]);
    int goesTo = roads.to(way.links()[closed + 1]);
    boolean alongRow = from / roads.columns() == to / roads.columns();
    int line = alongRow ? from / roads.columns() : from % roads.columns();
    int lines = alongRow ? roads.rows() : roads.columns();
    int step = alongRow ? roads.columns() : 1;
    for (int side = -1; side <= 1; side += 2) {
      int overFrom = from + side * step;
      int overTo = to + side * step;
      boolean inTown = line + side >= 0 && line + side < lines;
      if (inTown && overFrom != cameFrom && overTo != goesTo) {
        return Optional.of(
            new int[] {
              roads.linkBetween(from, overFrom),
              roads.linkBetween(overFrom, overTo),
              roads.linkBetween(overTo, to)
            });
      }
    }
    return Optional.empty();
  }

  private static DrivenWay along(
      int[] round, DrivenWay way, int closed, int first, int end, RoadNetwork roads) {
    int[] links = new int[way.links().length + round.length - 1];
    System.arraycopy(way.links(), 0, links, 0, closed);
    System.arraycopy(round, 0, links, closed, round.length);
    int rest = way.links().length - closed - 1;
    System.arraycopy(way.links(), closed + 1, links, closed + round.length, rest);
    var course = new Course(roads, links);
    double longer = course.length() - way.course().length();
    double[] metres = way.stopMetres().clone();
    for (int stop = first; stop < metres.length; stop++) {
      metres[stop] = way.stopMetres()[Math.max(stop, end)] + longer;
    }
    return DrivenWay.of(links, course, metres);
  }
}
