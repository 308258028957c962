package citybrain.transport.realtime;

import static citybrain.transport.realtime.SpokenUpdates.refusals;
import static citybrain.transport.realtime.SpokenUpdates.words;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.Collected;
import citybrain.transport.gtfs.Timetable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which delay a call has: told by time or delay, of the whole trip, or carried on from before. */
class DelayPropagationTest {

  /** A call every minute, at A to F, and a loop that ends where it began. */
  private static final Timetable TOWN =
      new Timetable()
          .with("trips.txt", "route_id,service_id,trip_id,direction_id\n1,WK,t1,0\n2,WK,loop,0\n")
          .with(
              "stop_times.txt",
              """
              trip_id,arrival_time,departure_time,stop_id,stop_sequence
              t1,10:00:00,10:00:00,A,1
              t1,10:01:00,10:01:30,B,2
              t1,10:02:00,10:02:00,C,3
              t1,10:03:00,10:03:00,D,4
              t1,10:04:00,10:04:00,E,5
              t1,10:05:00,10:05:00,F,6
              loop,10:00:00,10:00:00,A,1
              loop,10:05:00,10:05:00,B,2
              loop,10:10:00,10:10:00,A,3
              """);

  private static final String T1 = "trip { trip_id: 't1' start_date: '20260115' } ";

  private static Collected at(String clock, String update) {
    return SpokenUpdates.at(TOWN, clock).decode(update);
  }

  private static String call(String stop, String what) {
    return "stop_time_update { stop_id: '" + stop + "' " + what + " } ";
  }

  private static String delayed(String stop, int seconds) {
    return call(stop, "departure { delay: " + seconds + " }");
  }

  /** "If both time and delay are specified, time will take precedence." */
  @Test
  void aTimeSaysMoreThanADelay() {
    var update = call("C", "arrival { time: @10:06:30 delay: 0 } departure { time: @10:06:31 }");

    assertThat(words(at("10:06:30", T1 + update)))
        .startsWith(
            "1/0/C STOP_ARRIVAL_DELAY 270 GOOD 20260115/t1",
            "1/0/C STOP_DEPARTURE_DELAY 271 ESTIMATED 20260115/t1");
  }

  @ParameterizedTest
  @CsvSource({
    "1768489820000, time-in-future, not milliseconds",
    "99999999999, time-in-future, POSIX seconds",
    "9223372036854775807, time-in-future, POSIX seconds",
    "17684898, time-too-old, POSIX seconds",
    "-1, time-too-old, POSIX seconds",
    "-9223372036854775808, time-too-old, POSIX seconds",
  })
  void aTimeThatCannotBeIsRefusedOnceATrip(String time, String reason, String why) {
    var found =
        at(
            "10:05:00",
            T1
                + call("C", "arrival { time: " + time + " } departure { time: " + time + " }")
                + call("D", "arrival { time: " + time + " }"));

    assertThat(found.observations).isEmpty();
    assertThat(refusals(found)).containsExactly(reason + " stop_time_update.time");
    assertThat(found.rejected.get(0).detail()).contains(why);
  }

  /** Behind B nothing is told: what follows is as late as B departs, once it is due. */
  @Test
  void aDelayHoldsForTheStopsBehind() {
    assertThat(words(at("10:05:00", T1 + delayed("B", 120))))
        .containsExactly(
            "1/0/B STOP_DEPARTURE_DELAY 120 GOOD 20260115/t1",
            "1/0/C STOP_ARRIVAL_DELAY 120 ESTIMATED 20260115/t1",
            "1/0/C STOP_DEPARTURE_DELAY 120 ESTIMATED 20260115/t1",
            "1/0/D STOP_ARRIVAL_DELAY 120 ESTIMATED 20260115/t1",
            "1/0/D STOP_DEPARTURE_DELAY 120 ESTIMATED 20260115/t1");
    assertThat(words(at("10:07:00", T1 + delayed("B", 120))))
        .containsExactly(
            "1/0/D STOP_ARRIVAL_DELAY 120 ESTIMATED 20260115/t1",
            "1/0/D STOP_DEPARTURE_DELAY 120 ESTIMATED 20260115/t1",
            "1/0/E STOP_ARRIVAL_DELAY 120 ESTIMATED 20260115/t1",
            "1/0/E STOP_DEPARTURE_DELAY 120 ESTIMATED 20260115/t1",
            "1/0/F STOP_ARRIVAL_DELAY 120 ESTIMATED 20260115/t1");
  }

  /** A bus that breaks down is spoken of no more before it would have called at C. */
  @Test
  void whatIsToComeIsNotInferred() {
    assertThat(words(at("10:03:30", T1 + delayed("B", 120))))
        .containsExactly("1/0/B STOP_DEPARTURE_DELAY 120 GOOD 20260115/t1");
  }

  @Test
  void aDelayMadeOfATimeHoldsAsWell() {
    assertThat(words(at("10:05:00", T1 + call("A", "departure { time: @10:03:00 }"))))
        .contains("1/0/B STOP_DEPARTURE_DELAY 180 ESTIMATED 20260115/t1")
        .contains("1/0/C STOP_ARRIVAL_DELAY 180 ESTIMATED 20260115/t1");
  }

