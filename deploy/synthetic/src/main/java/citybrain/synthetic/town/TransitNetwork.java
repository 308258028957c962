package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Ground;
import citybrain.synthetic.lines.Text;
import java.util.Arrays;

/** The routes of the buses, each with one pattern per direction, and how often they run. */
public final class TransitNetwork {

  /** Seconds between vehicles in the rush hour. */
  private static final int[] RUSH_HEADWAYS = {360, 450, 450, 600, 600, 720, 900};

  private static final double ROUTES = 34;
  private static final double GROWTH = 0.6;
  private static final int NIGHT_ONE_IN = 4;

  private final RoadNetwork roads;
  private final Stops stops;
  private final RoutePattern[] patterns;
  private final int[] headways;
  private final String[] ids;

  TransitNetwork(SyntheticSettings settings, Ground ground, RoadNetwork roads, Chance chance) {
    this.roads = roads;
    this.stops = new Stops(roads, chance.branch("stops"));
    int routes = settings.grown(ROUTES, GROWTH, 2);
    var layout = new RouteLayout(roads, ground, routes, chance.branch("layout"));
    this.patterns = new RoutePattern[2 * routes];
    this.headways = new int[routes];
    this.ids = new String[routes];
    for (int route = 0; route < routes; route++) {
      ids[route] = new Text().put('R').padded(route + 1, 2).toString();
      int[] out = layout.links(route);
      patterns[2 * route] = RoutePattern.of(route, 0, out, stops, roads);
      patterns[2 * route + 1] = RoutePattern.of(route, 1, back(out), stops, roads);
      headways[route] = RUSH_HEADWAYS[chance.below(RUSH_HEADWAYS.length, route, 1)];
    }
  }

  private static int[] back(int[] links) {
    int[] back = new int[links.length];
    for (int i = 0; i < links.length; i++) {
      back[i] = links[links.length - 1 - i] ^ 1;
    }
    return back;
  }

  public int routes() {
    return headways.length;
  }

  public RoutePattern pattern(int route, int direction) {
    return patterns[2 * route + direction];
  }

  /** Seconds between vehicles in the rush hour. */
  public int rushHeadway(int route) {
    return headways[route];
  }

  /** Whether it runs all night. */
  public boolean isNightRoute(int route) {
    return route % NIGHT_ONE_IN == 0;
  }

  public Stops stops() {
    return stops;
  }

  public RoadNetwork roads() {
    return roads;
  }

  /** All stops served, in order of their number. */
  public int[] servedStops() {
    return Arrays.stream(patterns)
        .flatMapToInt(pattern -> Arrays.stream(pattern.stops()))
        .sorted()
        .distinct()
        .toArray();
  }

  /** As in {@code R07}. */
  public String routeId(int route) {
    return ids[route];
  }

  /** Where a direction leads: the street of its last stop. */
  public String headsign(RoutePattern pattern) {
    return roads.street(pattern.linkOf(pattern.last()));
  }
}
