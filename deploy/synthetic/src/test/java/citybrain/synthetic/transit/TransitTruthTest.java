package citybrain.synthetic.transit;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Spot;
import com.google.transit.realtime.GtfsRealtime.TripDescriptor;
import com.google.transit.realtime.GtfsRealtime.TripUpdate.StopTimeUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the truth says of buses must show in what the feeds say of them. */
class TransitTruthTest {

  private static final SyntheticSettings USUAL = SyntheticSettings.defaults();
  private static final Instant START = USUAL.start();
  private static final SyntheticCity CITY =
      SyntheticCity.of(new SyntheticSettings(42, 0.5, START, USUAL.zone()));
  private static final List<SyntheticIncident> DAYS =
      CITY.incidents(START, START.plus(Duration.ofDays(3)));

  private static List<SyntheticIncident> of(String kind) {
    return DAYS.stream().filter(incident -> incident.kind().equals(kind)).toList();
  }

  @Test
  void everyDayHasSomeOfEachKindAndDetoursAreNotJudgedYet() {
    for (var kind : List.of("bunching", "large-gap", "missing-trip", "bus-detour")) {
      for (int day = 0; day < 3; day++) {
        var from = START.plus(Duration.ofDays(day));
        var to = from.plus(Duration.ofDays(1));
        assertThat(
                of(kind).stream().filter(i -> !i.start().isBefore(from) && i.start().isBefore(to)))
            .as(kind)
            .hasSizeBetween(1, 60);
      }
      assertThat(of(kind))
          .allMatch(incident -> incident.domains().equals(List.of("transport")))
          .allMatch(incident -> incident.features().get(0).matches("R\\d\\d/[01]"))
          .allMatch(incident -> incident.end().isAfter(incident.start()))
          .noneMatch(incident -> incident.scoring().byPlace());
    }
    assertThat(of("bunching")).allMatch(incident -> incident.scoring().judged());
    assertThat(of("large-gap")).allMatch(incident -> incident.scoring().judged());
    assertThat(of("bus-detour")).noneMatch(incident -> incident.scoring().judged());
    assertThat(of("missing-trip").stream().filter(incident -> incident.scoring().judged()))
        .as("those behind which the next vehicle comes late are judged")
        .hasSizeGreaterThan(of("missing-trip").size() / 2);
    assertThat(DAYS.stream().map(SyntheticIncident::id)).doesNotHaveDuplicates();
  }

  /** What names no trip of the timetable leaves the gap of one that does not run. */
  @Test
  void vehiclesThatNameNoTripAreToldAndNotJudged() {
    var untracked =
        CITY.incidents(START, START.plus(Duration.ofDays(14))).stream()
            .filter(incident -> incident.kind().equals("untracked-vehicle"))
            .toList();

    assertThat(untracked)
        .hasSizeBetween(3, 60)
        .noneMatch(incident -> incident.scoring().judged())
        .allMatch(incident -> incident.features().get(0).matches("V\\d{4}"))
        .allMatch(incident -> incident.features().get(1).matches("R\\d\\d-.*"))
        .allMatch(incident -> incident.end().isAfter(incident.start()));
    assertThat(untracked.stream().map(SyntheticIncident::id)).doesNotHaveDuplicates();
  }

  @Test
  void bunchedVehiclesAreSeenCloseToEachOther() {
    int close = 0;
    int seen = 0;
    for (var bunching : of("bunching").stream().limit(20).toList()) {
      var middle =
          bunching.start().plus(Duration.between(bunching.start(), bunching.end()).dividedBy(2));
      var ahead = place(bunching.features().get(2), middle);
      var behind = place(bunching.features().get(4), middle);
      if (ahead.size() == 1 && behind.size() == 1) {
        seen++;
        close += ahead.get(0).metresTo(behind.get(0)) < 1200 ? 1 : 0;
      }
    }
    assertThat(seen).isGreaterThan(9);
    assertThat(close).isGreaterThan(seen * 8 / 10);
  }

  private static List<Spot> place(String vehicle, Instant time) {
    var found = new ArrayList<Spot>();
    for (var message : RealtimePolls.of(CITY, "buses", time, time.plusSeconds(30)).whole()) {
      for (var entity : message.getEntityList()) {
        var position = entity.getVehicle().getPosition();
        if (entity.getId().equals(vehicle) && position.getLatitude() != 0) {
          found.add(new Spot(position.getLongitude(), position.getLatitude()));
        }
      }
    }
    return found;
  }

  @Test
  void missingTripsAreNeverSeenAndTheCancelledAreAnnounced() {
    var missing = of("missing-trip");
    Set<String> trips = new HashSet<>();
    var to = START.plus(Duration.ofHours(11));
    missing.stream()
        .filter(incident -> incident.start().isBefore(to))
        .forEach(incident -> trips.add(incident.features().get(1)));
    var from = START.plus(Duration.ofHours(6));
    var buses = RealtimePolls.of(CITY, "buses", from, to);
    for (var message : buses.whole()) {
      for (var entity : message.getEntityList()) {
        assertThat(trips).doesNotContain(entity.getVehicle().getTrip().getTripId());
      }
    }
    Set<String> announced = new HashSet<>();
    for (var message : RealtimePolls.of(CITY, "trip-updates", from, to).whole()) {
      for (var entity : message.getEntityList()) {
        var trip = entity.getTripUpdate().getTrip();
        if (trip.getScheduleRelationship() == TripDescriptor.ScheduleRelationship.CANCELED) {
          announced.add(trip.getTripId());
          assertThat(entity.getTripUpdate().getStopTimeUpdateCount()).isZero();
        }
      }
    }
    Set<String> told = new HashSet<>();
    missing.stream()
        .filter(incident -> incident.start().isBefore(to.plusSeconds(3600)))
        .filter(incident -> incident.description().contains("as the trip updates say"))
        .forEach(incident -> told.add(incident.features().get(1)));
    assertThat(announced).isNotEmpty().isSubsetOf(told);
  }

  @Test
  void aDetourSkipsItsStopsInTheUpdatesAndLeavesTheShape() {
    var detour = of("bus-detour").get(0);
    var stops = detour.features().stream().filter(feature -> feature.startsWith("S")).toList();
    var trips = detour.features().stream().filter(feature -> feature.contains("-WD-")).toList();
    Set<String> skipped = new HashSet<>();
    Set<String> skipping = new HashSet<>();
    var polls =
        RealtimePolls.of(
            CITY, "trip-updates", detour.start().minusSeconds(600), detour.end().plusSeconds(600));
    for (var message : polls.whole()) {
      for (var entity : message.getEntityList()) {
        var update = entity.getTripUpdate();
        if (trips.contains(update.getTrip().getTripId())) {
          update.getStopTimeUpdateList().stream()
              .filter(
                  stop ->
                      stop.getScheduleRelationship() == StopTimeUpdate.ScheduleRelationship.SKIPPED)
              .forEach(stop -> skipped.add(stop.getStopId()));
          skipping.add(update.getTrip().getTripId());
        }
      }
    }
    assertThat(skipped).containsExactlyInAnyOrderElementsOf(stops);
    assertThat(skipping).containsExactlyInAnyOrderElementsOf(trips);
    assertThat(detour.description()).contains("crash-");
  }
}