  @Test
  void theNextUpdateEndsIt() {
    assertThat(words(at("10:04:00", T1 + delayed("A", 60) + delayed("D", 0))))
        .contains(
            "1/0/B STOP_ARRIVAL_DELAY 60 ESTIMATED 20260115/t1",
            "1/0/C STOP_DEPARTURE_DELAY 60 ESTIMATED 20260115/t1",
            "1/0/D STOP_DEPARTURE_DELAY 0 GOOD 20260115/t1",
            "1/0/E STOP_ARRIVAL_DELAY 0 ESTIMATED 20260115/t1")
        .noneMatch(word -> word.startsWith("1/0/D STOP_ARRIVAL"));
  }

  @Test
  void itGoesOverSkippedStopsAndEndsAtNoData() {
    var skipped = call("C", "schedule_relationship: SKIPPED");
    var noData = call("E", "schedule_relationship: NO_DATA");

    assertThat(words(at("10:04:00", T1 + delayed("B", 60) + skipped + noData)))
        .contains("1/0/D STOP_ARRIVAL_DELAY 60 ESTIMATED 20260115/t1")
        .noneMatch(word -> word.startsWith("1/0/C"))
        .noneMatch(word -> word.startsWith("1/0/E"))
        .noneMatch(word -> word.startsWith("1/0/F"));
  }

  /** Scheduled, but without any time: nothing is known from there on. */
  @Test
  void anUpdateThatSaysNothingEndsItToo() {
    assertThat(words(at("10:03:00", T1 + delayed("B", 60) + call("C", ""))))
        .containsExactly("1/0/B STOP_DEPARTURE_DELAY 60 GOOD 20260115/t1");
  }

  @Test
  void theDelayOfTheTripHoldsUntilTheFirstUpdate() {
    assertThat(words(at("10:05:00", T1 + "delay: 180")))
        .contains(
            "1/0/A STOP_DEPARTURE_DELAY 180 ESTIMATED 20260115/t1",
            "1/0/B STOP_ARRIVAL_DELAY 180 ESTIMATED 20260115/t1",
            "1/0/C STOP_DEPARTURE_DELAY 180 ESTIMATED 20260115/t1")
        .noneMatch(word -> word.startsWith("1/0/A STOP_ARRIVAL"))
        .noneMatch(word -> word.startsWith("1/0/E"));
    assertThat(words(at("10:04:10", T1 + "delay: 180 " + delayed("C", 150))))
        .as("A is behind the vehicle, B and D are not due, and C has an update")
        .containsExactly("1/0/C STOP_DEPARTURE_DELAY 150 ESTIMATED 20260115/t1");
  }

  @Test
  void forecastsStayForecasts() {
    assertThat(at("09:00:00", T1 + "delay: 180 " + delayed("A", 300)).observations).isEmpty();
    assertThat(at("09:00:00", T1 + "delay: 180").records).isEqualTo(1);
  }

  /** Without a sequence the call of a loop is the one that is nearer in time. */
  @Test
  void aStopOfALoopIsTheCallThatIsNear() {
    var loop = "trip { trip_id: 'loop' start_date: '20260115' } ";

    assertThat(words(at("10:10:00", loop + call("A", "arrival { time: @10:10:10 }"))))
        .containsExactly("2/0/A STOP_ARRIVAL_DELAY 10 ESTIMATED 20260115/loop#3");
    assertThat(
            words(
                at(
                    "10:10:00",
                    loop
                        + "stop_time_update { stop_sequence: 1 departure { time: @10:09:10 } }"
                        + "stop_time_update { stop_sequence: 3 arrival { delay: 60 } }")))
        .contains("2/0/A STOP_DEPARTURE_DELAY 550 GOOD 20260115/loop#1")
        .contains("2/0/A STOP_ARRIVAL_DELAY 60 ESTIMATED 20260115/loop#3");
  }

  @Test
  void updatesOutOfOrderAreTakenAsTheyAre() {
    assertThat(words(at("10:05:00", T1 + delayed("D", 60) + delayed("B", 120))))
        .contains("1/0/B STOP_DEPARTURE_DELAY 120 GOOD 20260115/t1")
        .contains("1/0/E STOP_ARRIVAL_DELAY 60 ESTIMATED 20260115/t1")
        .noneMatch(word -> word.contains("1/0/C"));
  }

  /** proto2 reads a relationship that it does not know as the default, scheduled. */
  @Test
  void unknownRelationshipsOfACallReadAsScheduled() {
    var update = com.google.protobuf.UnknownFieldSet.newBuilder();
    update.addField(
        5, com.google.protobuf.UnknownFieldSet.Field.newBuilder().addVarint(99).build());
    var call =
        com.google.transit.realtime.GtfsRealtime.TripUpdate.StopTimeUpdate.newBuilder()
            .setStopId("C")
            .setUnknownFields(update.build());
    call.getArrivalBuilder().setTime(SpokenUpdates.time("10:02:40").getEpochSecond());

    assertThat(words(SpokenUpdates.at(TOWN, "10:03:00").decode(T1, call)))
        .contains("1/0/C STOP_ARRIVAL_DELAY 40 GOOD 20260115/t1");
  }
}
