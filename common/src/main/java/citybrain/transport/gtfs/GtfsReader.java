package citybrain.transport.gtfs;

import citybrain.feed.SettingException;
import citybrain.feed.register.FeatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of a feed in whatever order they lie in the zip, each row once. Ids become
 * numbers when first met; at the end every number must have been declared by its own table.
 */
final class GtfsReader {

  private static final List<String> NEEDED =
      List.of("agency.txt", "routes.txt", "trips.txt", "stops.txt", "stop_times.txt");

  private static final Set<String> OPTIONAL =
      Set.of(
          "calendar.txt", "calendar_dates.txt", "shapes.txt", "frequencies.txt", "feed_info.txt");

  /** Fares, transfers and what operators add: nothing here asks for them. */
  private static final Set<String> ASKED_FOR =
      Stream.concat(NEEDED.stream(), OPTIONAL.stream()).collect(Collectors.toUnmodifiableSet());

  private static final int MOST_DIRECTIONS = 9;

  private final String file;
  private final Set<String> empty = new HashSet<>();
  @Nullable ZoneId zone;
  @Nullable FeedInfo info;
  final GtfsRemarks remarks = new GtfsRemarks();
  final Ids routes = new Ids("routes.txt", "route_id");
  final Ints routeTypes = new Ints();
  final Ids stops = new Ids("stops.txt", "stop_id");
  final Ints parents = new Ints();
  final Ids trips = new Ids("trips.txt", "trip_id");
  final Ints tripRoutes = new Ints();
  final Ints tripServices = new Ints();
  final Ints tripDirections = new Ints();
  final Ints tripShapes = new Ints();
  final ServiceCalendar calendar = new ServiceCalendar();
  final TripShapes shapes = new TripShapes();
  final Frequencies.Rows frequencies = new Frequencies.Rows();
  private final StopTimes.Rows stopTimes = new StopTimes.Rows();

  GtfsReader(String file) {
    this.file = file;
  }

  void read(byte[] zip) {
    var names = new HashSet<>(new GtfsZip(file).read(zip, ASKED_FOR, this::table));
    names.removeAll(empty);
    for (var name : NEEDED) {
      require(names, name);
    }
    if (!names.contains("calendar.txt")) {
      require(names, "calendar_dates.txt");
    }
    tripRoutes.pad(trips.table.size(), GtfsSchedule.NONE);
    tripServices.pad(trips.table.size(), GtfsSchedule.NONE);
    tripDirections.pad(trips.table.size(), GtfsSchedule.NONE);
    tripShapes.pad(trips.table.size(), GtfsSchedule.NONE);
    routeTypes.pad(routes.table.size(), 0);
    remarkUponOrphans();
    shapes.sort();
    inheritPositions();
  }

  private void require(Set<String> names, String table) {
    if (!names.contains(table)) {
      var elsewhere =
          names.stream().filter(name -> name.endsWith("/" + table)).findFirst().orElse("");
      throw new SettingException(
          file
              + ": "
              + table
              + " is missing"
              + (elsewhere.isEmpty() ? "" : "; found " + elsewhere + ", but tables lie at the top")
              + "; it has "
              + names.stream().sorted().toList());
    }
  }

  private void table(String name, InputStream text) throws IOException {
    var where = file + "!" + name;
    List<String> columns =
        switch (name) {
          case "agency.txt" -> List.of("agency_timezone");
          case "routes.txt" -> List.of("route_id", "route_type");
          case "stops.txt" -> List.of("stop_id");
          case "trips.txt" -> List.of("route_id", "service_id", "trip_id");
          case "stop_times.txt" ->
              List.of("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence");
          case "frequencies.txt" -> List.of("trip_id", "start_time", "end_time", "headway_secs");
          case "shapes.txt" -> TripShapes.COLUMNS;
          case "calendar.txt" -> ServiceCalendar.WEEKLY;
          case "calendar_dates.txt" -> ServiceCalendar.EXCEPTIONS;
          default -> List.of();
        };
    if (GtfsTable.read(where, text, columns, remarks, rows(name))) {
      return;
    }
    if (!OPTIONAL.contains(name)) {
      throw new SettingException(where + ": is empty; needs the columns " + columns);
    }
    empty.add(name);
    remarks.add(where + " empty", () -> where + " is empty", "taken as not there");
  }

