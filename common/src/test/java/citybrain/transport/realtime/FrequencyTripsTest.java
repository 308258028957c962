package citybrain.transport.realtime;

import static citybrain.transport.realtime.SpokenUpdates.refusals;
import static citybrain.transport.realtime.SpokenUpdates.words;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.transport.gtfs.Timetable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is late against times it does not run by: frequencies, duplicates, trips of its own. */
class FrequencyTripsTest {

  private static final String TRIPS =
      """
      route_id,service_id,trip_id,direction_id
      1,WK,loose,0
      2,WK,exact,1
      1,WK,t1,1
      """;

  private static final String CALLS =
      """
      trip_id,arrival_time,departure_time,stop_id,stop_sequence
      loose,7:00:00,7:00:00,A,1
      loose,7:05:00,7:06:00,B,2
      loose,7:10:00,7:10:00,C,3
      exact,6:00:00,6:00:00,A,1
      exact,6:04:00,6:05:00,B,2
      exact,6:09:00,6:09:00,C,3
      t1,10:00:00,10:00:00,A,1
      t1,10:05:00,10:06:00,B,2
      t1,10:10:00,10:10:00,C,3
      """;

  private static final Timetable TOWN =
      new Timetable()
          .with("trips.txt", TRIPS)
          .with("stop_times.txt", CALLS)
          .with(
              "frequencies.txt",
              """
              trip_id,start_time,end_time,headway_secs, exact_times
              loose,07:00:00,22:00:00,600,0
              exact,06:00:00,09:00:00,720,1
              exact,09:00:00,26:00:00,900,1
              """);

  private static SpokenUpdates at(String clock) {
    return SpokenUpdates.at(TOWN, clock);
  }

  private static String trip(String id, String more) {
    return "trip { trip_id: '" + id + "' start_date: '20260115' " + more + " } ";
  }

  /** Its first call stands at 07:00 in the table; the run begins at 10:00 and is on its way. */
  @ParameterizedTest
  @ValueSource(strings = {"", "schedule_relationship: UNSCHEDULED"})
  void aTripThatRunsWheneverItLikesIsSeenToCallAndNoMore(String relationship) {
    var found =
        at("10:10:00")
            .decode(
                trip("loose", "start_time: '10:00:00' " + relationship)
                    + "stop_time_update { stop_id: 'C' arrival { time: @10:10:30 } }",
                trip("loose", "start_time: '10:05:00' " + relationship)
                    + "stop_time_update { stop_sequence: 2 schedule_relationship: UNSCHEDULED"
                    + " arrival { time: @10:09:50 } departure { time: @10:09:55 delay: 10 } }");

    assertThat(words(found))
        .containsExactly(
            "1/0/C STOP_CALL 1 ESTIMATED 20260115/loose/10:00:00",
            "1/0/C SCHEDULED_HEADWAY 600 GOOD 20260115/loose/10:00:00",
            "1/0/B STOP_CALL 1 GOOD 20260115/loose/10:05:00",
            "1/0/B SCHEDULED_HEADWAY 600 GOOD 20260115/loose/10:05:00");
    assertThat(found.observations.get(2).phenomenonTime())
        .isEqualTo(SpokenUpdates.time("10:09:55"));
    assertThat(found.rejected).isEmpty();
  }

  @Test
  void aDelayOfATripWithoutTimetableSaysNothingAndThatIsSaidOnce() {
    var found =
        at("10:10:00")
            .decode(
                trip("loose", "start_time: '10:00:00'")
                    + "delay: 20 stop_time_update { stop_id: 'B' arrival { delay: 30 } }"
                    + "stop_time_update { stop_id: 'C' arrival { delay: 30 } }");

    assertThat(found.observations).isEmpty();
    assertThat(refusals(found)).containsExactly("missing-value stop_time_update.time");
  }

