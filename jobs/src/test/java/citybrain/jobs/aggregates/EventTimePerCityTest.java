package citybrain.jobs.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Rules;
import citybrain.aggregation.Aggregate;
import citybrain.feed.FeedClock;
import citybrain.geo.Position;
import citybrain.jobs.cities.Places;
import citybrain.jobs.kafka.Delivery;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockWriter;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Both operators of the aggregates one behind the other: a city or property that stops or runs
 * hours behind holds up nobody else's windows, and nobody makes its data late.
 */
class EventTimePerCityTest {

  private static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  private static final Members MEMBERS = members();

  private static Members members() {
    var feeds =
        Map.of(
            "f", Set.of(ObservedProperty.TRAFFIC_SPEED),
            "g", Set.of(ObservedProperty.WATER_FLOW),
            "air", Set.of(ObservedProperty.AIR_TEMPERATURE),
            "weather", Set.of(ObservedProperty.AIR_TEMPERATURE));
    return Members.of(
        Map.of("north", feeds, "south", feeds),
        Map.of(),
        Map.of(),
        Map.of(),
        Vocabulary.BUILT_IN,
        Rules.ALL);
  }

  private final BlockWriter blocks = new BlockWriter();
  private final Map<String, FeedClock> clocks = new TreeMap<>();
  private final List<String> published = new ArrayList<>();
  private final Map<Long, Aggregate> latest = new TreeMap<>();
  private OneInputStreamOperatorTestHarness<Delivery, MinuteSums> first;
  private KeyedOneInputStreamOperatorTestHarness<Long, MinuteSums, Outgoing> second;

  private static final class OneZone implements Places.Lookup {
    @Override
    public List<Places.Place> zonesAt(double longitude, double latitude) {
      return List.of(new Places.Place("district", "d1", null));
    }

    @Override
    public List<Places.Place> nowhere() {
      return List.of();
    }
  }