  private Consumer<GtfsTable> rows(String table) {
    return switch (table) {
      case "agency.txt" -> this::agency;
      case "routes.txt" -> this::route;
      case "stops.txt" -> this::stop;
      case "trips.txt" -> this::trip;
      case "stop_times.txt" -> this::stopTime;
      case "frequencies.txt" -> this::frequency;
      case "shapes.txt" -> shapes::add;
      case "calendar.txt" -> calendar::addWeekly;
      case "calendar_dates.txt" -> calendar::addException;
      default -> this::feedInfo;
    };
  }

  private void agency(GtfsTable row) {
    var id = row.require("agency_timezone");
    try {
      var next = ZoneId.of(id);
      if (zone != null && !zone.equals(next)) {
        throw row.wrong("agency_timezone", "is '" + id + "'", zone + " as for the agency before");
      }
      zone = next;
    } catch (DateTimeException e) {
      throw row.wrong("agency_timezone", "is '" + id + "'", "an IANA zone such as America/Toronto");
    }
  }

  private void route(GtfsTable row) {
    int type = row.optional("route_type", Integer.MAX_VALUE, 0, "a whole number, zero or more");
    routeTypes.put(routes.declare(row), type, 0);
  }

  private void stop(GtfsTable row) {
    int stop = stops.declare(row);
    if (!row.text("stop_lat").isEmpty() || !row.text("stop_lon").isEmpty()) {
      var position = row.position("stop_lat", "stop_lon", "the stop has no place");
      if (position != null) {
        stops.table.place(stop, position);
      }
    }
    if (!row.text("parent_station").isEmpty()) {
      parents.put(stop, stops.refer(row, "parent_station"), -1);
    }
  }

  private void trip(GtfsTable row) {
    int trip = trips.declare(row);
    // GTFS knows two directions, the New York subway has a third.
    tripDirections.put(trip, row.optional("direction_id", MOST_DIRECTIONS, -1, "0 or 1"), -1);
    tripRoutes.put(trip, routes.refer(row, "route_id"), -1);
    tripServices.put(trip, calendar.add(row.require("service_id")), -1);
    var shape = row.text("shape_id");
    tripShapes.put(trip, shape.isEmpty() ? -1 : shapes.add(shape), -1);
  }

  private void stopTime(GtfsTable row) {
    int stop = row.text("stop_id").isEmpty() ? -1 : stops.refer(row, "stop_id");
    if (stop >= 0) { // a call at an area or on demand has no stop
      stopTimes.add(
          row.line(),
          trips.refer(row, "trip_id"),
          stop,
          row.whole("stop_sequence", 0),
          row.time("arrival_time"),
          row.time("departure_time"));
    }
  }

  private void frequency(GtfsTable row) {
    int headway = row.whole("headway_secs", 0);
    if (headway == 0) {
      throw row.wrong("headway_secs", "is '" + row.text("headway_secs") + "'", "a second or more");
    }
    int exact = row.whole("exact_times", 0);
    if (exact > 1) {
      throw row.wrong("exact_times", "is " + exact, "0 or 1");
    }
    frequencies.add(
        trips.refer(row, "trip_id"),
        row.requireTime("start_time"),
        row.requireTime("end_time"),
        headway,
        exact);
  }

  private void feedInfo(GtfsTable row) {
    info =
        new FeedInfo(
            row.text("feed_publisher_name"),
            row.text("feed_version"),
            row.optionalDate("feed_start_date"),
            row.optionalDate("feed_end_date"));
  }

