package citybrain.synthetic.transit;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.roads.Traffic;
import citybrain.synthetic.town.RoadNetwork;
import citybrain.synthetic.town.RoutePattern;
import citybrain.synthetic.town.TransitNetwork;
import citybrain.synthetic.transit.TransitTrouble.Fate;
import citybrain.synthetic.trouble.Happening;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Drives all trips of a route through one service day, in order of departure. A vehicle is as fast
 * as the traffic around it; it stands the longer the longer nobody came before it; it waits when it
 * is early, does not pass the one ahead, and leaves late what it reached late. So delays hand
 * themselves on and vehicles bunch by themselves.
 */
final class RouteDrive {

  private static final int TIMEPOINT_EVERY = 6;
  private static final int EARLIEST_SECONDS = 60;
  private static final int BEHIND_SECONDS = 8;
  private static final int SHORTEST_REST = 90;
  private static final int BOARDS_BEFORE = 60;
  private static final int LONGEST_WAIT = 2400;
  private static final int NEVER = Integer.MIN_VALUE / 2;

  private final RouteTimetable timetable;
  private final TransitTrouble trouble;
  private final Traffic traffic;
  private final Chance popularity;
  private final List<List<Detour>> detours;
  private final RouteDay day;
  private final long date;
  private final int rushHeadway;
  private final int[][] lastArrivals;
  private final int[][] lastDepartures;

  private RouteDrive(
      RouteDay day, TransitModel model, List<Happening> crashes, TransitNetwork network) {
    this.day = day;
    this.timetable = day.timetable();
    this.trouble = model.trouble();
    this.traffic = model.traffic();
    this.popularity = model.popularity();
    this.date = day.date().toEpochDay();
    this.rushHeadway = network.rushHeadway(day.route());
    this.detours =
        List.of(
            detours(timetable.there(), crashes, network.roads()),
            detours(timetable.back(), crashes, network.roads()));
    this.lastArrivals = blank();
    this.lastDepartures = blank();
  }

  /** What the day of a route depends on beside its timetable. */
  record TransitModel(TransitTrouble trouble, Traffic traffic, Chance popularity) {}

  static RouteDay day(
      RouteTimetable timetable,
      LocalDate date,
      long zero,
      TransitModel model,
      List<Happening> crashes,
      TransitNetwork network) {
    var day = new RouteDay(timetable, date, zero);
    var drive = new RouteDrive(day, model, crashes, network);
    for (int trip = 0; trip < timetable.trips(); trip++) {
      drive.take(trip);
    }
    return day;
  }

  private static List<Detour> detours(
      RoutePattern pattern, List<Happening> crashes, RoadNetwork roads) {
    return crashes.stream().flatMap(crash -> Detour.find(pattern, crash, roads).stream()).toList();
  }

  private int[][] blank() {
    int[][] blank = {new int[timetable.there().size()], new int[timetable.back().size()]};
    Arrays.fill(blank[0], NEVER);
    Arrays.fill(blank[1], NEVER);
    return blank;
  }

  private void take(int trip) {
    long start = day.zero() + timetable.starts()[trip];
    var fate = trouble.fate(day.route(), date, trip, start);
    day.put(trip, fate);
    if (fate == Fate.RUNS) {
      drive(trip, start);
    }
  }

  private void drive(int trip, long start) {
    var pattern = timetable.pattern(trip);
    int route = day.route();
    int heldUpAt = trouble.heldUpAt(route, date, trip, start, pattern.size());
    int[] arrivedBefore = lastArrivals[pattern.direction()];
    int[] leftBefore = lastDepartures[pattern.direction()];
    int time = Math.max(timetable.starts()[trip] - BOARDS_BEFORE, rested(trip));
    int load = 0;
    Optional<Detour> detour = Optional.empty();
    for (int stop = 0; stop < pattern.size(); stop++) {
      if (day.skips(trip, stop)) {
        day.put(trip, stop, time, time, load);
        continue;
      }
      int arrival = Math.max(time, arrivedBefore[stop] + BEHIND_SECONDS);
      int gap = Math.min(LONGEST_WAIT, arrival - leftBefore[stop]);
      double on = boarding(pattern, trip, stop, arrival, Math.max(0, gap));
      double off = Math.rint(load * Passengers.leaving(pattern.last() - stop));
      on = Math.min(on, Passengers.CAPACITY - load + off);
      load += (int) (on - off);
      double stands = Passengers.dwell(on, off);
      if (stop == heldUpAt) {
        stands += trouble.holdSeconds(route, date, trip);
      }
      int departure = arrival;
      if (stop < pattern.last()) {
        int early = stop % TIMEPOINT_EVERY == 0 ? 0 : EARLIEST_SECONDS;
        departure = Math.max(arrival + (int) stands, timetable.departure(trip, stop) - early);
        departure = Math.max(departure, leftBefore[stop] + BEHIND_SECONDS);
      }
      day.put(trip, stop, arrival, departure, load);
      arrivedBefore[stop] = arrival;
      leftBefore[stop] = departure;
      if (stop < pattern.last()) {
        if (detour.isEmpty()) {
          detour = detourAt(pattern, stop + 1, departure);
          detour.ifPresent(found -> day.put(trip, found));
        }
        time = departure + ride(trip, stop, departure);
      }
    }
  }

  /** When the vehicle of a trip can leave after the last trip it drove. */
  private int rested(int trip) {
    int before = timetable.blocks().tripBefore()[trip];
    while (before >= 0 && !day.runs(before)) {
      before = timetable.blocks().tripBefore()[before];
    }
    return before >= 0 ? (int) (day.end(before) - day.zero()) + SHORTEST_REST : NEVER;
  }

  private double boarding(RoutePattern pattern, int trip, int stop, int time, int gap) {
    if (stop == pattern.last()) {
      return 0;
    }
    double demand = traffic.demandAt(day.zero() + time, pattern.linkOf(stop));
    double liked = popularity.uniform(pattern.stops()[stop], 1);
    double mean = gap * Passengers.perSecond(demand, rushHeadway, liked);
    double crowd = trouble.crowd(day.route(), date, trip, stop);
    return Math.max(0, Math.rint(mean + 0.8 * Math.sqrt(mean) * crowd));
  }

  private Optional<Detour> detourAt(RoutePattern pattern, int stop, int time) {
    return detours.get(pattern.direction()).stream()
        .filter(detour -> detour.firstSkipped() == stop && detour.applies(day.zero() + time))
        .findFirst();
  }

  private int ride(int trip, int stop, int departure) {
    double driver = trouble.driver(day.route(), date, trip, stop);
    double seconds =
        day.way(trip)
            .secondsFrom(
                stop,
                (double) (day.zero() + departure),
                (time, link) -> Schedules.kmh(traffic.kmhAt((long) time, link)) * driver);
    return (int) Math.ceil(seconds);
  }
}
