package citybrain.transport.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.feed.Collected;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.geo.Crs;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.transport.feeds.gtfsrttripupdates.TripUpdatesFeed;
import citybrain.transport.feeds.gtfsrtvehiclepositions.VehiclePositionsFeed;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feeds on what three operators really sent; skipped where the data is not. */
class RealTransitTest {

  @BeforeEach
  void dataIsThere() {
    if (System.getenv("CITYBRAIN_DATA") == null) {
      System.out.println("SKIPPED: transit on real data, CITYBRAIN_DATA is not set");
    }
    assumeTrue(System.getenv("CITYBRAIN_DATA") != null, "SKIPPED: CITYBRAIN_DATA is not set");
  }

  private static Path data(String path) {
    return Path.of(System.getenv("CITYBRAIN_DATA")).resolve(path);
  }

  private static Map<String, byte[]> polls(String tar) throws IOException {
    var polls = new TreeMap<String, byte[]>();
    try (var in =
        new TarArchiveInputStream(
            new XZCompressorInputStream(
                new BufferedInputStream(Files.newInputStream(data(tar)))))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isFile()) {
          polls.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return polls;
  }

  /** What all polls of a feed became. */
  private static final class Sum {
    final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    final Map<ObservedProperty, Integer> properties = new TreeMap<>();
    final Map<Quality, Integer> qualities = new EnumMap<>(Quality.class);
    int records;
    int entities;
    int arrivals;
    int departures;
    double worst;

    private void add(Collected one) {
      records += one.records;
      one.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
      one.observations.forEach(
          o -> {
            properties.merge(o.property(), 1, Integer::sum);
            qualities.merge(o.quality(), 1, Integer::sum);
            boolean arrival = o.property() == ObservedProperty.STOP_ARRIVAL_DELAY;
            boolean departure = o.property() == ObservedProperty.STOP_DEPARTURE_DELAY;
            arrivals += arrival ? 1 : 0;
            departures += departure ? 1 : 0;
            worst = arrival || departure ? Math.max(worst, Math.abs(o.result())) : worst;
          });
    }
  }

  private static Sum decode(FeedKind kind, String zone, String gtfs, Map<String, byte[]> polls)
      throws IOException {
    var feed =
        kind.open(
            new FeedSetup(
                "c",
                "f",
                ZoneId.of(zone),
                0,
                Crs.WGS84,
                Map.of("gtfs", gtfs),
                RealTransitTest::read));
    var sum = new Sum();
    for (var poll : polls.entrySet()) {
      var parsed = FeedMessage.parseFrom(poll.getValue());
      sum.entities += parsed.getEntityCount();
      var arrival = Instant.ofEpochSecond(parsed.getHeader().getTimestamp() + 5);
      var raw = new RawMessage("c", "f", poll.getKey(), 0, arrival, 0, poll.getValue());
      sum.add(Collected.of(feed, raw));
    }
    return sum;
  }

  private static byte[] read(String path) {
    try {
      return Files.readAllBytes(data(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The figures of the vehicles are those that a program in another language counts. */
  @Test
  void kingston() throws IOException {
    var vehicles =
        decode(
            new VehiclePositionsFeed(),
            "America/Toronto",
            "kingston-gtfs-rt/gtfs.zip",
            polls("kingston-gtfs-rt/vehicle_positions_pb.tar.xz"));
    assertThat(vehicles.records).isEqualTo(vehicles.entities).isEqualTo(8_539);
    assertThat(vehicles.reasons).containsEntry(Reason.STALE_VEHICLE, 4_077);
    assertThat(vehicles.reasons).doesNotContainKey(Reason.MALFORMED);
    assertThat(vehicles.properties.get(ObservedProperty.VEHICLE_POSITION)).isGreaterThan(4_000);

    var trips =
        decode(
            new TripUpdatesFeed(),
            "America/Toronto",
            "kingston-gtfs-rt/gtfs.zip",
            polls("kingston-gtfs-rt/trip_updates_pb.tar.xz"));
    assertThat(trips.records).isEqualTo(trips.entities).isEqualTo(17_127);
    assertThat(trips.reasons).containsOnlyKeys(Reason.UNKNOWN_TRIP);
    assertThat(trips.reasons).containsEntry(Reason.UNKNOWN_TRIP, 1_160);
    assertThat(trips.properties.get(ObservedProperty.STOP_ARRIVAL_DELAY)).isGreaterThan(5_000);
  }

  @Test
  void newYorkSubwayWithoutCoordinates() throws IOException {
    var polls = polls("nyct-gtfs-rt/nyct_2023-05-29_21snapshots.tar.xz");
    var zone = "America/New_York";
    var vehicles = decode(new VehiclePositionsFeed(), zone, "nyct-gtfs-rt/gtfs_cut.zip", polls);
    assertThat(vehicles.records).isEqualTo(vehicles.entities).isEqualTo(5_902);
    assertThat(vehicles.reasons).containsKeys(Reason.MISSING_POSITION, Reason.UNKNOWN_TRIP);
    assertThat(vehicles.reasons).doesNotContainKey(Reason.MALFORMED);
    assertThat(vehicles.qualities).containsOnlyKeys(Quality.ESTIMATED);

    var trips = decode(new TripUpdatesFeed(), zone, "nyct-gtfs-rt/gtfs_cut.zip", polls);
    assertThat(trips.records).isEqualTo(5_902);
    assertThat(trips.reasons).doesNotContainKey(Reason.MALFORMED);
  }

  /** With the wrong service day a bus at midnight would be a day late or early. */
  @Test
  void washingtonAcrossMidnight() throws IOException {
    var polls = polls("wmata-gtfs-rt/wmata_2024-02_midnight_4snapshots.tar.xz");
    var trips =
        decode(new TripUpdatesFeed(), "America/New_York", "wmata-gtfs-rt/gtfs_cut.zip", polls);
    assertThat(trips.records).isEqualTo(trips.entities).isEqualTo(1_185);
    assertThat(trips.reasons)
        .as("the timetable was cut to some trips")
        .containsExactly(Map.entry(Reason.UNKNOWN_TRIP, 1_147));
    // Counted by a program in another language: calls within two minutes of the four polls.
    assertThat(trips.arrivals + trips.departures).isEqualTo(67);
    assertThat(trips.worst).isLessThan(3_600);
  }
}
