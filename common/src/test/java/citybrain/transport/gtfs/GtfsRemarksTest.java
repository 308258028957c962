package citybrain.transport.gtfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One slip in a timetable stops no city: it is said once, with its place and how often. */
class GtfsRemarksTest {

  private static final String TRIPS =
      """
      route_id,service_id,trip_id,direction_id,shape_id
      1,WK,t1,0,s
      1,WK,t2,0,s
      1,SA,sat,0,
      2,WK,night,,
      """;

  private static final String CALLS =
      """
      trip_id,arrival_time,departure_time,stop_id,stop_sequence
      t1,11:00:00,11:00:00,A,1
      t1,11:06:00,11:06:00,B,7
      t1,11:12:00,11:12:00,C,30
      """;

  @Test
  void whatIsAsItShouldBeIsNotRemarkedUpon() {
    assertThat(new Timetable().read().remarks()).isEmpty();
  }

  @Test
  void spacesAroundQuotesBelongToNoValue() {
    var town =
        new Timetable()
            .with("agency.txt", "\"agency_id\", \"agency_timezone\"\n\"T\", \"America/Toronto\" \n")
            .with(
                "routes.txt",
                "\"route_id\", \"route_long_name\", \"route_type\"\n"
                    + "\"1\", \"Harbour, Hill \"\"x\"\"\", \"3\"\n  \"2\"  ,, \"1\"\n")
            .read();

    assertThat(town.days().zone().getId()).isEqualTo("America/Toronto");
    assertThat(town.routes().find("1")).isNotNegative();
    assertThat(town.routeType(town.routes().find("2"))).isEqualTo(1);
    assertThat(town.remarks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"   ", "\t", ",,,,", " , ,,"})
  void aBlankLineIsNoRecord(String blank) {
    var town = new Timetable().with("trips.txt", TRIPS + blank + "\n\n" + blank + "\n").read();

    assertThat(town.trips().size()).isEqualTo(4);
    assertThat(town.remarks())
        .containsExactly("town.zip!trips.txt line 6 is blank: passed over (and so 2 times)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"calendar_dates.txt", "shapes.txt", "feed_info.txt", "frequencies.txt"})
  void anEmptyOptionalTableIsNotThere(String table) {
    for (var nothing : new String[] {"", "\uFEFF", "\r\n"}) {
      assertThat(new Timetable().with(table, nothing).read().remarks())
          .contains("town.zip!" + table + " is empty: taken as not there");
    }
  }

  @Test
  void butSomeCalendarThereMustBe() {
    assertThatThrownBy(new Timetable().with("calendar.txt", "").without("calendar_dates.txt")::read)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("calendar_dates.txt is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trips.txt|1,WK,t3,N,|line 6, field direction_id is 'N'; expected 0 or 1: taken as not given",
        "trips.txt|1,WK,t3,10,|line 6, field direction_id is '10'; expected 0 or 1: taken as not given",
        "trips.txt|7,WK,t3,0,|line 6, field route_id is '7'; expected an id of routes.txt: the trip"
            + " keeps the name of the route",
      })
  void aValueThatNothingDependsOnIsTakenAsNotGiven(String table, String row, String remark) {
    var town = new Timetable().with(table, TRIPS + row + "\n").read();

    assertThat(town.remarks()).containsExactly("town.zip!" + table + " " + remark);
    assertThat(town.trips().find("t3")).isNotNegative();
  }

  @Test
  void theDatesOfTheFeedItselfAreForPeople() {
    var town =
        new Timetable()
            .with(
                "feed_info.txt",
                "feed_publisher_name,feed_start_date,feed_end_date\nX,2026-01-01,20261231\n")
            .read();

    assertThat(town.remarks())
        .containsExactly(
            "town.zip!feed_info.txt line 2, field feed_start_date is '2026-01-01'; expected a date"
                + " such as 20260115: taken as not given");
    var info = town.info().orElseThrow();
    assertThat(info.from()).isNull();
    assertThat(info.to()).isEqualTo("2026-12-31");
  }

  @Test
  void aStopOrPointWithoutPlaceIsNotPlaced() {
    var town =
        new Timetable()
            .with(
                "stops.txt",
                "stop_id,stop_lat,stop_lon\nA,44.23,-76.48\nB,44.25,-76.5\nC,north,1\nZ,44.2,-76.4\n")
            .with(
                "shapes.txt",
                """
                shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence
                s,44.26,-76.52,2
                s,44.23,-76.48,1
                s,,-76.5,3
                """)
            .read();

    assertThat(town.positionOf(town.stops().find("C"))).isNull();
    assertThat(town.shapeOf(town.trips().find("t1"))).hasSize(2);
    assertThat(town.remarks())
        .containsExactlyInAnyOrder(
            "town.zip!stops.txt line 4, field stop_lat or stop_lon is no number; expected degrees"
                + " such as 44.25508: the stop has no place",
            "town.zip!shapes.txt line 4, field shape_pt_lat or shape_pt_lon is no number; expected"
                + " degrees such as 44.25508: the point is left out");
  }

  @Test
  void callsOfATripThatIsNotThereAreLeftOut() {
    var town =
        new Timetable().with("stop_times.txt", CALLS + "ghost,11:12:00,11:12:00,C,3\n").read();

    assertThat(town.stopTimes().rows()).isEqualTo(3);
    assertThat(town.remarks())
        .containsExactly(
            "town.zip!stop_times.txt line 5, field trip_id is 'ghost'; expected an id of trips.txt:"
                + " the call is left out");
    var ghost = "ghost".getBytes(StandardCharsets.UTF_8);
    assertThat(town.findTrip(ghost, 0, ghost.length)).isEqualTo(GtfsSchedule.NONE);
    assertThat(new ScheduledHeadways(town)).isNotNull();
  }

  @Test
  void callsAtAStopThatIsNotThereHaveNoPlace() {
    var town = new Timetable().with("stop_times.txt", CALLS + "t2,11:12:00,11:12:00,Q,3\n").read();

    assertThat(town.remarks())
        .containsExactly(
            "town.zip!stop_times.txt line 5, field stop_id is 'Q'; expected an id of stops.txt:"
                + " calls there have no place");
  }

  @Test
  void ofTwoCallsWithOneSequenceTheFirstCounts() {
    var town =
        new Timetable()
            .with(
                "stop_times.txt", CALLS + "\nt2,11:20:00,11:20:00,A,1\nt1,11:14:00,11:14:00,Z,30\n")
            .read();
    int trip = town.trips().find("t1");
    var times = town.stopTimes();
    int call = times.findBySequence(trip, 30);

    assertThat(times.rows()).isEqualTo(4);
    assertThat(times.stop(call)).isEqualTo(town.stops().find("C"));
    assertThat(times.first(town.trips().find("t2"))).isEqualTo(times.end(trip));
    assertThat(town.remarks())
        .containsExactly(
            "town.zip!stop_times.txt line 7, field stop_sequence is 30; expected each once a trip,"
                + " and trip 't1' has it on a line before: the line before counts");
  }

  @Test
  void whatMostRowsHaveWrongIsNoSlip() {
    var header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n";
    assertThatThrownBy(
            new Timetable().with("stop_times.txt", header + "t1,1:00:00,,A,1\nt1,1:05:00,,B,1\n")
                ::read)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("line 3, field stop_sequence is 1");
    assertThatThrownBy(
            new Timetable()
                    .with(
                        "trips.txt",
                        "route_id,service_id,trip_id,direction_id\n1,WK,t1,N\n1,WK,t2,S\n")
                ::read)
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("line 2, field direction_id is 'N'", "2 of 2 rows");
  }

  @Test
  void frequenciesOfNoTripArePassedOverButABrokenOneStopsTheStart() {
    var header = "trip_id,start_time,end_time,headway_secs,exact_times\n";
    var town =
        new Timetable().with("frequencies.txt", header + "ghost,7:00:00,8:00:00,600,\n").read();
    assertThat(town.remarks())
        .containsExactly(
            "town.zip!frequencies.txt line 2, field trip_id is 'ghost'; expected an id of"
                + " trips.txt: passed over");
    for (var wrong :
        new String[] {
          "t1,7:00:00,8:00:00,0,",
          "t1,7:00:00,8:00:00,,",
          "t1,,8:00:00,600,0",
          "t1,7:00,8:00:00,9,0",
          "t1,7:00:00,8:00:00,600,2"
        }) {
      assertThatThrownBy(new Timetable().with("frequencies.txt", header + wrong + "\n")::read)
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("town.zip!frequencies.txt line 2, field ");
    }
  }

  private static void refused(byte[] table, String... words) {
    assertThatThrownBy(new Timetable().with("stops.txt", table)::read)
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("town.zip!stops.txt line ")
        .hasMessageContainingAll(words);
  }

  @Test
  void anotherEncodingIsNamedAndNeverGuessed() {
    var stops =
        "stop_id,stop_lat,stop_lon\nA,44.23,-76.48\r\nMünzstr,44.2,-76.4\nMönzstr,44.3,-76.4\n";

    refused(stops.getBytes(StandardCharsets.ISO_8859_1), "line 3: is not UTF-8", "0xFC");
    refused(stops.getBytes(Charset.forName("windows-1252")), "line 3: is not UTF-8");
    for (var wide : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE"}) {
      refused(stops.getBytes(Charset.forName(wide)), "line 1: is UTF-16; expected UTF-8");
    }
    var cut = "stop_id\nA\nM\u00FC".getBytes(StandardCharsets.UTF_8);
    refused(java.util.Arrays.copyOf(cut, cut.length - 1), "line 3", "in the middle of a character");
    for (var wrong : new int[][] {{0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF5, 0x80}, {0xE2, 0x41}}) {
      var bytes = "stop_id\nxxxx\n".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < wrong.length; i++) {
        bytes[8 + i] = (byte) wrong[i];
      }
      refused(bytes, "line 2: is not UTF-8");
    }
    assertThat(
            new Timetable()
                .with("stops.txt", "stop_id\nA\n\u00FC\u20AC\uD83D\uDE8C\n")
                .read()
                .stops()
                .find("\u00FC\u20AC\uD83D\uDE8C"))
        .isNotNegative();
  }
}
