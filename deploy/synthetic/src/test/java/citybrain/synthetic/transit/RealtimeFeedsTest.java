package citybrain.synthetic.transit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Spot;
import com.google.transit.realtime.GtfsRealtime.FeedHeader.Incrementality;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import com.google.transit.realtime.GtfsRealtime.TripDescriptor;
import com.google.transit.realtime.GtfsRealtime.TripUpdate.StopTimeUpdate;
import com.google.transit.realtime.GtfsRealtime.VehiclePosition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RealtimeFeedsTest {

  private static final SyntheticSettings USUAL = SyntheticSettings.defaults();
  private static final SyntheticSettings SETTINGS =
      new SyntheticSettings(42, 0.2, USUAL.start(), USUAL.zone());
  private static final Instant START = SETTINGS.start();
  private static final SyntheticCity CITY = SyntheticCity.of(SETTINGS);
  private static final Instant MORNING = START.plus(Duration.ofHours(7));
  private static final Instant LATER = START.plus(Duration.ofHours(10));
  private static final RealtimePolls BUSES = RealtimePolls.of(CITY, "buses", MORNING, LATER);
  private static final RealtimePolls UPDATES =
      RealtimePolls.of(CITY, "trip-updates", MORNING, LATER);
  private static final GtfsZip STATIC = zip();

  private static GtfsZip zip() {
    try {
      return GtfsZip.of(CITY);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<VehiclePosition> positions() {
    return BUSES.whole().stream()
        .flatMap(message -> message.getEntityList().stream())
        .map(entity -> entity.getVehicle())
        .toList();
  }

  @Test
  void messagesAreWholeFeedsInVersionTwo() {
    for (var polls : List.of(BUSES, UPDATES)) {
      for (var poll : polls.polls()) {
        assertThat(poll.message().whole()).isTrue();
        if (poll.content().isEmpty()) {
          continue;
        }
        var message = poll.whole();
        assertThat(message.getHeader().getGtfsRealtimeVersion()).isEqualTo("2.0");
        assertThat(message.getHeader().getIncrementality()).isEqualTo(Incrementality.FULL_DATASET);
        assertThat(message.getEntityCount()).isEqualTo(poll.message().records());
        assertThat(message.getEntityList().stream().map(entity -> entity.getId()))
            .doesNotHaveDuplicates();
        assertThat(message.getUnknownFields().asMap()).isEmpty();
        assertThat(poll.message().arrival().getEpochSecond())
            .isGreaterThanOrEqualTo(message.getHeader().getTimestamp());
      }
    }
    assertThat(BUSES.polls().get(0).message().source())
        .matches("buses/VehiclePositions_\\d{10}\\.pb");
    assertThat(UPDATES.polls().get(0).message().source())
        .matches("trip-updates/TripUpdates_\\d{10}\\.pb");
  }

  @Test
  void everyTripIsInTheTimetableOrKnownUnderItsOldNumber() {
    var trips = new HashMap<String, String>();
    STATIC
        .table("trips")
        .forEach(
            row -> trips.put(row.cell("trip_id"), row.cell("route_id") + row.cell("direction_id")));
    var seen = new ArrayList<TripDescriptor>();
    positions().stream()
        .filter(VehiclePosition::hasTrip)
        .forEach(position -> seen.add(position.getTrip()));
    UPDATES.whole().stream()
        .flatMap(message -> message.getEntityList().stream())
        .forEach(entity -> seen.add(entity.getTripUpdate().getTrip()));
    int unknown = 0;
    for (var trip : seen) {
      String id = trip.getTripId();
      unknown += id.endsWith("-LAST-YEAR") ? 1 : 0;
      assertThat(trips.get(id.replace("-LAST-YEAR", "")))
          .isEqualTo(trip.getRouteId() + trip.getDirectionId());
      assertThat(trip.getStartDate()).isEqualTo("20250310");
    }
    assertThat(unknown / (double) seen.size()).isLessThan(0.03);
  }

  @Test
  void vehiclesDriveAlongTheirShapesAtTheSpeedOfATown() {
    Map<String, List<Spot>> shapes = new HashMap<>();
    for (var row : STATIC.table("shapes")) {
      shapes
          .computeIfAbsent(row.cell("shape_id"), id -> new ArrayList<>())
          .add(spot(row, "shape_pt"));
    }
    int near = 0;
    int far = 0;
    double fastest = 0;
    for (var position : positions()) {
      if (position.hasPosition() && position.getPosition().getLatitude() != 0) {
        var place = position.getPosition();
        fastest = Math.max(fastest, place.getSpeed());
        assertThat(place.getSpeed()).isBetween(0f, 25f);
        assertThat(place.getBearing()).isBetween(0f, 360f);
        if (position.hasTrip() && near + far < 20_000) {
          var trip = position.getTrip();
          var shape = requireNonNull(shapes.get(trip.getRouteId() + "-" + trip.getDirectionId()));
          double away = metresFrom(shape, new Spot(place.getLongitude(), place.getLatitude()));
          near += away < 25 ? 1 : 0;
          far += away >= 25 ? 1 : 0;
        }
      }
    }
    assertThat(fastest).isGreaterThan(10);
    // Detours lead off the shape.
    assertThat(far / (double) (near + far)).isLessThan(0.01);
  }

  private static Spot spot(GtfsZip.Row row, String prefix) {
    return new Spot(
        Double.parseDouble(row.cell(prefix + "_lon")),
        Double.parseDouble(row.cell(prefix + "_lat")));
  }

  private static double metresFrom(List<Spot> shape, Spot spot) {
    double best = Double.MAX_VALUE;
    for (int i = 1; i < shape.size(); i++) {
      best = Math.min(best, metresFrom(shape.get(i - 1), shape.get(i), spot));
    }
    return best;
  }

  private static double metresFrom(Spot a, Spot b, Spot spot) {
    double squeeze = Math.cos(Math.toRadians(spot.latitude())) * 111_320;
    double bx = (b.longitude() - a.longitude()) * squeeze;
    double by = (b.latitude() - a.latitude()) * 111_320;
    double x = (spot.longitude() - a.longitude()) * squeeze;
    double y = (spot.latitude() - a.latitude()) * 111_320;
    double way = Math.max(0, Math.min(1, (x * bx + y * by) / (bx * bx + by * by)));
    return Math.hypot(x - way * bx, y - way * by);
  }

  @Test
  void stopsStandAtTheKerbWhereTheShapeSaysTheyAre() {
    Map<String, Spot> stops = new HashMap<>();
    STATIC.table("stops").forEach(row -> stops.put(row.cell("stop_id"), spot(row, "stop")));
    int[] seen = {0};
    for (var position : positions()) {
      if (position.getCurrentStatus() == VehiclePosition.VehicleStopStatus.STOPPED_AT
          && position.hasPosition()
          && position.getPosition().getLatitude() != 0) {
        var place = position.getPosition();
        assertThat(
                requireNonNull(stops.get(position.getStopId()))
                    .metresTo(new Spot(place.getLongitude(), place.getLatitude())))
            .isLessThan(30);
        seen[0]++;
      }
    }
    assertThat(seen[0]).isGreaterThan(3_000);
  }

  @Test
  void delaysAreWhatTheTimetableSays() {
    Map<String, GtfsZip.Row> due = new HashMap<>();
    for (var row : STATIC.table("stop_times")) {
      due.put(row.cell("trip_id") + "/" + row.cell("stop_sequence"), row);
    }
    long zero =
        LocalDate.of(2025, 3, 10).atTime(12, 0).atZone(SETTINGS.zone()).toEpochSecond() - 12 * 3600;
    List<Integer> delays = new ArrayList<>();
    for (var message : UPDATES.whole()) {
      for (var entity : message.getEntityList()) {
        var update = entity.getTripUpdate();
        int sequence = 0;
        long time = 0;
        for (var stop : update.getStopTimeUpdateList()) {
          assertThat(stop.getStopSequence()).isGreaterThan(sequence);
          sequence = stop.getStopSequence();
          if (stop.getScheduleRelationship() == StopTimeUpdate.ScheduleRelationship.SKIPPED) {
            assertThat(stop.hasArrival() || stop.hasDeparture()).isFalse();
            continue;
          }
          var id = update.getTrip().getTripId().replace("-LAST-YEAR", "") + "/" + sequence;
          var row = requireNonNull(due.get(id));
          assertThat(stop.getStopId()).isEqualTo(row.cell("stop_id"));
          if (stop.hasArrival()) {
            int arrival = GtfsZip.seconds(row.cell("arrival_time"));
            assertThat(stop.getArrival().getTime())
                .isEqualTo(zero + arrival + stop.getArrival().getDelay())
                .isGreaterThanOrEqualTo(time);
            time = stop.getArrival().getTime();
            delays.add(stop.getArrival().getDelay());
          }
          if (stop.hasDeparture()) {
            assertThat(stop.getDeparture().getTime()).isGreaterThanOrEqualTo(time);
            time = stop.getDeparture().getTime();
          }
        }
      }
    }
    var sorted = delays.stream().sorted().toList();
    assertThat(sorted.get(sorted.size() / 2)).isBetween(-60, 240);
    assertThat(sorted.get(sorted.size() - 1)).isBetween(200, 5400);
  }

  @Test
  void aForecastOfTheNextStopIsMostlyRight() {
    Map<String, Long> forecast = new HashMap<>();
    List<Long> errors = new ArrayList<>();
    for (var message : UPDATES.whole()) {
      for (var entity : message.getEntityList()) {
        for (var stop : entity.getTripUpdate().getStopTimeUpdateList()) {
          if (stop.hasArrival()) {
            String key = entity.getId() + "/" + stop.getStopSequence();
            long known = entity.getTripUpdate().getTimestamp();
            if (stop.getArrival().getTime() <= known) {
              var expected = forecast.remove(key);
              if (expected != null) {
                errors.add(Math.abs(expected - stop.getArrival().getTime()));
              }
            } else {
              forecast.put(key, stop.getArrival().getTime());
            }
          }
        }
      }
    }
    assertThat(errors).hasSizeGreaterThan(2000);
    assertThat(errors.stream().sorted().toList().get(errors.size() / 2)).isLessThan(60);
  }

  @Test
  void receiversFailInAllTheirWays() {
    int size = 0;
    int without = 0;
    int atZero = 0;
    int ahead = 0;
    int stale = 0;
    int nobody = 0;
    int occupancy = 0;
    for (var message : BUSES.whole()) {
      long now = message.getHeader().getTimestamp();
      for (var entity : message.getEntityList()) {
        var position = entity.getVehicle();
        size++;
        without += position.hasPosition() ? 0 : 1;
        atZero += position.hasPosition() && position.getPosition().getLatitude() == 0 ? 1 : 0;
        ahead += position.getTimestamp() > now ? 1 : 0;
        stale += position.getTimestamp() < now - 90 ? 1 : 0;
        nobody += position.hasTrip() ? 0 : 1;
        occupancy += position.hasOccupancyStatus() ? 1 : 0;
      }
    }
    assertThat(without / (double) size).isCloseTo(0.03, within(0.012));
    assertThat(atZero / (double) size).isBetween(0.0001, 0.002);
    assertThat(ahead / (double) size).isLessThan(0.03);
    assertThat(stale / (double) size).isBetween(0.003, 0.03);
    assertThat(nobody / (double) size).isLessThan(0.03);
    assertThat(occupancy / (double) size).isBetween(0.8, 0.95);
  }

  @Test
  void someVehiclesHaveWrongClocksOldNumbersOrNobodyLoggedIn() {
    var faults = new OnBoardFaults(new Chance(5));
    var date = LocalDate.of(2025, 3, 10);
    int ahead = 0;
    int old = 0;
    int nobody = 0;
    int lingering = 0;
    for (int vehicle = 0; vehicle < 50_000; vehicle++) {
      ahead += faults.clockError(vehicle, date) > 0 ? 1 : 0;
      old += faults.hasOldNumber(vehicle, date) ? 1 : 0;
      nobody += faults.isNotLoggedIn(vehicle, date) ? 1 : 0;
      lingering += faults.lingers(vehicle, date) > 0 ? 1 : 0;
    }
    assertThat(List.of(ahead, old, nobody)).allMatch(found -> found > 150 && found < 250);
    assertThat(lingering).isBetween(850, 1150);
  }

  @Test
  void onceADayTheOriginIsSilentAndOnceItStandsStill() {
    var village = SyntheticCity.of(new SyntheticSettings(42, 0.03, USUAL.start(), USUAL.zone()));
    for (var feed : List.of("buses", "trip-updates")) {
      var day = RealtimePolls.of(village, feed, START, START.plus(Duration.ofDays(1)));
      long silence = 0;
      Instant before = START;
      Map<Long, Integer> shown = new HashMap<>();
      int cut = 0;
      for (var poll : day.polls()) {
        silence = Math.max(silence, Duration.between(before, poll.message().arrival()).toSeconds());
        before = poll.message().arrival();
        cut += poll.content().isEmpty() ? 1 : 0;
        poll.content()
            .map(FeedMessage::getHeader)
            .ifPresent(header -> shown.merge(header.getTimestamp(), 1, Integer::sum));
      }
      assertThat(silence).as(feed).isBetween(700L, 1600L);
      assertThat(shown.values().stream().mapToInt(Integer::intValue).max().orElseThrow())
          .isBetween(6, 24);
      assertThat(shown.values().stream().filter(times -> times == 2).count()).isBetween(5L, 60L);
      assertThat(cut).isBetween(1, 15);
    }
  }

  @Test
  void aRepeatedPollIsRepeatedByteForByte() {
    Map<Long, byte[]> first = new HashMap<>();
    int[] repeated = {0};
    for (var poll : BUSES.polls()) {
      poll.content()
          .ifPresent(
              content -> {
                var earlier =
                    first.putIfAbsent(content.getHeader().getTimestamp(), poll.message().body());
                if (earlier != null) {
                  assertThat(poll.message().body()).isEqualTo(earlier);
                  repeated[0]++;
                }
              });
    }
    assertThat(repeated[0]).isPositive();
  }

  @Test
  void tripsRunOnPastMidnightUnderTheDateTheyBegan() {
    var midnight = START.plus(Duration.ofDays(1));
    var night = RealtimePolls.of(CITY, "buses", midnight, midnight.plus(Duration.ofHours(2)));
    Set<String> dates = new HashSet<>();
    for (var message : night.whole()) {
      message.getEntityList().stream()
          .map(entity -> entity.getVehicle().getTrip().getStartDate())
          .filter(date -> !date.isEmpty())
          .forEach(dates::add);
    }
    assertThat(dates)
        .containsExactly(DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.of(2025, 3, 10)));
    assertThat(Stream.of(night.whole().get(0)).mapToInt(FeedMessage::getEntityCount).sum())
        .isGreaterThan(5);
  }
}
