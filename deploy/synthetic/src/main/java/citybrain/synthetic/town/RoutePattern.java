package citybrain.synthetic.town;

import java.util.Arrays;

/** A route in one direction: its way and the numbers of its stops. */
@SuppressWarnings("ArrayRecordComponent") // read only, shared by all trips
public record RoutePattern(int route, int direction, DrivenWay way, int[] stops) {

  static RoutePattern of(int route, int direction, int[] links, Stops places, RoadNetwork roads) {
    int size = Arrays.stream(links).map(places::on).sum();
    int[] stops = new int[size];
    double[] metres = new double[size];
    var course = new Course(roads, links);
    int stop = 0;
    for (int i = 0; i < links.length; i++) {
      for (int place = 0; place < places.on(links[i]); place++) {
        stops[stop] = Stops.stop(links[i], place);
        metres[stop] = course.metres(2 * i) + places.metres(stops[stop]);
        stop++;
      }
    }
    return new RoutePattern(route, direction, DrivenWay.of(links, course, metres), stops);
  }

  public int size() {
    return stops.length;
  }

  public int last() {
    return stops.length - 1;
  }

  public int linkOf(int stop) {
    return Stops.linkOf(stops[stop]);
  }
}