  /** The run of 10:15 is at B at 10:19 and 10:20: 6:04 and 6:05 in the table, 4:15 later. */
  @Test
  void exactRunsAreLateAgainstWhenTheyBegin() {
    var found =
        at("10:20:00")
            .decode(
                trip("exact", "start_time: '10:15:00'")
                    + "stop_time_update { stop_id: 'B' arrival { time: @10:19:45 }"
                    + " departure { delay: 90 } }");

    assertThat(words(found))
        .containsExactly(
            "2/1/B STOP_ARRIVAL_DELAY 45 GOOD 20260115/exact/10:15:00",
            "2/1/B STOP_DEPARTURE_DELAY 90 ESTIMATED 20260115/exact/10:15:00",
            "2/1/B SCHEDULED_HEADWAY 900 GOOD 20260115/exact/10:15:00");
  }

  /** The last run before nine begins at 8:48; after midnight the service day goes on. */
  @ParameterizedTest
  @CsvSource({
    "06:00:00, 06:00:20, , no headway: the first of the day",
    "6:12:00,  06:12:20, 720, twelve minutes",
    "09:00:00, 09:00:20, 720, the first of the second period",
    "25:45:00, 25:45:20, 900, beyond midnight",
  })
  void theHeadwayOfExactRunsIsToTheRunBefore(String start, String now, String headway, String why) {
    var found =
        at(now)
            .decode(
                trip("exact", "start_time: '" + start + "'")
                    + "stop_time_update { stop_id: 'A' departure { time: @"
                    + now
                    + " } }");

    var run = " GOOD 20260115/exact/" + (start.length() == 7 ? "0" : "") + start;
    assertThat(words(found))
        .as(why)
        .containsExactlyElementsOf(
            headway == null
                ? java.util.List.of("2/1/A STOP_DEPARTURE_DELAY 20" + run)
                : java.util.List.of(
                    "2/1/A STOP_DEPARTURE_DELAY 20" + run,
                    "2/1/A SCHEDULED_HEADWAY " + headway + run));
  }

  @ParameterizedTest
  @CsvSource({
    "exact, 10:16:00, no multiple of the headway",
    "exact, 26:00:00, the period is over",
    "exact, '', no start",
    "exact, soon, no time",
    "loose, '', no start",
  })
  void aRunThatCannotBeToldIsRefused(String id, String start, String why) {
    var found =
        at("10:20:00")
            .decode(
                trip(id, "start_time: '" + start + "'")
                    + "stop_time_update { stop_id: 'B' arrival { time: @10:19:45 } }");

    assertThat(found.observations).as(why).isEmpty();
    assertThat(refusals(found)).containsExactly("unknown-trip trip_update.trip.start_time");
  }

  /** Where another trip of the line may come in between, nobody knows the headway. */
  @Test
  void twoTripsOfALineHaveNoHeadwayThatAnybodyKnows() {
    var town =
        new Timetable()
            .with("trips.txt", TRIPS + "1,WK,other,0\n")
            .with("stop_times.txt", CALLS + "other,7:00:00,7:00:00,C,1\n")
            .with(
                "frequencies.txt",
                """
                trip_id,start_time,end_time,headway_secs
                loose,7:00:00,22:00:00,600
                other,7:00:00,12:00:00,900
                """);
    var update = "stop_time_update { stop_id: 'C' arrival { time: @%1$s } }";
    var noon =
        SpokenUpdates.at(town, "11:00:00")
            .decode(trip("loose", "start_time: '10:50:00'") + update.formatted("11:00:00"));
    var evening =
        SpokenUpdates.at(town, "18:00:00")
            .decode(trip("loose", "start_time: '17:50:00'") + update.formatted("18:00:00"));

    assertThat(words(noon)).containsExactly("1/0/C STOP_CALL 1 GOOD 20260115/loose/10:50:00");
    assertThat(words(evening))
        .containsExactly(
            "1/0/C STOP_CALL 1 GOOD 20260115/loose/17:50:00",
            "1/0/C SCHEDULED_HEADWAY 600 GOOD 20260115/loose/17:50:00");
  }

