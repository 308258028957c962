package citybrain.transport.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Collected;
import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.SettingException;
import citybrain.geo.Crs;
import citybrain.observation.ObservedProperty;
import citybrain.transport.feeds.gtfsrttripupdates.TripUpdatesFeed;
import citybrain.transport.feeds.gtfsrtvehiclepositions.VehiclePositionsFeed;
import citybrain.transport.gtfs.Timetable;
import com.google.protobuf.TextFormat;
import com.google.transit.realtime.GtfsRealtime.FeedEntity;
import com.google.transit.realtime.GtfsRealtime.FeedHeader;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import com.google.transit.realtime.GtfsRealtime.TripUpdate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both feeds on messages that the generated classes of GTFS Realtime wrote. */
class RealtimeFeedsTest {

  private static final byte[] TOWN = new Timetable().zip();

  private static FeedSetup setup(int shiftWeeks, Map<String, String> options) {
    return new FeedSetup(
        "town",
        "buses",
        ZoneId.of("America/Toronto"),
        shiftWeeks,
        Crs.WGS84,
        options,
        path -> TOWN);
  }

  private static final Map<String, String> GTFS = Map.of("gtfs", "town.zip");

  private static Feed trips() {
    return new TripUpdatesFeed().open(setup(0, GTFS));
  }

  private static Feed vehicles() {
    return new VehiclePositionsFeed().open(setup(0, GTFS));
  }

  private static Collected decode(Feed feed, Instant now, byte[] body) {
    return Collected.of(feed, new RawMessage("town", "buses", "s", 0, now.plusSeconds(5), 0, body));
  }

  private static FeedMessage.Builder message(Instant now) {
    return FeedMessage.newBuilder()
        .setHeader(
            FeedHeader.newBuilder()
                .setGtfsRealtimeVersion("2.0")
                .setTimestamp(now.getEpochSecond()));
  }

  private static byte[] update(Instant now, String trip, String call) throws IOException {
    var update = TripUpdate.newBuilder();
    TextFormat.merge("trip { " + trip + " } stop_time_update { " + call + " }", update);
    return message(now)
        .addEntity(FeedEntity.newBuilder().setId("1").setTripUpdate(update))
        .build()
        .toByteArray();
  }

  /** The samples are kept in words as well, and these say the same. */
  @ParameterizedTest
  @ValueSource(classes = {VehiclePositionsFeed.class, TripUpdatesFeed.class})
  void samplesAreWhatTheirTextSays(Class<?> kind) throws IOException {
    try (var text = kind.getResourceAsStream("sample.pbtxt");
        var bytes = kind.getResourceAsStream("sample.pb")) {
      var words = Objects.requireNonNull(text).readAllBytes();
      var parsed = FeedMessage.newBuilder();
      TextFormat.merge(new String(words, StandardCharsets.UTF_8), parsed);
      assertThat(FeedMessage.parseFrom(Objects.requireNonNull(bytes))).isEqualTo(parsed.build());
    }
  }

  /** 25:30 of Thursday is half past one on Friday; asked at 01:30, the nearest day is meant. */
  @Test
  void aTripAcrossMidnightBelongsToTheDayBefore() throws IOException {
    var now = Instant.parse("2026-01-16T06:30:30Z");
    var call = "stop_id: \"Z\" arrival { time: " + now.getEpochSecond() + " }";

    for (var trip :
        new String[] {"trip_id: \"night\" start_date: \"20260115\"", "trip_id: \"night\""}) {
      var found = decode(trips(), now, update(now, trip, call));
      assertThat(found.observations)
          .singleElement()
          .satisfies(
              late -> {
                assertThat(late.property()).isEqualTo(ObservedProperty.STOP_ARRIVAL_DELAY);
                assertThat(late.result()).isEqualTo(30);
                assertThat(late.feature()).isEqualTo("2/-/Z");
                assertThat(late.procedure()).isEqualTo("20260115/night");
                assertThat(late.position()).as("0,0 is nowhere").isNull();
              });
    }
  }

  /** On the day the clocks go forward 24:10 is reached an hour of the wall clock later. */
  @Test
  void delaysAreRightOnTheOddDays() throws IOException {
    for (var odd :
        Map.of("20260306", "2026-03-07T05:10:00Z", "20261030", "2026-10-31T04:10:00Z").entrySet()) {
      var now = Instant.parse(odd.getValue());
      var call = "stop_id: \"A\" departure { time: " + (now.getEpochSecond() + 60) + " }";
      var trip = "trip_id: \"night\" start_date: \"" + odd.getKey() + "\"";
      assertThat(decode(trips(), now, update(now, trip, call)).observations)
          .singleElement()
          .satisfies(late -> assertThat(late.result()).isEqualTo(60));
    }
    // The Saturday trip of a service that runs into the missing hour of Sunday 2026-03-08.
    var sunday = Instant.parse("2026-03-08T15:10:00Z");
    var call = "stop_id: \"A\" departure { delay: 0 }";
    var trip = "trip_id: \"sat\" start_date: \"20260308\"";
    assertThat(decode(trips(), sunday, update(sunday, trip, call)).observations)
        .as("11:10 on the wall, although only ten hours after midnight")
        .singleElement()
        .satisfies(late -> assertThat(late.phenomenonTime()).isEqualTo(sunday));
  }

