package citybrain.transport.gtfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a timetable stops the start, and says in which file, line and field. */
class GtfsRefusalsTest {

  private static void refused(Timetable timetable, String... words) {
    assertThatThrownBy(timetable::read)
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agency.txt", "routes.txt", "stops.txt", "trips.txt", "stop_times.txt"})
  void missingTablesAreNamed(String table) {
    refused(new Timetable().without(table), "town.zip", table + " is missing");
  }

  @Test
  void aCalendarOfSomeKindIsNeeded() {
    refused(
        new Timetable().without("calendar.txt").without("calendar_dates.txt"),
        "calendar_dates.txt is missing");
  }

  @Test
  void tablesInAFolderAreFoundAndRefused() {
    refused(
        new Timetable().without("stops.txt").with("gtfs/stops.txt", "stop_id\n"),
        "found gtfs/stops.txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stop_times.txt|trip_id,arrival_time,stop_id,stop_sequence|line 1|departure_time",
        "stops.txt|name|line 1|stop_id",
        "stops.txt|stop_id,stop_id|line 1|twice",
        "stops.txt|stop_id,stop_lat,stop_lon\\nA,north,1|line 2|stop_lat",
        "stops.txt|stop_id,stop_lat,stop_lon\\nA,,1|line 2|stop_lat",
        "stops.txt|stop_id\\nA\\nA|line 3|each id once",
        "stops.txt|stop_id\\n\"A|not CSV|stops.txt",
        "trips.txt|route_id,service_id,trip_id,direction_id\\n1,WK,t1,12|line 2|direction_id",
        "trips.txt|route_id,service_id,trip_id\\n99,WK,t1|line 2|route_id",
        "trips.txt|route_id,service_id,trip_id\\n1,,t1|line 2|service_id",
        "routes.txt|route_id,route_type\\n1,bus|line 2|route_type",
        "routes.txt|route_id,route_type\\n1,-3|line 2|zero or more",
        "agency.txt|agency_timezone\\nMars/Olympus|line 2|agency_timezone",
        "agency.txt|agency_timezone\\nUTC\\nAsia/Tokyo|line 3|agency_timezone",
        "agency.txt|agency_timezone|time zone|agency.txt",
        "calendar_dates.txt|service_id,date,exception_type\\nWK,20261301,1|line 2|date",
        "calendar_dates.txt|service_id,date,exception_type\\nWK,20260101,3|line 2|exception_type",
      })
  void wrongTablesAreNamedWithLineAndField(String table, String text, String where, String what) {
    refused(new Timetable().with(table, text.replace("\\n", "\n")), table, where, what);
  }

  @Test
  void anEmptyTableIsNoTable() {
    refused(new Timetable().with("stops.txt", ""), "stops.txt", "is empty");
    refused(
        new Timetable()
            .with(
                "calendar.txt",
                String.join(",", ServiceCalendar.WEEKLY)
                    + "\nWK,2,1,1,1,1,0,0,20260101,20260201\n"),
        "calendar.txt line 2, field monday");
  }

  @Test
  void callsReferToTripsThatAreThereButAStopMayBeMissing() {
    var header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n";
    refused(
        new Timetable().with("stop_times.txt", header + "t1,1:00:00,1:00:00,A,1\nx,1:00:00,,A,1\n"),
        "stop_times.txt line 3, field trip_id is 'x'");
    var placeless = new Timetable().with("stop_times.txt", header + "t1,1:00:00,,Q,1\n").read();
    assertThat(placeless.positionOf(placeless.stops().find("Q"))).isNull();
    refused(
        new Timetable().with("stop_times.txt", header + "t1,1:75:00,1:00:00,A,1\n"),
        "stop_times.txt line 2, field arrival_time is '1:75:00'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../agency.txt", "/etc/passwd", "a/../../b.txt", "..\\stops.txt", "C:stops.txt"})
  void namesThatLeadOutOfTheZipAreRefused(String name) {
    refused(new Timetable().with(name, "x\n"), name, "leads out of the zip");
  }

  @Test
  void aZipBombIsRefusedBeforeItUnpacks() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("ignored.txt"));
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertThat(bytes.size()).isLessThan(100_000);
    assertThatThrownBy(() -> GtfsSchedule.read("bomb.zip", bytes.toByteArray()))
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("bomb.zip", "unpacks to more than");
  }

  @Test
  void tooManyEntriesAreRefused() {
    var many = new Timetable();
    for (int i = 0; i <= GtfsZip.MOST_ENTRIES; i++) {
      many.with("extra-" + i, "");
    }
    refused(many, "more than 200 entries");
  }

  @Test
  void whatIsNoZipIsRefused() {
    var good = new Timetable().zip();
    var random = new byte[10_000];
    new Random(3).nextBytes(random);
    for (var bad : new byte[][] {{}, random, Arrays.copyOf(good, good.length / 2)}) {
      assertThatThrownBy(() -> GtfsSchedule.read("bad.zip", bad))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("bad.zip");
    }
  }
}