  /** Rows that refer to what its own table does not have; most of them must not. */
  private void remarkUponOrphans() {
    var noRoute = trips.declared();
    noRoute.stream()
        .filter(trip -> !routes.has(tripRoutes.at(trip)))
        .forEach(
            trip ->
                remarks.add(
                    "routes",
                    () -> routes.missing(tripRoutes.at(trip)),
                    "the trip keeps the name of the route"));
    remarks.refuseIfMost("routes", noRoute.cardinality());
    for (int row = 0; row < stopTimes.size(); row++) {
      int trip = stopTimes.trip(row);
      int stop = stopTimes.stop(row);
      if (!trips.has(trip)) {
        remarks.add("trips", () -> trips.missing(trip), "the call is left out");
      }
      if (!stops.has(stop)) { // a reduced timetable may lack some
        remarks.add("stops", () -> stops.missing(stop), "calls there have no place");
      }
    }
    remarks.refuseIfMost("trips", stopTimes.size());
    for (int row = 0; row < frequencies.size(); row++) {
      int trip = frequencies.trip(row);
      if (!trips.has(trip)) {
        remarks.add("frequencies", () -> trips.missing(trip), "passed over");
      }
    }
  }

  /** The calls in order, each trip and sequence once. */
  StopTimes sortedStopTimes() {
    var sorted = stopTimes.sorted(trips.table.size(), trips.declared(), this::remarkUponRepeated);
    remarks.refuseIfMost("repeated", stopTimes.size());
    return sorted;
  }

  private void remarkUponRepeated(int row) {
    remarks.add(
        "repeated",
        () ->
            "%s!stop_times.txt line %s, field stop_sequence is %s; expected each once a trip,"
                    .formatted(file, stopTimes.line(row), stopTimes.sequence(row))
                + " and trip '"
                + GtfsTable.shown(trips.table.id(stopTimes.trip(row)))
                + "' has it on a line before",
        "the line before counts");
  }

  /** A platform without a place of its own lies where its station lies. */
  private void inheritPositions() {
    for (int stop = 0; stop < parents.size(); stop++) {
      int parent = parents.at(stop);
      if (parent >= 0 && !stops.table.isPlaced(stop)) {
        var position = stops.table.position(parent);
        if (position != null) {
          stops.table.place(stop, position);
        }
      }
    }
  }

  /** Ids that one table declares and others refer to. */
  static final class Ids {
    final FeatureTable table = new FeatureTable();
    private final String declaredBy;
    private final String column;
    private final BitSet declared = new BitSet();
    private final Ints firstLines = new Ints();
    private final Ints firstAskers = new Ints();
    private final List<Asker> askers = new ArrayList<>();

    /** A field that refers to ids of another table. */
    private record Asker(String file, String field) {}

    Ids(String declaredBy, String column) {
      this.declaredBy = declaredBy;
      this.column = column;
    }

    int declare(GtfsTable row) {
      int number = table.add(row.require(column));
      if (declared.get(number)) {
        throw row.wrong(column, "is '" + row.text(column) + "'", "each id once");
      }
      declared.set(number);
      return number;
    }

    int refer(GtfsTable row, String by) {
      int before = table.size();
      int number = table.add(row.require(by));
      if (table.size() > before) {
        // Perhaps its table comes later; if not, this is where it was first missed.
        firstLines.put(number, row.line(), 0);
        firstAskers.put(number, asker(row.file(), by), 0);
      }
      return number;
    }

    private int asker(String file, String field) {
      for (int i = askers.size() - 1; i >= 0; i--) {
        if (askers.get(i).file.equals(file) && askers.get(i).field.equals(field)) {
          return i;
        }
      }
      askers.add(new Asker(file, field));
      return askers.size() - 1;
    }

    boolean has(int number) {
      return declared.get(number);
    }

    /** Those that their own table has. */
    BitSet declared() {
      return (BitSet) declared.clone();
    }

    /** Where an id was first asked for that its own table does not have. */
    String missing(int number) {
      var asker = askers.get(firstAskers.at(number));
      return "%s line %s, field %s is '%s'; expected an id of %s"
          .formatted(
              asker.file,
              firstLines.at(number),
              asker.field,
              GtfsTable.shown(table.id(number)),
              declaredBy);
    }
  }
}