  /** A copy of t1 that leaves at 12:00 is at C at 12:10, and is not t1. */
  @Test
  void aDuplicateIsLateAgainstItsOwnStart() {
    var update =
        trip("t1", "schedule_relationship: DUPLICATED")
            + "stop_time_update { stop_id: 'C' arrival { time: @12:10:20 } }";
    var found =
        at("12:10:00")
            .decode(
                update
                    + "trip_properties { trip_id: 'extra' start_date: '20260115'"
                    + " start_time: '12:00:00' }",
                update,
                update + "trip_properties { trip_id: 'extra' start_date: '20260115' }");

    assertThat(words(found))
        .containsExactly("1/1/C STOP_ARRIVAL_DELAY 20 ESTIMATED 20260115/extra");
    assertThat(refusals(found))
        .containsExactly(
            "unknown-trip trip_update.trip_properties", "unknown-trip trip_update.trip_properties");
  }

  /** By number: 1 ADDED, 5 REPLACEMENT, 8 NEW. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8})
  void tripsWithTimesOfTheirOwnAreNotMeasuredEvenUnderAKnownId(int relationship) {
    var found = at("10:10:00").decode(relationship, calling());

    assertThat(found.observations).isEmpty();
    assertThat(refusals(found)).containsExactly("unknown-trip trip_update.trip.trip_id");
  }

  /** By number: 3 CANCELED, 7 DELETED. They are records without a value. */
  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void whatDoesNotRunIsNotMeasured(int relationship) {
    var found = at("10:10:00").decode(relationship, calling());

    assertThat(found.observations).isEmpty();
    assertThat(found.rejected).isEmpty();
    assertThat(found.records).isEqualTo(1);
  }

  /** 4 was never given out; proto2 reads what it does not know as the default. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4, 9, 99})
  void unknownRelationshipsReadAsScheduled(int relationship) {
    assertThat(words(at("10:10:00").decode(relationship, calling())))
        .containsExactly("1/1/C STOP_ARRIVAL_DELAY 30 ESTIMATED 20260115/t1");
  }

  private static String calling() {
    return trip("t1", "") + "stop_time_update { stop_id: 'C' arrival { time: @10:10:30 } }";
  }

  @Test
  void anUnscheduledTripThatIsInNoFrequencyHasNoHeadwayEither() {
    var found =
        at("10:10:00")
            .decode(
                trip("t1", "schedule_relationship: UNSCHEDULED")
                    + "stop_time_update { stop_id: 'C' arrival { time: @10:09:30 } }");

    assertThat(words(found)).containsExactly("1/1/C STOP_CALL 1 GOOD 20260115/t1");
  }

  /** A pattern without calls, and one that does not say when it begins. */
  @Test
  void aPatternThatSaysNothingMeasuresNothing() {
    var town =
        new Timetable()
            .with("trips.txt", "route_id,service_id,trip_id\n1,WK,open\n1,WK,t1\n1,WK,void\n")
            .with(
                "stop_times.txt",
                """
                trip_id,arrival_time,departure_time,stop_id,stop_sequence
                open,,,A,1
                open,7:05:00,7:05:00,B,2
                t1,7:05:00,7:05:00,B,2
                """)
            .with(
                "frequencies.txt",
                """
                trip_id,start_time,end_time,headway_secs,exact_times
                open,7:00:00,22:00:00,600,1
                void,7:00:00,22:00:00,600,1
                """);
    var update =
        "schedule_relationship: %s start_time: '10:00:00' start_date: '20260115' trip_id: '%s' }"
            + " stop_time_update { stop_id: 'B' arrival { time: @10:05:20 } }"
            + " trip_properties { trip_id: 'x' start_date: '20260115' start_time: '10:00:00' }";
    var found =
        SpokenUpdates.at(town, "10:05:00")
            .decode(
                "trip { " + update.formatted("SCHEDULED", "open"),
                "trip { " + update.formatted("DUPLICATED", "open"),
                "trip { " + update.formatted("SCHEDULED", "void"),
                "trip { " + update.formatted("DUPLICATED", "void"),
                "trip { " + update.formatted("UNSCHEDULED", "void"));

    assertThat(words(found))
        .containsExactly(
            "1/-/B STOP_CALL 1 ESTIMATED 20260115/open/10:00:00",
            "1/-/B STOP_CALL 1 ESTIMATED 20260115/x");
    assertThat(refusals(found))
        .hasSize(3)
        .allMatch(one -> one.equals("unknown-feature stop_time_update.stop_id"));
  }
}
