package citybrain.transport.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.FeedTerms;
import citybrain.feed.Lane;
import citybrain.feed.Lanes;
import citybrain.feed.MessageDecoder;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.feed.Rejected;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.transport.feeds.gtfsrttripupdates.TripUpdatesFeed;
import citybrain.transport.gtfs.Timetable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call is told in one poll after the other, and is one call. */
class CallsToldOnceTest {

  private static final Timetable TOWN =
      new Timetable()
          .with("trips.txt", "route_id,service_id,trip_id,direction_id\n1,WK,t1,0\n2,WK,loop,0\n")
          .with(
              "stop_times.txt",
              """
              trip_id,arrival_time,departure_time,stop_id,stop_sequence
              t1,10:00:00,10:00:00,A,1
              t1,10:05:00,10:05:00,B,2
              t1,10:10:00,10:10:00,C,3
              loop,10:00:00,10:00:00,A,1
              loop,10:03:00,10:03:00,B,2
              loop,10:06:00,10:06:00,A,3
              """);

  private static final String T1 = "trip { trip_id: 't1' start_date: '20260115' } ";
  private static final String LOOP = "trip { trip_id: 'loop' start_date: '20260115' } ";

  /** Hears one message after the other, and counts. */
  private static final class Heard implements Lane.Out {
    private final FeedTerms terms;
    private final MessageDecoder decoder;
    private Lane[] lanes;
    private long offset;
    private long values;
    private long repeated;
    private long waiting;
    private final List<String> told = new ArrayList<>();
    private final Set<List<Long>> places = new HashSet<>();

    Heard(int lanes, long lateness) {
      var kind = new TripUpdatesFeed();
      var setup = SpokenUpdates.setup(TOWN);
      this.terms =
          new FeedTerms(
              List.of(Domain.TRANSPORT),
              lateness,
              900_000,
              false,
              Lanes.always(lanes),
              List.of(),
              kind.retold(setup));
      this.decoder = new MessageDecoder(kind.open(setup), zone -> true, terms.lanes());
      this.lanes = begin();
    }

    private Lane[] begin() {
      var begun = new Lane[terms.lanes().all()];
      for (int lane = 0; lane < begun.length; lane++) {
        begun[lane] = new Lane(terms);
      }
      return begun;
    }

    /** What comes out when the origin says this at this time. */
    List<String> poll(String clock, String... updates) {
      return take(RawRecord.of(SpokenUpdates.at(TOWN, clock).raw(updates), 0, offset++));
    }

    List<String> heartbeat(String clock) {
      var message =
          new RawMessage("town", "trips", "s", 0, SpokenUpdates.time(clock), 0, new byte[0]);
      return take(new RawRecord(message, 0, offset++, RawRecord.Kind.HEARTBEAT, 0));
    }

    private List<String> take(RawRecord record) {
      told.clear();
      decoder.decode(record, part -> lanes[part.lane()].take(part, this));
      return List.copyOf(told);
    }

    void restart() throws IOException {
      var after = begin();
      for (int lane = 0; lane < after.length; lane++) {
        var bytes = new ByteArrayOutputStream();
        lanes[lane].write(new DataOutputStream(bytes));
        after[lane].read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      }
      lanes = after;
    }

    @Override
    public void readings(Domain domain, List<Observation> readings, Stamp first) {
      for (int i = 0; i < readings.size(); i++) {
        var one = readings.get(i);
        var stamp = first.plus(i);
        assertThat(places.add(List.of(stamp.offset(), (long) stamp.index())))
            .as("no two of a message have the same index: %s", stamp)
            .isTrue();
        assertThat(stamp.isTooLate(one.phenomenonTime().toEpochMilli(), terms.lateness()))
            .as("late only for having waited: %s", one)
            .isFalse();
        told.add(clock(one.phenomenonTime()) + " " + SpokenUpdates.word(one));
      }
    }

    private static String clock(Instant time) {
      return time.minusSeconds(5 * 3600L).toString().substring(11, 19);
    }

    @Override
    public void mark(Domain domain, long clock) {
      // How far the feed is, is asked of the lane.
    }

    @Override
    public void rejected(Rejected rejected) {
      throw new AssertionError(rejected.detail());
    }

    @Override
    public void repeated() {
      repeated++;
    }

    @Override
    public void waiting(int words) {
      waiting += words;
    }

    @Override
    public void values(int words) {
      values += words;
    }
  }

  private static String inTheHour(int second) {
    return String.format(Locale.ROOT, "10:%02d:%02d", second / 60, second % 60);
  }

