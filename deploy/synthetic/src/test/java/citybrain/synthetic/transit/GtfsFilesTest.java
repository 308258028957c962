package citybrain.synthetic.transit;

import static citybrain.synthetic.transit.GtfsZip.seconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GtfsFilesTest {

  private static final SyntheticSettings SETTINGS = SyntheticSettings.defaults();
  private static final GtfsZip ZIP = zip(42, 0.2);

  private static GtfsZip zip(long seed, double scale) {
    try {
      return GtfsZip.of(
          SyntheticCity.of(new SyntheticSettings(seed, scale, SETTINGS.start(), SETTINGS.zone())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hasTheTablesOfTheReference() {
    assertThat(ZIP.tables().keySet())
        .containsExactlyInAnyOrder(
            "agency.txt",
            "stops.txt",
            "routes.txt",
            "trips.txt",
            "stop_times.txt",
            "calendar.txt",
            "calendar_dates.txt",
            "shapes.txt",
            "feed_info.txt");
    assertThat(ZIP.column("agency", "agency_timezone")).containsExactly("Europe/Berlin");
    assertThat(ZIP.column("routes", "route_type")).containsOnly("3");
  }

  @Test
  void everyIdIsDeclaredOnceAndEveryReferenceLeadsSomewhere() {
    for (var key :
        List.of("stops.stop_id", "routes.route_id", "trips.trip_id", "calendar.service_id")) {
      var parts = key.split("\\.", -1);
      assertThat(ZIP.column(parts[0], parts[1])).as(key).isNotEmpty().doesNotHaveDuplicates();
    }
    assertRefers("trips", "route_id", "routes");
    assertRefers("trips", "service_id", "calendar");
    assertRefers("trips", "shape_id", "shapes");
    assertRefers("stop_times", "trip_id", "trips");
    assertRefers("stop_times", "stop_id", "stops");
    assertRefers("calendar_dates", "service_id", "calendar");
    assertRefers("routes", "agency_id", "agency");
    assertThat(new HashSet<>(ZIP.column("stop_times", "stop_id")))
        .isEqualTo(new HashSet<>(ZIP.column("stops", "stop_id")));
  }

  private static void assertRefers(String from, String column, String to) {
    assertThat(new HashSet<>(ZIP.column(to, column)))
        .as(from + "." + column)
        .containsAll(new HashSet<>(ZIP.column(from, column)));
  }

  @Test
  void timesAndDistancesAscendAlongEveryTrip() {
    Map<String, Double> lengths = new HashMap<>();
    Map<String, Integer> points = new HashMap<>();
    for (var point : ZIP.table("shapes")) {
      String shape = point.cell("shape_id");
      double metres = Double.parseDouble(point.cell("shape_dist_traveled"));
      assertThat(points.merge(shape, 1, Integer::sum))
          .isEqualTo(Integer.parseInt(point.cell("shape_pt_sequence")));
      assertThat(metres).isGreaterThan(lengths.getOrDefault(shape, -1.0));
      lengths.put(shape, metres);
    }
    Map<String, String> shapes = new HashMap<>();
    ZIP.table("trips").forEach(trip -> shapes.put(trip.cell("trip_id"), trip.cell("shape_id")));
    int[] pastMidnight = {0};
    ZIP.stopTimes()
        .forEach(
            (trip, stops) -> {
              assertThat(stops).hasSizeGreaterThan(3);
              int time = -1;
              double metres = -1;
              int sequence = 0;
              for (var stop : stops) {
                int arrival = seconds(stop.cell("arrival_time"));
                int departure = seconds(stop.cell("departure_time"));
                double along = Double.parseDouble(stop.cell("shape_dist_traveled"));
                assertThat(arrival).isGreaterThan(time);
                assertThat(departure).isGreaterThanOrEqualTo(arrival);
                assertThat(along).isGreaterThan(metres);
                assertThat(stop.cell("stop_sequence")).isEqualTo(Integer.toString(++sequence));
                time = departure;
                metres = along;
              }
              assertThat(metres).isLessThanOrEqualTo(lengths.get(requireNonNull(shapes.get(trip))));
              pastMidnight[0] += time > 86_400 ? 1 : 0;
            });
    assertThat(pastMidnight[0]).isGreaterThan(20);
  }

  @Test
  void noVehicleIsInTwoPlaces() {
    Map<String, List<int[]>> blocks = new HashMap<>();
    var times = ZIP.stopTimes();
    for (var trip : ZIP.table("trips")) {
      var stops = requireNonNull(times.get(trip.cell("trip_id")));
      blocks
          .computeIfAbsent(trip.cell("block_id"), id -> new ArrayList<>())
          .add(
              new int[] {
                seconds(stops.get(0).cell("departure_time")),
                seconds(stops.get(stops.size() - 1).cell("arrival_time")),
                Integer.parseInt(trip.cell("direction_id"))
              });
    }
    for (var block : blocks.values()) {
      block.sort(Comparator.comparingInt(trip -> trip[0]));
      for (int i = 1; i < block.size(); i++) {
        assertThat(block.get(i)[0]).isGreaterThanOrEqualTo(block.get(i - 1)[1] + 300);
        assertThat(block.get(i)[2]).isNotEqualTo(block.get(i - 1)[2]);
      }
    }
  }

  @Test
  void weekdaysSaturdaysSundaysAndHolidays() {
    assertThat(ZIP.column("calendar", "service_id")).containsExactly("WD", "SA", "SU");
    for (var column : List.of("monday", "friday", "saturday", "sunday")) {
      assertThat(ZIP.column("calendar", column).stream().filter("1"::equals)).hasSize(1);
    }
    assertThat(ZIP.column("calendar", "start_date")).containsOnly("20250309");
    var mayDay =
        ZIP.table("calendar_dates").stream()
            .filter(row -> row.cell("date").equals("20250501"))
            .map(row -> row.cell("service_id") + row.cell("exception_type"));
    assertThat(mayDay).containsExactlyInAnyOrder("WD2", "SU1");
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    var small = zip(7, 0.1);
    assertThat(zip(7, 0.1).bytes()).isEqualTo(small.bytes());
    assertThat(zip(8, 0.1).bytes()).isNotEqualTo(small.bytes());
  }

  @Test
  void aVillageAndALargeTownHaveRoutesToo() {
    assertThat(zip(1, 0.01).column("routes", "route_id")).hasSize(2);
    assertThat(zip(1, 2).column("routes", "route_id")).hasSizeBetween(48, 54);
  }
}
