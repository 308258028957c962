package citybrain.synthetic.transit;

import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.contract.SyntheticIncident.Scoring;
import citybrain.synthetic.town.Stops;
import citybrain.synthetic.town.TransitNetwork;
import citybrain.synthetic.transit.TransitTrouble.Fate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells what really happened to the buses: vehicles that bunched, whatever the cause, trips that
 * did not run, and detours. No rule looks for these yet, so nobody is judged by them.
 */
public final class TransitWitness {

  /** Bunched is who comes sooner than this share of the scheduled headway (TCQSM, algorithms). */
  private static final double BUNCHED = 0.25;

  private static final int STOPS_IN_A_ROW = 3;
  private static final int LONGEST_HEADWAY = 1800;
  private static final Duration BUNCHING_WITHIN = Duration.ofMinutes(20);
  private static final Duration MISSING_WITHIN = Duration.ofMinutes(30);
  private static final Duration DETOUR_WITHIN = Duration.ofMinutes(30);

  private final TransitDays days;
  private final TransitNetwork network;
  private final Fleet fleet;

  TransitWitness(TransitDays days, Fleet fleet) {
    this.days = days;
    this.network = days.schedules().network();
    this.fleet = fleet;
  }

  /** What begins in [from, to). */
  public List<SyntheticIncident> starting(Instant from, Instant to) {
    var found = new ArrayList<SyntheticIncident>();
    var zone = days.services().zone();
    var last = LocalDate.ofInstant(to, zone);
    for (var date = LocalDate.ofInstant(from, zone).minusDays(1);
        !date.isAfter(last);
        date = date.plusDays(1)) {
      for (var day : days.of(date)) {
        bunching(day, found);
        missing(day, found);
        detours(day, found);
      }
    }
    found.removeIf(incident -> incident.start().isBefore(from) || !incident.start().isBefore(to));
    return found;
  }

  private void bunching(RouteDay day, List<SyntheticIncident> found) {
    int[] ahead = {-1, -1};
    for (int trip = 0; trip < day.timetable().trips(); trip++) {
      if (day.runs(trip)) {
        int direction = day.timetable().directions()[trip];
        if (ahead[direction] >= 0) {
          bunching(day, ahead[direction], trip, found);
        }
        ahead[direction] = trip;
      }
    }
  }

  private void bunching(RouteDay day, int ahead, int trip, List<SyntheticIncident> found) {
    int begin = 0;
    int last = day.timetable().pattern(trip).last();
    for (int stop = 1; stop <= last; stop++) {
      if (stop < last && isBunched(day, ahead, trip, stop)) {
        begin = begin == 0 ? stop : begin;
      } else {
        if (begin > 0 && stop - begin >= STOPS_IN_A_ROW) {
          found.add(bunched(day, ahead, trip, begin, stop - 1));
        }
        begin = 0;
      }
    }
  }

  private static boolean isBunched(RouteDay day, int ahead, int trip, int stop) {
    var timetable = day.timetable();
    int due = timetable.arrival(trip, stop) - timetable.arrival(ahead, stop);
    long headway = day.arrival(trip, stop) - day.arrival(ahead, stop);
    return due <= LONGEST_HEADWAY
        && headway < BUNCHED * due
        && !day.skips(trip, stop)
        && !day.skips(ahead, stop);
  }

  private SyntheticIncident bunched(RouteDay day, int ahead, int trip, int from, int to) {
    var features = route(day, trip);
    for (int one : new int[] {ahead, trip}) {
      features.add(day.timetable().tripId(one));
      features.add(Fleet.id(fleet.vehicleOf(day.timetable(), one)));
    }
    features.addAll(stops(day, trip, from, to + 1));
    return incident(
        "bunching",
        day,
        trip,
        day.arrival(trip, from),
        day.arrival(trip, to),
        from,
        features,
        BUNCHING_WITHIN,
        "Vehicles "
            + features.get(3)
            + " and "
            + features.get(5)
            + " of "
            + where(day, trip)
            + " run together");
  }

  private void missing(RouteDay day, List<SyntheticIncident> found) {
    var timetable = day.timetable();
    for (int trip = 0; trip < timetable.trips(); trip++) {
      if (!day.runs(trip)) {
        var features = route(day, trip);
        features.add(timetable.tripId(trip));
        features.addAll(stops(day, trip, 0, 1));
        boolean told = day.fate(trip) == Fate.CANCELLED;
        found.add(
            incident(
                "missing-trip",
                day,
                trip,
                day.zero() + timetable.starts()[trip],
                day.zero() + timetable.end(trip),
                0,
                features,
                MISSING_WITHIN,
                "Trip "
                    + timetable.tripId(trip)
                    + " of "
                    + where(day, trip)
                    + " does not run, "
                    + (told ? "as the trip updates say" : "and nobody says so")));
      }
    }
  }

  /** One incident per crash, route and direction, however many trips go round it. */
  private void detours(RouteDay day, List<SyntheticIncident> found) {
    int trips = day.timetable().trips();
    IntStream.range(0, trips)
        .mapToObj(day::findDetour)
        .flatMap(Optional::stream)
        .distinct()
        .forEach(
            detour -> {
              int[] round =
                  IntStream.range(0, trips)
                      .filter(trip -> day.findDetour(trip).filter(detour::equals).isPresent())
                      .toArray();
              found.add(detoured(day, detour, round));
            });
  }

  private SyntheticIncident detoured(RouteDay day, Detour detour, int[] trips) {
    int first = trips[0];
    var features = route(day, first);
    features.addAll(stops(day, first, detour.firstSkipped(), detour.endSkipped()));
    Arrays.stream(trips).mapToObj(day.timetable()::tripId).forEach(features::add);
    long start = day.departure(first, detour.firstSkipped() - 1);
    return incident(
        "bus-detour",
        day,
        first,
        start,
        Math.max(start + 1, detour.crash().end()),
        detour.firstSkipped(),
        features,
        DETOUR_WITHIN,
        trips.length + " trips of " + where(day, first) + " go round " + detour.crash().id());
  }

  /** The route, and the route with its direction. */
  private List<String> route(RouteDay day, int trip) {
    String route = network.routeId(day.route());
    var features = new ArrayList<String>();
    features.add(route);
    features.add(route + "-" + day.timetable().directions()[trip]);
    return features;
  }

  private String where(RouteDay day, int trip) {
    return "route "
        + network.routeId(day.route())
        + " towards "
        + network.headsign(day.timetable().pattern(trip));
  }

  private static List<String> stops(RouteDay day, int trip, int from, int to) {
    int[] stops = day.timetable().pattern(trip).stops();
    return Arrays.stream(stops, from, to).mapToObj(Stops::id).toList();
  }

  private SyntheticIncident incident(
      String kind,
      RouteDay day,
      int trip,
      long start,
      long end,
      int stop,
      List<String> features,
      Duration within,
      String description) {
    int place = day.timetable().pattern(trip).stops()[stop];
    var spot = network.stops().spot(place);
    String id = kind + "-" + day.date() + "-" + day.timetable().tripId(trip) + "-" + (stop + 1);
    return new SyntheticIncident(
        id,
        kind,
        List.of("transport"),
        Instant.ofEpochSecond(start),
        Instant.ofEpochSecond(end),
        features,
        spot.longitude(),
        spot.latitude(),
        within,
        description,
        "",
        Scoring.NOT_YET);
  }
}