  private static String departs(String stop, String time) {
    return "stop_time_update { stop_id: '" + stop + "' departure { time: @" + time + " } } ";
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofManyPollsTheOneThatMeasuredItCounts(boolean restarts) throws IOException {
    var feed = new Heard(1, 300_000);
    assertThat(feed.poll("10:03:30", T1 + departs("B", "10:05:00"))).isEmpty();
    if (restarts) {
      feed.restart();
    }
    assertThat(feed.poll("10:04:30", T1 + departs("B", "10:05:20"))).isEmpty();
    assertThat(feed.poll("10:05:30", T1 + departs("B", "10:05:25")))
        .containsExactly("10:05:25 1/0/B STOP_DEPARTURE_DELAY 25 GOOD 20260115/t1");
    if (restarts) {
      feed.restart();
    }
    assertThat(feed.poll("10:06:00", T1 + departs("B", "10:05:28"))).isEmpty();
    assertThat(feed.poll("10:07:00", T1 + departs("B", "10:05:28"))).isEmpty();
    assertThat(feed.repeated).isEqualTo(4);
    assertThat(feed.waiting).isZero();
    assertThat(feed.values).isEqualTo(5);
  }

  /** Many origins speak no more of a stop once it is behind the vehicle. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereNobodyMeasuredItTheLastForecastCounts(boolean restarts) throws IOException {
    var feed = new Heard(1, 300_000);
    feed.poll("10:03:30", T1 + departs("B", "10:05:00"));
    feed.poll("10:04:30", T1 + departs("B", "10:05:20"));
    if (restarts) {
      feed.restart();
    }
    assertThat(feed.poll("10:05:30", LOOP + departs("A", "10:06:00"))).isEmpty();
    assertThat(feed.waiting).isEqualTo(2);
    assertThat(feed.heartbeat("10:14:00"))
        .as("the clock follows at the distance at which it came: 10:09:00")
        .containsExactly(
            "10:05:20 1/0/B STOP_DEPARTURE_DELAY 20 ESTIMATED 20260115/t1",
            "10:06:00 2/0/A STOP_DEPARTURE_DELAY 0 ESTIMATED 20260115/loop#3");
    assertThat(feed.waiting).isZero();
    assertThat(feed.poll("10:05:40", T1 + departs("B", "10:05:22"))).as("late").isEmpty();
  }

  /** Nothing is late for having waited, however little the city waits for the feed. */
  @Test
  void itWaitsNoLongerThanTheFeedMayBeLate() {
    var feed = new Heard(1, 30_000);
    feed.poll("10:04:30", T1 + departs("B", "10:05:00"));
    assertThat(feed.poll("10:05:25", LOOP + departs("A", "10:05:25"))).hasSize(1);
    assertThat(feed.poll("10:05:31", LOOP + departs("B", "10:05:31")))
        .contains("10:05:00 1/0/B STOP_DEPARTURE_DELAY 0 ESTIMATED 20260115/t1");
  }

  /** It stood longer than foreseen, and was not spoken of while its departure was far away. */
  @Test
  void aForecastThatWasWrongDoesNotHideWhatIsMeasured() {
    var feed = new Heard(1, 300_000);
    feed.poll("10:03:30", T1 + departs("B", "10:05:00"));
    assertThat(feed.poll("10:07:05", LOOP + departs("B", "10:07:05")))
        .containsExactly(
            "10:07:05 2/0/B STOP_DEPARTURE_DELAY 245 GOOD 20260115/loop",
            "10:05:00 1/0/B STOP_DEPARTURE_DELAY 0 ESTIMATED 20260115/t1");
    assertThat(feed.poll("10:09:10", T1 + departs("B", "10:09:00")))
        .containsExactly("10:09:00 1/0/B STOP_DEPARTURE_DELAY 240 GOOD 20260115/t1");
  }

  @Test
  void aLoopCallsTwiceAtOneStop() {
    var feed = new Heard(1, 300_000);
    assertThat(feed.poll("10:00:10", LOOP + departs("A", "10:00:05"))).hasSize(1);
    var second = "stop_time_update { stop_sequence: 3 arrival { time: @10:01:40 } } ";
    assertThat(feed.poll("10:01:45", LOOP + second))
        .containsExactly("10:01:40 2/0/A STOP_ARRIVAL_DELAY -260 GOOD 20260115/loop#3");
  }

  /** Words in any number come to as many readings as there are calls, in any number of lanes. */
  @Test
  void wordsAreCountedAndLanesChangeNothing() throws IOException {
    var tellings = new HashMap<Integer, Map<String, Integer>>();
    for (int lanes : new int[] {1, 3}) {
      var random = new Random(7);
      var feed = new Heard(lanes, 120_000);
      var found = new HashMap<String, Integer>();
      long observations = 0;
      for (int minute = 0; minute < 40; minute++) {
        for (int half = 0; half < 60; half += 20) {
          var clock = inTheHour(60 * minute + half);
          int at = minute * 60 + half;
          var text = new StringBuilder(T1);
          int due = 0;
          for (var stop : List.of("A", "B", "C")) {
            int time = Math.max(0, due + 60 + random.nextInt(30) - 15);
            due += 300;
            if (Math.abs(time - at) < 400) {
              text.append(departs(stop, inTheHour(time)));
            }
          }
          for (var one : feed.poll(clock, text.toString())) {
            observations++;
            found.merge(one, 1, Integer::sum);
          }
          assertThat(feed.values).isEqualTo(observations + feed.repeated + feed.waiting);
          if (random.nextInt(10) == 0) {
            feed.restart();
          }
        }
      }
      assertThat(feed.waiting).isZero();
      assertThat(feed.values).isGreaterThan(30);
      assertThat(found).hasSize(3).allSatisfy((one, times) -> assertThat(times).isOne());
      tellings.put(lanes, found);
    }
    assertThat(tellings.get(3)).isEqualTo(tellings.get(1));
  }
}