  @BeforeEach
  void open() throws Exception {
    first = first();
    first.open();
    second =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new ZoneSummary(Minutes.TIMES, MEMBERS, 1_000_000), MinuteSums::worker, Types.LONG);
    second.open();
  }

  private static OneInputStreamOperatorTestHarness<Delivery, MinuteSums> first() throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<Delivery, MinuteSums>(
            new ZonePreSummary(
                () -> Map.of("north", new OneZone(), "south", new OneZone()),
                Minutes.TIMES,
                MEMBERS));
    harness.setup(MinuteSums.TYPE.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  @AfterEach
  void close() throws Exception {
    first.close();
    second.close();
  }

  private void send(String city, ObservedProperty property, int minute, double value)
      throws Exception {
    send(city, property == ObservedProperty.WATER_FLOW ? "g" : "f", property, minute, value);
  }

  /** Sends one observation through both operators. */
  private void send(String city, String feed, ObservedProperty property, int minute, double value)
      throws Exception {
    first.processElement(new StreamRecord<>(encoded(city, feed, property, minute, value)));
    carry();
  }

  private Delivery encoded(
      String city, String feed, ObservedProperty property, int minute, double value) {
    var time = EIGHT.plus(Duration.ofMinutes(minute));
    var position = new Position(10, 56);
    var observation =
        new Observation(
            city, feed, "x", property, time, time, value, position, "", "", Quality.GOOD);
    var clock = clocks.computeIfAbsent(city + "/" + feed, name -> new FeedClock(0));
    long before = clock.now();
    clock.message(time.toEpochMilli(), time.toEpochMilli());
    var bytes = blocks.encode(observation, new Stamp(before, clock.now(), 0, 0, 0));
    return new Delivery("observations", 0, 0, 0, null, bytes, new String[0]);
  }

  @Test
  void anObservationOfACityThatIsNotThereIsSetAsideAndTheOthersAreSummed() throws Exception {
    var sent = encoded("atlantis", "f", ObservedProperty.TRAFFIC_SPEED, 0, 1);
    first.processElement(new StreamRecord<>(sent));
    first.processElement(
        new StreamRecord<>(new Delivery("observations", 2, 77, 0, null, null, new String[0])));
    send("north", ObservedProperty.TRAFFIC_SPEED, 0, 1);

    first.prepareSnapshotPreBarrier(1);

    var aside =
        first.getSideOutput(ZonePreSummary.ASIDE).stream()
            .map(StreamRecord::getValue)
            .collect(Collectors.groupingBy(Outgoing::topic));
    assertThat(aside.get(Topics.REJECTED))
        .extracting(copy -> String.join(" ", copy.headers()))
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .contains("reason unknown-city", "partition 0", "offset 0")
                    .doesNotContain("atlantis"),
            two -> assertThat(two).contains("reason malformed", "partition 2", "offset 77"));
    assertThat(
            new String(
                aside.getOrDefault(Topics.TALLY, List.of()).get(0).value(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"stage\":\"city-aggregates\",\"city\":\"north\",\"feed\":\"f\",\"observations\":1,\"aggregated\":1,\"late\":0}");
  }

  /** What the first operator has summed goes to the second. */
  private void carry() throws Exception {
    for (var sum : first.extractOutputValues()) {
      second.processElement(new StreamRecord<>(sum));
    }
    first.getOutput().clear();
    var all =
        second.extractOutputValues().stream()
            .filter(out -> out.topic().equals(Topics.AGGREGATES))
            .flatMap(out -> JobRun.frame(out).stream())
            .toList();
    for (var one : all) {
      if (one.windowEnd().equals(one.windowStart().plusSeconds(60))) {
        long from = Duration.between(EIGHT, one.windowStart()).toMinutes();
        published.add(one.city() + " " + one.property() + " " + from + " = " + one.sum());
        latest.put(from, one);
      }
    }
    second.getOutput().clear();
  }

  private long late() {
    var aside = first.getSideOutput(ZonePreSummary.ASIDE);
    return aside == null
        ? 0
        : aside.stream().filter(one -> one.getValue().topic().equals(Topics.LATE)).count();
  }

  @Test
  void aCityThatStopsHoldsUpNobody() throws Exception {
    send("south", ObservedProperty.TRAFFIC_SPEED, 0, 1);
    for (int minute = 0; minute <= 3; minute++) {
      send("north", ObservedProperty.TRAFFIC_SPEED, minute, 10 + minute);
    }
    assertThat(published)
        .containsExactly("north TRAFFIC_SPEED 0 = 10.0", "north TRAFFIC_SPEED 1 = 11.0");
  }

  @Test
  void aCityThatRunsHoursBehindIsNotLateAndHoldsUpNobody() throws Exception {
    for (int minute = 0; minute <= 3; minute++) {
      send("north", ObservedProperty.TRAFFIC_SPEED, 600 + minute, 10 + minute);
      send("south", ObservedProperty.TRAFFIC_SPEED, minute, minute);
    }
    assertThat(published)
        .containsExactly(
            "north TRAFFIC_SPEED 600 = 10.0",
            "south TRAFFIC_SPEED 0 = 0.0",
            "north TRAFFIC_SPEED 601 = 11.0",
            "south TRAFFIC_SPEED 1 = 1.0");
    assertThat(late()).isZero();
  }

  @Test
  void theSameHoldsForFeedsOfOneCity() throws Exception {
    for (int minute = 0; minute <= 3; minute++) {
      send("north", ObservedProperty.TRAFFIC_SPEED, 600 + minute, 10 + minute);
      send("north", ObservedProperty.WATER_FLOW, minute, minute);
    }
    assertThat(published)
        .containsExactly(
            "north TRAFFIC_SPEED 600 = 10.0",
            "north WATER_FLOW 0 = 0.0",
            "north TRAFFIC_SPEED 601 = 11.0",
            "north WATER_FLOW 1 = 1.0");
    assertThat(late()).isZero();
  }

  /** Same feature, same zone id, same minute: one number each. */
  @Test
  void citiesWithTheSameFeatureAndZoneIdsDoNotMix() throws Exception {
    for (int minute = 0; minute <= 3; minute++) {
      send("north", ObservedProperty.TRAFFIC_SPEED, minute, 50);
      send("south", ObservedProperty.TRAFFIC_SPEED, minute, 20);
    }
    assertThat(published)
        .containsExactly(
            "north TRAFFIC_SPEED 0 = 50.0",
            "south TRAFFIC_SPEED 0 = 20.0",
            "north TRAFFIC_SPEED 1 = 50.0",
            "south TRAFFIC_SPEED 1 = 20.0");
    assertThat(late()).isZero();
  }

  @Test
  void whatIsTooLateByItsOwnClockGoesAside() throws Exception {
    send("north", ObservedProperty.TRAFFIC_SPEED, 600, 1);
    send("north", ObservedProperty.TRAFFIC_SPEED, 0, 1);
    assertThat(late()).isEqualTo(1);
  }

  private static final int DAYS = 3 * 24 * 60;

  @Test
  void oneFeedReadDaysAheadOfAnotherGivesTheSameAsInOrder() throws Exception {
    for (int minute = 0; minute < DAYS; minute += 10) {
      send("north", "weather", ObservedProperty.AIR_TEMPERATURE, minute, minute);
    }
    checkpoints();
    for (int minute = 0; minute < DAYS; minute += 10) {
      send("north", "air", ObservedProperty.AIR_TEMPERATURE, minute, 0.5);
    }
    end();
    assertThat(late()).isZero();
    var aheadOfAnother = Map.copyOf(latest);
    close();
    open();
    latest.clear();
    clocks.clear();
    for (int minute = 0; minute < DAYS; minute += 10) {
      send("north", "weather", ObservedProperty.AIR_TEMPERATURE, minute, minute);
      send("north", "air", ObservedProperty.AIR_TEMPERATURE, minute, 0.5);
    }
    end();
    assertThat(late()).isZero();
    assertThat(aheadOfAnother).hasSize(DAYS / 10).hasSameSizeAs(latest);
    latest.forEach(
        (minute, one) -> {
          var other = Objects.requireNonNull(aheadOfAnother.get(minute));
          assertThat(one.revision()).isEqualTo(2);
          assertThat(other.revision()).isEqualTo(2);
          assertThat(List.of(other.count(), other.sum(), other.min(), other.max()))
              .isEqualTo(List.of(2L, minute + 0.5, one.min(), one.max()))
              .isEqualTo(List.of(one.count(), one.sum(), one.min(), one.max()));
        });
  }

  /** So many that what has come is shown. */
  private void checkpoints() throws Exception {
    for (int i = 0; i <= Minutes.TIMES.idle(); i++) {
      second.prepareSnapshotPreBarrier(i);
    }
    carry();
  }

  private void end() throws Exception {
    first.getOperator().finish();
    carry();
    second.getOperator().finish();
    carry();
  }

  @Test
  void aFeedThatStopsDoesNotHoldUpAnotherOfItsProperty() throws Exception {
    send("north", "air", ObservedProperty.AIR_TEMPERATURE, 0, 1);
    send("north", "air", ObservedProperty.AIR_TEMPERATURE, 1, 1);
    for (int minute = 0; minute <= 30; minute++) {
      send("north", "weather", ObservedProperty.AIR_TEMPERATURE, minute, 2);
    }
    assertThat(published)
        .contains("north AIR_TEMPERATURE 5 = 2.0", "north AIR_TEMPERATURE 10 = 2.0")
        .doesNotContain("north AIR_TEMPERATURE 0 = 2.0");
    checkpoints();
    send("north", "weather", ObservedProperty.AIR_TEMPERATURE, 31, 2);
    assertThat(published).contains("north AIR_TEMPERATURE 0 = 3.0");
  }
}
