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
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Tells what really happened to the buses: vehicles that bunched or came far too late behind the
 * one before, whatever the cause, trips that did not run, and detours. No rule looks for detours
 * yet, so nobody is judged by them.
 */
public final class TransitWitness {

  /** Bunched is who comes sooner than this share of the scheduled headway (TCQSM, algorithms). */
  private static final double BUNCHED = 0.25;

  /** A gap is who comes later than this share of it. */
  private static final double GAP = 1.75;

  private static final int STOPS_IN_A_ROW = 2;
  private static final int LONGEST_HEADWAY = 1800;
  private static final Duration BUNCHING_WITHIN = Duration.ofMinutes(20);
  private static final Duration GAP_WITHIN = Duration.ofMinutes(20);
  private static final Duration SHOWN_WITHIN = Duration.ofMinutes(15);
  private static final Duration MISSING_WITHIN = Duration.ofMinutes(30);
  private static final Duration DETOUR_WITHIN = Duration.ofMinutes(30);

  private final TransitDays days;
  private final TransitNetwork network;
  private final Fleet fleet;
  private final OnBoardFaults faults;

  TransitWitness(TransitDays days, Fleet fleet, OnBoardFaults faults) {
    this.days = days;
    this.faults = faults;
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
        uneven(day, found);
        missing(day, found);
        detours(day, found);
        untracked(day, found);
      }
    }
    found.removeIf(incident -> incident.start().isBefore(from) || !incident.start().isBefore(to));
    return found;
  }

  /** Each vehicle against the one that really came before it. */
  private void uneven(RouteDay day, List<SyntheticIncident> found) {
    for (int trip = 0; trip < day.timetable().trips(); trip++) {
      int ahead = before(day, trip, true);
      if (day.runs(trip) && ahead >= 0) {
        var pair = new Pair(day, ahead, trip, before(day, trip, false));
        var bunched = pair.stops((headway, due) -> headway < BUNCHED * due);
        if (bunched.length > 0) {
          found.add(bunched(pair, bunched));
        }
        var gap = pair.gap();
        if (gap.length > 0 && ahead == pair.planned) {
          found.add(gap(pair, gap));
        }
      }
    }
  }

  /** The trip of the same direction that leaves before this one, or -1. */
  private static int before(RouteDay day, int trip, boolean running) {
    int direction = day.timetable().directions()[trip];
    int before = trip - 1;
    while (before >= 0
        && (day.timetable().directions()[before] != direction || (running && !day.runs(before)))) {
      before--;
    }
    return before;
  }

  private interface Uneven {
    boolean is(long headway, int due);
  }

  /**
   * Two vehicles that follow each other.
   *
   * @param planned the trip that the timetable has before the second, whether it runs or not
   */
  private record Pair(RouteDay day, int ahead, int trip, int planned) {

    /** First and last stop at which it is so at several in a row; nothing when at none. */
    int[] stops(Uneven uneven) {
      int last = day.timetable().pattern(trip).last();
      int first = -1;
      int end = -1;
      int row = 0;
      for (int stop = 0; stop < last; stop++) {
        row = is(uneven, stop) ? row + 1 : 0;
        if (row >= STOPS_IN_A_ROW) {
          first = first < 0 ? stop - row + 1 : first;
          end = stop;
        }
      }
      return first < 0 ? new int[0] : new int[] {first, end};
    }

    int[] gap() {
      return stops((headway, due) -> headway > GAP * due);
    }

    private boolean is(Uneven uneven, int stop) {
      var timetable = day.timetable();
      int due = timetable.departure(trip, stop) - timetable.departure(planned, stop);
      long headway = day.departure(trip, stop) - day.departure(ahead, stop);
      return due > 0
          && due <= LONGEST_HEADWAY
          && uneven.is(headway, due)
          && !day.skips(trip, stop)
          && !day.skips(ahead, stop);
    }
  }

  private SyntheticIncident bunched(Pair pair, int[] stops) {
    var features = pairOf(pair);
    features.addAll(stops(pair.day, pair.trip, stops[0], stops[1] + 1));
    return incident(
        "bunching",
        pair.day,
        pair.trip,
        pair.day.departure(pair.trip, stops[0]),
        pair.day.departure(pair.trip, stops[1]),
        stops[0],
        features,
        BUNCHING_WITHIN,
        Scoring.FEATURES_ONLY,
        "Vehicles "
            + features.get(2)
            + " and "
            + features.get(4)
            + " of "
            + where(pair.day, pair.trip)
            + " run together");
  }

  private SyntheticIncident gap(Pair pair, int[] stops) {
    var features = pairOf(pair);
    features.addAll(stops(pair.day, pair.trip, stops[0], stops[1] + 1));
    return incident(
        "large-gap",
        pair.day,
        pair.trip,
        pair.day.departure(pair.trip, stops[0]),
        pair.day.departure(pair.trip, stops[1]),
        stops[0],
        features,
        GAP_WITHIN,
        Scoring.FEATURES_ONLY,
        "Vehicle "
            + features.get(4)
            + " of "
            + where(pair.day, pair.trip)
            + " comes far too long after the one before");
  }

  /** The line, and each trip with its vehicle. */
  private List<String> pairOf(Pair pair) {
    var features = line(pair.day, pair.trip);
    for (int one : new int[] {pair.ahead, pair.trip}) {
      features.add(pair.day.timetable().tripId(one));
      features.add(Fleet.id(fleet.vehicleOf(pair.day.timetable(), one)));
    }
    return features;
  }

  /**
   * A trip that does not run shows in the gap before the next, and is judged where it does: where
   * vehicles bunch behind it, or the line runs seldom, nobody sees it.
   */
  private void missing(RouteDay day, List<SyntheticIncident> found) {
    var timetable = day.timetable();
    for (int trip = 0; trip < timetable.trips(); trip++) {
      if (!day.runs(trip)) {
        found.add(missing(day, trip));
      }
    }
  }

  private SyntheticIncident missing(RouteDay day, int trip) {
    var timetable = day.timetable();
    var features = line(day, trip);
    features.add(timetable.tripId(trip));
    long start = day.zero() + timetable.starts()[trip];
    int next = next(day, trip);
    int ahead = before(day, trip, true);
    var scoring = Scoring.NOT_YET;
    var within = MISSING_WITHIN;
    if (next >= 0 && ahead >= 0) {
      int[] gap = new Pair(day, ahead, next, before(day, next, false)).gap();
      if (gap.length > 0) {
        features.add(timetable.tripId(next));
        scoring = Scoring.FEATURES_ONLY;
        long shown = day.departure(next, gap[0] + STOPS_IN_A_ROW - 1);
        within = Duration.ofSeconds(Math.max(0, shown - start)).plus(SHOWN_WITHIN);
      }
    }
    features.addAll(stops(day, trip, 0, 1));
    boolean told = day.fate(trip) == Fate.CANCELLED;
    return incident(
        "missing-trip",
        day,
        trip,
        start,
        day.zero() + timetable.end(trip),
        0,
        features,
        within,
        scoring,
        "Trip "
            + timetable.tripId(trip)
            + " of "
            + where(day, trip)
            + " does not run, "
            + (told ? "as the trip updates say" : "and nobody says so"));
  }

  /**
   * A vehicle whose driver has not logged in, or under a number of last year: it runs, and nobody
   * who follows trips sees it. Told, as the gaps that it seems to leave are about it; that it
   * drives after all no rule looks for.
   */
  private void untracked(RouteDay day, List<SyntheticIncident> found) {
    var timetable = day.timetable();
    var trips = new TreeMap<Integer, List<Integer>>();
    for (int trip = 0; trip < timetable.trips(); trip++) {
      int vehicle = fleet.vehicleOf(timetable, trip);
      if (day.runs(trip) && faults.isUntracked(vehicle, day.date())) {
        trips.computeIfAbsent(vehicle, any -> new ArrayList<>()).add(trip);
      }
    }
    trips.forEach((vehicle, own) -> found.add(untracked(day, vehicle, own)));
  }

  private SyntheticIncident untracked(RouteDay day, int vehicle, List<Integer> trips) {
    int first = trips.get(0);
    var features = new ArrayList<String>();
    features.add(Fleet.id(vehicle));
    for (int trip : trips) {
      features.add(day.timetable().tripId(trip));
      int next = next(day, trip);
      if (next >= 0) {
        features.add(day.timetable().tripId(next));
      }
    }
    return incident(
        "untracked-vehicle",
        day,
        first,
        day.start(first),
        day.end(trips.get(trips.size() - 1)),
        0,
        features,
        MISSING_WITHIN,
        Scoring.NOT_YET,
        "Vehicle "
            + Fleet.id(vehicle)
            + " of "
            + where(day, first)
            + " runs, and does not say on which of its "
            + trips.size()
            + " trips");
  }

  /** The next trip of the same direction that runs, or -1. */
  private static int next(RouteDay day, int trip) {
    int direction = day.timetable().directions()[trip];
    for (int next = trip + 1; next < day.timetable().trips(); next++) {
      if (day.timetable().directions()[next] == direction && day.runs(next)) {
        return next;
      }
    }
    return -1;
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
    var features = line(day, first);
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
        Scoring.NOT_YET,
        trips.length + " trips of " + where(day, first) + " go round " + detour.crash().id());
  }

  /** The route with its direction, as the stops of the feed are named: R07/1. */
  private List<String> line(RouteDay day, int trip) {
    var features = new ArrayList<String>();
    features.add(network.routeId(day.route()) + "/" + day.timetable().directions()[trip]);
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
      Scoring scoring,
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
        scoring);
  }
}
