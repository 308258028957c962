package citybrain.transport.gtfs;

import citybrain.feed.SettingException;
import citybrain.feed.register.FeatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of a feed in whatever order they lie in the zip, each row once. Ids become
 * numbers when first met; at the end every number must have been declared by its own table.
 */
final class GtfsReader {

  private static final List<String> NEEDED =
      List.of("agency.txt", "routes.txt", "trips.txt", "stops.txt", "stop_times.txt");

  private static final int MOST_DIRECTIONS = 9;

  private final String file;
  @Nullable ZoneId zone;
  @Nullable FeedInfo info;
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
  final StopTimes.Rows stopTimes = new StopTimes.Rows();

  GtfsReader(String file) {
    this.file = file;
  }

  void read(byte[] zip) {
    var names = new GtfsZip(file).read(zip, this::table);
    for (var name : NEEDED) {
      require(names, name);
    }
    if (!names.contains("calendar.txt")) {
      require(names, "calendar_dates.txt");
    }
    // Stops need not be declared: a reduced timetable may lack some, which then have no place.
    routes.requireDeclared();
    trips.requireDeclared();
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
    switch (name) {
      case "agency.txt" -> GtfsTable.read(where, text, List.of("agency_timezone"), this::agency);
      case "routes.txt" ->
          GtfsTable.read(where, text, List.of("route_id", "route_type"), this::route);
      case "stops.txt" -> GtfsTable.read(where, text, List.of("stop_id"), this::stop);
      case "trips.txt" ->
          GtfsTable.read(where, text, List.of("route_id", "service_id", "trip_id"), this::trip);
      case "stop_times.txt" ->
          GtfsTable.read(
              where,
              text,
              List.of("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
              this::stopTime);
      case "shapes.txt" -> GtfsTable.read(where, text, TripShapes.COLUMNS, shapes::add);
      case "calendar.txt" ->
          GtfsTable.read(where, text, ServiceCalendar.WEEKLY, calendar::addWeekly);
      case "calendar_dates.txt" ->
          GtfsTable.read(where, text, ServiceCalendar.EXCEPTIONS, calendar::addException);
      case "feed_info.txt" ->
          GtfsTable.read(where, text, List.of("feed_publisher_name"), this::feedInfo);
      default -> {
        // Fares, transfers and what operators add: nothing here asks for them.
      }
    }
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
    routeTypes.put(routes.declare(row), row.whole("route_type", 0), 0);
  }

  private void stop(GtfsTable row) {
    int stop = stops.declare(row);
    if (!row.text("stop_lat").isEmpty() || !row.text("stop_lon").isEmpty()) {
      stops.table.place(stop, row.position("stop_lat", "stop_lon"));
    }
    if (!row.text("parent_station").isEmpty()) {
      parents.put(stop, stops.refer(row, "parent_station"), -1);
    }
  }

  private void trip(GtfsTable row) {
    int trip = trips.declare(row);
    int direction = row.whole("direction_id", -1);
    if (direction > MOST_DIRECTIONS) { // GTFS knows two, the New York subway has a third
      throw row.wrong("direction_id", "is " + direction, "0 or 1");
    }
    tripDirections.put(trip, direction, -1);
    tripRoutes.put(trip, routes.refer(row, "route_id"), -1);
    tripServices.put(trip, calendar.add(row.require("service_id")), -1);
    var shape = row.text("shape_id");
    tripShapes.put(trip, shape.isEmpty() ? -1 : shapes.add(shape), -1);
  }

  private void stopTime(GtfsTable row) {
    int stop = row.text("stop_id").isEmpty() ? -1 : stops.refer(row, "stop_id");
    if (stop >= 0) { // a call at an area or on demand has no stop
      stopTimes.add(
          trips.refer(row, "trip_id"),
          stop,
          row.whole("stop_sequence", 0),
          row.time("arrival_time"),
          row.time("departure_time"));
    }
  }

  private void feedInfo(GtfsTable row) {
    info =
        new FeedInfo(
            row.text("feed_publisher_name"),
            row.text("feed_version"),
            day(row, "feed_start_date"),
            day(row, "feed_end_date"));
  }

  private static @Nullable LocalDate day(GtfsTable row, String column) {
    return row.text(column).isEmpty() ? null : LocalDate.ofEpochDay(row.date(column));
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
    private String referredBy = "";
    private String referringField = "";

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
        referredBy = row.file();
        referringField = by;
      }
      return number;
    }

    void requireDeclared() {
      int missing = declared.nextClearBit(0);
      if (missing < table.size()) {
        throw new SettingException(
            "%s line %s, field %s is '%s'; expected an id of %s"
                .formatted(
                    referredBy,
                    firstLines.at(missing),
                    referringField,
                    table.id(missing),
                    declaredBy));
      }
    }
  }
}
