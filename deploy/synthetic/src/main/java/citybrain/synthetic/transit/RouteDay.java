package citybrain.synthetic.transit;

import citybrain.synthetic.town.DrivenWay;
import citybrain.synthetic.transit.TransitTrouble.Fate;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the vehicles of a route really did on one service day: when each trip came to each stop and
 * left it (epoch seconds), how many were aboard, and which way it went.
 */
final class RouteDay {

  private final RouteTimetable timetable;
  private final LocalDate date;
  private final String basicDate;
  private final long zero;
  private final Fate[] fates;
  private final @Nullable Detour[] detours;
  private final int[] firstOf;
  private final int[] arrivals;
  private final int[] departures;
  private final byte[] loads;
  private int longest;

  RouteDay(RouteTimetable timetable, LocalDate date, long zero) {
    this.timetable = timetable;
    this.date = date;
    this.basicDate = DateTimeFormatter.BASIC_ISO_DATE.format(date);
    this.zero = zero;
    this.fates = new Fate[timetable.trips()];
    this.detours = new Detour[timetable.trips()];
    this.firstOf = new int[timetable.trips()];
    int size = 0;
    for (int trip = 0; trip < timetable.trips(); trip++) {
      firstOf[trip] = size;
      size += timetable.pattern(trip).size();
    }
    this.arrivals = new int[size];
    this.departures = new int[size];
    this.loads = new byte[size];
  }

  void put(int trip, Fate fate) {
    fates[trip] = fate;
  }

  void put(int trip, int stop, int arrival, int departure, int load) {
    int at = firstOf[trip] + stop;
    arrivals[at] = arrival;
    departures[at] = departure;
    loads[at] = (byte) load;
    longest = Math.max(longest, departure - timetable.starts()[trip]);
  }

  void put(int trip, Detour detour) {
    detours[trip] = detour;
  }

  RouteTimetable timetable() {
    return timetable;
  }

  int route() {
    return timetable.there().route();
  }

  LocalDate date() {
    return date;
  }

  /** The date as GTFS writes it: 20250310. */
  String basicDate() {
    return basicDate;
  }

  /** What the times of the timetable count from, epoch seconds. */
  long zero() {
    return zero;
  }

  Fate fate(int trip) {
    return fates[trip];
  }

  boolean runs(int trip) {
    return fates[trip] == Fate.RUNS;
  }

  Optional<Detour> findDetour(int trip) {
    return Optional.ofNullable(detours[trip]);
  }

  DrivenWay way(int trip) {
    var detour = detours[trip];
    return detour == null ? timetable.pattern(trip).way() : detour.way();
  }

  boolean skips(int trip, int stop) {
    var detour = detours[trip];
    return detour != null && detour.skips(stop);
  }

  long arrival(int trip, int stop) {
    return zero + arrivals[firstOf[trip] + stop];
  }

  long departure(int trip, int stop) {
    return zero + departures[firstOf[trip] + stop];
  }

  long start(int trip) {
    return departure(trip, 0);
  }

  long end(int trip) {
    return arrival(trip, timetable.pattern(trip).last());
  }

  /** How many were aboard when it left a stop. */
  int load(int trip, int stop) {
    return loads[firstOf[trip] + stop];
  }

  /**
   * The stop to which a trip is under way at a time, or at which it stands: never a skipped one.
   */
  int nextStop(int trip, long time) {
    int last = timetable.pattern(trip).last();
    int low = 0;
    int high = last;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (departure(trip, middle) > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    while (low < last && skips(trip, low)) {
      low++;
    }
    return low;
  }

  /** No trip that should have left before this one can still be under way at a time. */
  int firstTripSince(long time) {
    return firstFrom(time - zero - longest);
  }

  /** The first trip that should leave at a time or later. */
  int firstTripFrom(long time) {
    return firstFrom(time - zero);
  }

  private int firstFrom(long seconds) {
    int[] starts = timetable.starts();
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < seconds) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