  @Test
  void recordingsAreShiftedByWholeWeeksOfWallClock() throws IOException {
    var now = Instant.parse("2026-01-15T16:00:00Z");
    var body =
        update(
            now,
            "trip_id: \"t1\" start_date: \"20260115\"",
            "stop_id: \"A\" departure { delay: 0 }");
    var kind = new TripUpdatesFeed();
    var shifted = setup(26, GTFS);
    var summer = Instant.parse("2026-07-16T15:00:00Z");

    assertThat(kind.envelopes(shifted).orElseThrow().read(body).time()).contains(summer);
    var found = decode(kind.open(shifted), summer, body).observations;
    assertThat(found)
        .isNotEmpty()
        .allSatisfy(late -> assertThat(late.phenomenonTime()).isEqualTo(summer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0", "", "two"})
  void unknownVersionsAreRefusedRecordByRecord(String version) throws IOException {
    var now = Instant.parse("2026-01-15T16:00:00Z");
    var two = FeedMessage.parseFrom(update(now, "trip_id: \"t1\"", "stop_id: \"A\"")).toBuilder();
    two.addEntity(two.getEntity(0));
    two.getHeaderBuilder().setGtfsRealtimeVersion(version);

    var found = decode(trips(), now, two.build().toByteArray());
    assertThat(found.records).isEqualTo(2);
    assertThat(found.reasons())
        .containsExactly(Reason.UNSUPPORTED_VERSION, Reason.UNSUPPORTED_VERSION);
    found = decode(trips(), now, two.clearEntity().build().toByteArray());
    assertThat(found.records).isZero();
    assertThat(found.reasons()).containsExactly(Reason.UNSUPPORTED_VERSION);
  }

  @Test
  void aNightWithoutVehiclesIsNoMistake() {
    var now = Instant.parse("2026-01-15T08:00:00Z");
    var found = decode(vehicles(), now, message(now).build().toByteArray());
    assertThat(found.records).isZero();
    assertThat(found.rejected).isEmpty();
  }

  /** Fifty megabytes of noise, of zeros, and of one length that is a lie. */
  @Test
  void fiftyMegabytesOfRubbishAreOneRejection() {
    var now = Instant.parse("2026-01-15T08:00:00Z");
    var noise = new byte[50_000_000];
    for (int kind = 0; kind < 3; kind++) {
      if (kind == 1) {
        new Random(5).nextBytes(noise);
      } else if (kind == 2) {
        noise[0] = 0x12; // an entity that claims to be longer than all there is
        noise[1] = (byte) 0xFF;
        noise[2] = (byte) 0xFF;
        noise[3] = (byte) 0xFF;
        noise[4] = 0x7F;
      }
      var found = decode(vehicles(), now, noise);
      assertThat(found.reasons()).containsExactly(Reason.MALFORMED);
      assertThat(found.rejected.get(0).raw()).hasSize(64 * 1024);
    }
  }

  @Test
  void fiftyMegabytesOfVehiclesAreRead() {
    var now = Instant.parse("2026-01-15T08:00:00Z");
    var vehicle = FeedEntity.newBuilder().setId("x".repeat(1_000));
    vehicle
        .getVehicleBuilder()
        .setTimestamp(now.getEpochSecond())
        .getPositionBuilder()
        .setLatitude(44)
        .setLongitude(-76);
    vehicle.getVehicleBuilder().getVehicleBuilder().setId("bus");
    var many = message(now);
    for (int i = 0; i < 52_000; i++) {
      many.addEntity(vehicle);
    }
    var body = many.build().toByteArray();
    assertThat(body.length).isGreaterThan(50_000_000);
    assertThat(decode(vehicles(), now, body).observations).hasSize(52_000);
  }

  @Test
  void wrongSettingsStopTheStart() {
    assertThatThrownBy(() -> new TripUpdatesFeed().open(setup(0, Map.of())))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("gtfs");
    var wrong = Map.of("gtfs", "town.zip", "window", "PT0S");
    assertThatThrownBy(() -> new TripUpdatesFeed().open(setup(0, wrong)))
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("window", "PT0S");
    var words = Map.of("stale-after", "soon");
    assertThatThrownBy(() -> new VehiclePositionsFeed().open(setup(0, words)))
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("stale-after", "soon");
  }
}
