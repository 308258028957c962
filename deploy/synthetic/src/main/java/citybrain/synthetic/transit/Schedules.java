package citybrain.synthetic.transit;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.roads.Traffic;
import citybrain.synthetic.town.RoutePattern;
import citybrain.synthetic.town.TransitNetwork;
import citybrain.synthetic.transit.RouteTimetable.RunTimes;
import citybrain.synthetic.transit.TimetableDates.Service;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the timetables of the routes from what is usually driven on the roads at each hour. */
final class Schedules {

  private static final int HOUR = 3600;
  private static final int LONGEST_HEADWAY = 1800;
  private static final int NIGHT_HEADWAY = 3600;
  private static final int NIGHT_FROM = 88_200;
  private static final int NIGHT_TO = 28 * HOUR + HOUR / 2;
  private static final double SLACK = 1.04;
  private static final double SLOWEST_KMH = 3;
  private static final double FASTEST_KMH = 50;
  private static final double SHARE_OF_CARS = 0.85;

  /** Until when (seconds of the service day) vehicles come how often. */
  private record Band(int from, int to, double rushHeadways) {}

  private static final List<Band> WEEKDAY =
      List.of(
          new Band(4 * HOUR + HOUR / 2, 6 * HOUR, 2.5),
          new Band(6 * HOUR, 9 * HOUR, 1),
          new Band(9 * HOUR, 15 * HOUR, 1.5),
          new Band(15 * HOUR, 18 * HOUR + HOUR / 2, 1),
          new Band(18 * HOUR + HOUR / 2, 21 * HOUR, 2),
          new Band(21 * HOUR, NIGHT_FROM, 3));

  private static final List<Band> SATURDAY =
      List.of(
          new Band(5 * HOUR + HOUR / 2, 9 * HOUR, 2.5),
          new Band(9 * HOUR, 19 * HOUR, 1.5),
          new Band(19 * HOUR, NIGHT_FROM, 3));

  private static final List<Band> SUNDAY =
      List.of(new Band(6 * HOUR + HOUR / 2, 21 * HOUR, 2.5), new Band(21 * HOUR, NIGHT_FROM, 4));

  private record Key(int route, Service service) {}

  private record Departure(int start, int direction, RunTimes runTimes) {}

  private final TransitNetwork network;
  private final Traffic traffic;
  private final Chance chance;
  private final Map<Key, RouteTimetable> made = new ConcurrentHashMap<>();

  Schedules(TransitNetwork network, Traffic traffic, Chance chance) {
    this.network = network;
    this.traffic = traffic;
    this.chance = chance;
  }

  TransitNetwork network() {
    return network;
  }

  RouteTimetable of(int route, Service service) {
    return made.computeIfAbsent(new Key(route, service), key -> make(route, service));
  }

  /** Vehicles are slower than cars and seldom faster than a town allows. */
  static double kmh(double cars) {
    return Math.max(SLOWEST_KMH, Math.min(FASTEST_KMH, SHARE_OF_CARS * cars));
  }

  private RouteTimetable make(int route, Service service) {
    var departures = new ArrayList<Departure>();
    for (int direction = 0; direction < 2; direction++) {
      var pattern = network.pattern(route, direction);
      int next = 0;
      for (var band : bands(service)) {
        int headway = headway(route, band);
        if (next == 0) {
          next = band.from() + 30 * chance.below(headway / 30, route, 2 + direction);
        }
        var runTimes = runTimes(pattern, service, band.from(), band.to(), headway);
        for (; next < band.to(); next += headway) {
          departures.add(new Departure(next, direction, runTimes));
        }
      }
      if (network.isNightRoute(route)) {
        var runTimes = runTimes(pattern, service, NIGHT_FROM, NIGHT_TO, LONGEST_HEADWAY);
        int first = NIGHT_FROM + 60 * chance.below(NIGHT_HEADWAY / 60, route, 4 + direction);
        for (int start = first; start < NIGHT_TO; start += NIGHT_HEADWAY) {
          departures.add(new Departure(start, direction, runTimes));
        }
      }
    }
    departures.sort(
        Comparator.comparingInt(Departure::start).thenComparingInt(Departure::direction));
    return timetable(route, service, departures);
  }

  private RouteTimetable timetable(int route, Service service, List<Departure> departures) {
    int size = departures.size();
    int[] starts = new int[size];
    int[] ends = new int[size];
    byte[] directions = new byte[size];
    var runTimes = new RunTimes[size];
    for (int trip = 0; trip < size; trip++) {
      var departure = departures.get(trip);
      starts[trip] = departure.start();
      ends[trip] = departure.start() + departure.runTimes().last();
      directions[trip] = (byte) departure.direction();
      runTimes[trip] = departure.runTimes();
    }
    return new RouteTimetable(
        network.pattern(route, 0),
        network.pattern(route, 1),
        service,
        starts,
        directions,
        runTimes,
        VehicleBlocks.of(starts, ends, directions, NIGHT_FROM));
  }

  private static List<Band> bands(Service service) {
    return switch (service) {
      case WEEKDAY -> WEEKDAY;
      case SATURDAY -> SATURDAY;
      case SUNDAY -> SUNDAY;
    };
  }

  private int headway(int route, Band band) {
    int wanted = (int) Math.ceil(band.rushHeadways() * network.rushHeadway(route) / 30) * 30;
    return Math.min(LONGEST_HEADWAY, wanted);
  }

  private RunTimes runTimes(RoutePattern pattern, Service service, int from, int to, int headway) {
    var wall = new Wall(day(service).plusSeconds((from + to) / 2));
    int rush = network.rushHeadway(pattern.route());
    int[] arrivals = new int[pattern.size()];
    int[] departures = new int[pattern.size()];
    for (int stop = 1; stop < pattern.size(); stop++) {
      double ride =
          pattern.way().secondsFrom(stop - 1, 0, (time, link) -> kmh(traffic.usualKmh(wall, link)));
      arrivals[stop] = departures[stop - 1] + (int) Math.ceil(SLACK * ride);
      double demand = traffic.usualDemand(wall, pattern.linkOf(stop));
      double on = headway * Passengers.perSecond(demand, rush, 0.5);
      int stands = stop == pattern.last() ? 0 : (int) Math.round(Passengers.dwell(on, on));
      departures[stop] = arrivals[stop] + stands;
    }
    return new RunTimes(arrivals, departures);
  }

  /** Midnight before some day of the kind. */
  private static LocalDateTime day(Service service) {
    int day = service == Service.WEEKDAY ? 12 : service == Service.SATURDAY ? 15 : 16;
    return LocalDateTime.of(2025, 3, day, 0, 0);
  }
}
