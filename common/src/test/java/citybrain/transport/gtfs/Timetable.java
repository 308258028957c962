package citybrain.transport.gtfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small timetable of two routes, written by hand, whose tables can be changed. */
public final class Timetable {

  private final Map<String, byte[]> tables = new LinkedHashMap<>();

  public Timetable() {
    // Calls come before what they refer to: the order in a zip is anybody's choice.
    with(
        "stop_times.txt",
        """
        trip_id,arrival_time,departure_time,stop_id,stop_sequence
        t1,11:12:00,11:12:00,C,30
        t1,11:00:00,11:00:00,A,1
        t1,,,B,7
        t2,11:20:00,11:20:00,A,1
        t2,11:26:00,11:26:00,B,2
        sat,11:10:00,11:10:00,A,1
        night,24:10:00,24:10:00,A,1
        night,25:30:00,25:30:00,Z,2
        """);
    with("agency.txt", "agency_id,agency_timezone\nT,America/Toronto\n");
    with("routes.txt", "\uFEFFroute_id,route_long_name,route_type\n1,\"Harbour, Hill\",3\n2,,1\n");
    with(
        "stops.txt",
        """
        stop_id,stop_lat,stop_lon,parent_station
        B,,,ST
        A,44.23,-76.48,
        C,44.26,-76.52,
        Z,0,0,
        ST,44.25,-76.50,
        """);
    with(
        "trips.txt",
        """
        route_id,service_id,trip_id,direction_id,shape_id
        1,WK,t1,0,s
        1,WK,t2,0,s
        1,SA,sat,0,
        2,WK,night,,
        """);
    with(
        "calendar.txt",
        """
        service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
        WK,1,1,1,1,1,0,0,20251229,20261230
        SA,0,0,0,0,0,1,0,20251229,20261230
        """);
    with("calendar_dates.txt", "service_id,date,exception_type\nWK,20260101,2\nSA,20260101,1\n");
    with(
        "shapes.txt",
        """
        shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence
        s,44.26,-76.52,2
        s,44.23,-76.48,1
        """);
    with(
        "feed_info.txt",
        "feed_publisher_name,feed_version,feed_start_date,feed_end_date\nTest,7,20251229,\n");
  }

  public Timetable with(String table, String text) {
    return with(table, text.getBytes(StandardCharsets.UTF_8));
  }

  Timetable with(String table, byte[] text) {
    tables.put(table, text);
    return this;
  }

  Timetable without(String table) {
    tables.remove(table);
    return this;
  }

  public byte[] zip() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var table : tables.entrySet()) {
        zip.putNextEntry(new ZipEntry(table.getKey()));
        zip.write(table.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public GtfsSchedule read() {
    return GtfsSchedule.read("town.zip", zip());
  }
}
