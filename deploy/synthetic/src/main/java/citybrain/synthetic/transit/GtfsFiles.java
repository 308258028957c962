package citybrain.synthetic.transit;

import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.lines.Text;
import citybrain.synthetic.town.PlaceNames;
import citybrain.synthetic.town.Stops;
import citybrain.synthetic.town.TransitNetwork;
import citybrain.synthetic.transit.TimetableDates.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The timetable as a GTFS zip, streamed: same settings, same bytes. */
public final class GtfsFiles {

  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2025, 1, 1, 0, 0);
  private static final String AGENCY = "DHT";
  private static final String URL = "https://doggerhaven.invalid/";
  private static final int BUS = 3;

  private interface Table {
    void write(Text text, OutputStream out) throws IOException;
  }

  private final SyntheticSettings settings;
  private final TransitNetwork network;
  private final Schedules schedules;
  private final TimetableDates services;

  GtfsFiles(SyntheticSettings settings, Schedules schedules, TimetableDates services) {
    this.settings = settings;
    this.network = schedules.network();
    this.schedules = schedules;
    this.services = services;
  }

  public void write(OutputStream out) throws IOException {
    var zip = new ZipOutputStream(out);
    // A first start waits for it: a third of the time for a third more bytes.
    zip.setLevel(Deflater.BEST_SPEED);
    table(zip, "agency.txt", this::agency);
    table(zip, "calendar.txt", this::calendar);
    table(zip, "calendar_dates.txt", this::calendarDates);
    table(zip, "feed_info.txt", this::feedInfo);
    table(zip, "routes.txt", this::routes);
    table(zip, "shapes.txt", this::shapes);
    table(zip, "stops.txt", this::stops);
    table(zip, "trips.txt", this::trips);
    table(zip, "stop_times.txt", this::stopTimes);
    zip.finish();
  }

  private static void table(ZipOutputStream zip, String name, Table table) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    zip.putNextEntry(entry);
    var text = new Text();
    table.write(text, zip);
    text.flushInto(zip);
    zip.closeEntry();
  }

  private void agency(Text text, OutputStream out) {
    text.put("agency_id,agency_name,agency_url,agency_timezone,agency_lang\n").put(AGENCY);
    text.put(',').put(PlaceNames.CITY).put(" Transport (synthetic),").put(URL).put(',');
    text.put(settings.zone().getId()).put(",en\n");
  }

  private void calendar(Text text, OutputStream out) {
    text.put("service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,");
    text.put("start_date,end_date\n");
    for (var service : Service.values()) {
      text.put(service.id());
      for (var day : DayOfWeek.values()) {
        text.put(Service.of(day) == service ? ",1" : ",0");
      }
      text.put(',').put(basic(services.first()));
      text.put(',').put(basic(services.last())).put('\n');
    }
  }

  private void calendarDates(Text text, OutputStream out) {
    text.put("service_id,date,exception_type\n");
    for (var deviation : services.deviations()) {
      text.put(deviation.service().id()).put(',');
      text.put(basic(deviation.date()));
      text.put(deviation.added() ? ",1\n" : ",2\n");
    }
  }

  private void feedInfo(Text text, OutputStream out) {
    text.put("feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,");
    text.put("feed_version\nCity Brain generator (synthetic),").put(URL).put(",en,");
    text.put(basic(services.first())).put(',');
    text.put(basic(services.last())).put(",seed ").number(settings.seed());
    text.put(" scale ").put(Double.toString(settings.scale())).put('\n');
  }

  private void routes(Text text, OutputStream out) throws IOException {
    text.put("route_id,agency_id,route_short_name,route_long_name,route_type\n");
    for (int route = 0; route < network.routes(); route++) {
      text.put(network.routeId(route)).put(',').put(AGENCY).put(',').number(route + 1L).put(',');
      text.put(network.headsign(network.pattern(route, 1))).put(" - ");
      text.put(network.headsign(network.pattern(route, 0))).put(',').number(BUS).put('\n');
      text.drainInto(out);
    }
  }

  private void shapes(Text text, OutputStream out) throws IOException {
    text.put("shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled\n");
    for (int route = 0; route < network.routes(); route++) {
      for (int direction = 0; direction < 2; direction++) {
        var course = network.pattern(route, direction).way().course();
        for (int point = 0; point < course.points(); point++) {
          var spot = course.point(point);
          putShape(route, direction, text).put(',').fixed(spot.latitude(), 6).put(',');
          text.fixed(spot.longitude(), 6).put(',').number(point + 1L).put(',');
          text.fixed(course.metres(point), 1).put('\n');
        }
        text.drainInto(out);
      }
    }
  }

  private Text putShape(int route, int direction, Text text) {
    return text.put(network.routeId(route)).put('-').number(direction);
  }

  private void stops(Text text, OutputStream out) throws IOException {
    text.put("stop_id,stop_name,stop_lat,stop_lon,location_type\n");
    for (int stop : network.servedStops()) {
      var spot = network.stops().spot(stop);
      Stops.putId(stop, text);
      text.put(',').put(network.stops().name(stop)).put(',').fixed(spot.latitude(), 6).put(',');
      text.fixed(spot.longitude(), 6).put(",0\n").drainInto(out);
    }
  }

  private void trips(Text text, OutputStream out) throws IOException {
    text.put("route_id,service_id,trip_id,trip_headsign,direction_id,block_id,shape_id\n");
    for (int route = 0; route < network.routes(); route++) {
      for (var service : Service.values()) {
        var timetable = schedules.of(route, service);
        for (int trip = 0; trip < timetable.trips(); trip++) {
          trip(timetable, trip, text);
          text.drainInto(out);
        }
      }
    }
  }

  private void trip(RouteTimetable timetable, int trip, Text text) {
    var pattern = timetable.pattern(trip);
    String route = network.routeId(pattern.route());
    text.put(route).put(',').put(timetable.service().id()).put(',');
    timetable.putTripId(trip, text);
    text.put(',').put(network.headsign(pattern)).put(',').number(pattern.direction()).put(',');
    text.put(route).put('-').put(timetable.service().id()).put("-B");
    text.number(timetable.blocks().blockOf()[trip] + 1L).put(',');
    putShape(pattern.route(), pattern.direction(), text).put('\n');
  }

  private void stopTimes(Text text, OutputStream out) throws IOException {
    text.put("trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n");
    for (int route = 0; route < network.routes(); route++) {
      for (var service : Service.values()) {
        var timetable = schedules.of(route, service);
        for (int trip = 0; trip < timetable.trips(); trip++) {
          stopTimes(timetable, trip, text);
          text.drainInto(out);
        }
      }
    }
  }

  private static void stopTimes(RouteTimetable timetable, int trip, Text text) {
    var pattern = timetable.pattern(trip);
    for (int stop = 0; stop < pattern.size(); stop++) {
      timetable.putTripId(trip, text);
      putTime(timetable.arrival(trip, stop), text.put(','));
      putTime(timetable.departure(trip, stop), text.put(','));
      Stops.putId(pattern.stops()[stop], text.put(','));
      text.put(',').number(stop + 1L).put(',').fixed(pattern.way().stopMetres()[stop], 1).put('\n');
    }
  }

  private static String basic(LocalDate date) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(date);
  }

  /** Hours go on counting after midnight: 24:10:00. */
  private static void putTime(int seconds, Text text) {
    text.padded(seconds / 3600, 2).put(':').padded(seconds / 60 % 60, 2);
    text.put(':').padded(seconds % 60, 2);
  }
}
