package citybrain.transport.gtfs;

import citybrain.feed.SettingException;
import citybrain.feed.register.FeatureTable;
import citybrain.geo.Position;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A timetable as GTFS Schedule publishes it: routes, trips, stops, when trips call where and on
 * which days. Trips, stops and routes are named by small numbers; their ids are looked up by the
 * bytes of a message. Immutable; any thread may read.
 */
public final class GtfsSchedule {

  /** Stands for what is not in the timetable. */
  public static final int NONE = -1;

  private final ServiceDays days;
  private final Optional<FeedInfo> info;
  private final FeatureTable routes;
  private final FeatureTable stops;
  private final FeatureTable trips;
  private final Ints routeTypes;
  private final Ints parents;
  private final Ints tripRoutes;
  private final Ints tripServices;
  private final Ints tripDirections;
  private final Ints tripShapes;
  private final ServiceCalendar calendar;
  private final TripShapes shapes;
  private final StopTimes stopTimes;
  private final Frequencies frequencies;
  private final BitSet declaredTrips;
  private final List<String> remarks;
  private final Map<LocalDate, BitSet> active = new ConcurrentHashMap<>();

  private GtfsSchedule(GtfsReader read, ServiceDays days) {
    this.days = days;
    info = Optional.ofNullable(read.info);
    routes = read.routes.table;
    stops = read.stops.table;
    trips = read.trips.table;
    routeTypes = read.routeTypes;
    parents = read.parents;
    tripRoutes = read.tripRoutes;
    tripServices = read.tripServices;
    tripDirections = read.tripDirections;
    tripShapes = read.tripShapes;
    calendar = read.calendar;
    shapes = read.shapes;
    declaredTrips = read.trips.declared();
    stopTimes = read.sortedStopTimes();
    frequencies = read.frequencies.sorted(trips.size());
    remarks = read.remarks.texts();
  }

  /**
   * Reads a zip.
   *
   * @param file its name, for messages
   * @throws SettingException when a table or column is missing or wrong, naming file, line, field
   */
  public static GtfsSchedule read(String file, byte[] zip) {
    var reader = new GtfsReader(file);
    reader.read(zip);
    var zone = reader.zone;
    if (zone == null) {
      throw new SettingException(file + "!agency.txt: has no agency, so no time zone");
    }
    return new GtfsSchedule(reader, new ServiceDays(zone));
  }

  public ServiceDays days() {
    return days;
  }

  public Optional<FeedInfo> info() {
    return info;
  }

  public FeatureTable stops() {
    return stops;
  }

  public FeatureTable trips() {
    return trips;
  }

  public FeatureTable routes() {
    return routes;
  }

  public StopTimes stopTimes() {
    return stopTimes;
  }

  /** The trips that run every few minutes, whose times are only a pattern. */
  public Frequencies frequencies() {
    return frequencies;
  }

  /** What is not right in its tables but stops nobody, in words: file, line, field, how often. */
  public List<String> remarks() {
    return remarks;
  }

  /** The number of the trip whose id has these bytes; {@link #NONE} when the timetable has none. */
  public int findTrip(byte[] bytes, int from, int to) {
    int trip = trips.find(bytes, from, to);
    return trip >= 0 && declaredTrips.get(trip) ? trip : NONE;
  }

  /** The route of a trip. */
  public int routeOf(int trip) {
    return tripRoutes.at(trip);
  }

  /** The kind of vehicle, see {@code routes.route_type} in GTFS: 0 tram, 1 metro, 3 bus. */
  public int routeType(int route) {
    return routeTypes.at(route);
  }

  /** The direction of a trip, 0 or 1; {@link #NONE} when the timetable does not tell them apart. */
  public int directionOf(int trip) {
    return tripDirections.at(trip);
  }

  /** The station a stop belongs to, or {@link #NONE}. */
  public int parentOf(int stop) {
    return stop < parents.size() ? parents.at(stop) : NONE;
  }

  /** How many stops there are; they are numbered from 0 up. */
  public int stopCount() {
    return stops.size();
  }

  /** Where a stop lies; null when nobody said, or said something impossible such as 0,0. */
  public @Nullable Position positionOf(int stop) {
    return stops.position(stop);
  }

  /** The way a trip takes; empty when the timetable does not draw it. */
  public List<Position> shapeOf(int trip) {
    int shape = tripShapes.at(trip);
    return shape == NONE ? List.of() : shapes.points(shape);
  }

  /** True when this trip begins on this service day. */
  public boolean runsOn(int trip, LocalDate day) {
    return active.computeIfAbsent(day, this::servicesOf).get(tripServices.at(trip));
  }

  private BitSet servicesOf(LocalDate day) {
    var services = new BitSet();
    for (int service = 0; service < calendar.size(); service++) {
      services.set(service, calendar.isActive(service, day));
    }
    return services;
  }
}
