package citybrain.jobs.city;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.wire.AggregateCodec;
import citybrain.wire.ObservationCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final Duration RETENTION = Duration.ofHours(1);

  private final ObservationCodec codec = new ObservationCodec();
  private final List<String> published = new ArrayList<>();
  private OneInputStreamOperatorTestHarness<byte[], Aggregate> first;
  private KeyedOneInputStreamOperatorTestHarness<String, Aggregate, Outgoing> second;

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
    first =
        new OneInputStreamOperatorTestHarness<>(
            new ZonePreSummary(
                () -> Map.of("north", new OneZone(), "south", new OneZone()), RETENTION));
    first.open();
    second =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new ZoneSummary(Duration.ofMinutes(1), RETENTION, Duration.ofSeconds(20)),
            ZoneSummary::keyOf,
            Types.STRING);
    second.open();
  }

  @AfterEach
  void close() throws Exception {
    first.close();
    second.close();
  }

  /** Sends one observation through both operators. */
  private void send(String city, ObservedProperty property, int minute, double value)
      throws Exception {
    var time = EIGHT.plus(Duration.ofMinutes(minute));
    var position = new Position(10, 56);
    first.processElement(
        new StreamRecord<>(
            codec.encode(
                new Observation(
                    city, "f", "x", property, time, time, value, position, "", "", Quality.GOOD))));
    for (var sum : first.extractOutputValues()) {
      second.processElement(new StreamRecord<>(sum));
    }
    first.getOutput().clear();
    var aggregates = new AggregateCodec();
    for (var out : second.extractOutputValues()) {
      var one = aggregates.decode(out.value());
      if (one.windowEnd().equals(one.windowStart().plusSeconds(60))) {
        long from = Duration.between(EIGHT, one.windowStart()).toMinutes();
        published.add(one.city() + " " + one.property() + " " + from + " = " + one.sum());
      }
    }
    second.getOutput().clear();
  }

  private int late() {
    var aside = first.getSideOutput(ZonePreSummary.ASIDE);
    return aside == null ? 0 : aside.size();
  }

  @Test
  void aCityThatStopsHoldsUpNobody() throws Exception {
    send("south", ObservedProperty.TRAFFIC_SPEED, 0, 1);
    for (int minute = 0; minute <= 3; minute++) {
      send("north", ObservedProperty.TRAFFIC_SPEED, minute, 10 + minute);
    }
    assertThat(published).containsExactly("north TRAFFIC_SPEED 0 = 10.0");
  }

  @Test
  void aCityThatRunsHoursBehindIsNotLateAndHoldsUpNobody() throws Exception {
    for (int minute = 0; minute <= 3; minute++) {
      send("north", ObservedProperty.TRAFFIC_SPEED, 600 + minute, 10 + minute);
      send("south", ObservedProperty.TRAFFIC_SPEED, minute, minute);
    }
    assertThat(published)
        .containsExactly("north TRAFFIC_SPEED 600 = 10.0", "south TRAFFIC_SPEED 0 = 0.0");
    assertThat(late()).isZero();
  }

  @Test
  void theSameHoldsForPropertiesOfOneCity() throws Exception {
    for (int minute = 0; minute <= 3; minute++) {
      send("north", ObservedProperty.TRAFFIC_SPEED, 600 + minute, 10 + minute);
      send("north", ObservedProperty.WATER_FLOW, minute, minute);
    }
    assertThat(published)
        .containsExactly("north TRAFFIC_SPEED 600 = 10.0", "north WATER_FLOW 0 = 0.0");
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
        .containsExactly("north TRAFFIC_SPEED 0 = 50.0", "south TRAFFIC_SPEED 0 = 20.0");
    assertThat(late()).isZero();
  }

  @Test
  void whatIsTooLateByItsOwnClockGoesAside() throws Exception {
    send("north", ObservedProperty.TRAFFIC_SPEED, 600, 1);
    send("north", ObservedProperty.TRAFFIC_SPEED, 0, 1);
    assertThat(late()).isEqualTo(1);
  }
}
