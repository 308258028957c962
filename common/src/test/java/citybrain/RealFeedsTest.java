package citybrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.feed.Collected;
import citybrain.feed.FeedSetup;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.geo.Crs;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.water.EpanetNetwork;
import citybrain.water.EpanetNetwork.LinkType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feeds on the files the public origins really publish; skipped where there are none. */
class RealFeedsTest {

  private static final int LINES = 5_000;

  private static final ZoneId AARHUS = ZoneId.of("Europe/Copenhagen");

  @BeforeEach
  void dataIsThere() {
    if (System.getenv("CITYBRAIN_DATA") == null) {
      System.out.println("SKIPPED: feeds on real data, CITYBRAIN_DATA is not set");
    }
    assumeTrue(System.getenv("CITYBRAIN_DATA") != null, "SKIPPED: CITYBRAIN_DATA is not set");
  }

  private static Path data(String path) {
    return Path.of(System.getenv("CITYBRAIN_DATA")).resolve(path);
  }

  private static byte[] read(String path) {
    try (InputStream file = Files.newInputStream(data(path))) {
      return path.endsWith(".gz") ? new GZIPInputStream(file).readAllBytes() : file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] head(InputStream stream, int lines) throws IOException {
    var text = new StringBuilder();
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (int i = 0; i <= lines; i++) {
        var line = reader.readLine();
        if (line == null) {
          break;
        }
        text.append(line).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] head(String path) throws IOException {
    var file = Files.newInputStream(data(path));
    return head(path.endsWith(".gz") ? new GZIPInputStream(file) : file, LINES);
  }

  private static byte[] head(String zip, String entry) throws IOException {
    try (var file = new ZipFile(data(zip).toFile())) {
      return head(file.getInputStream(file.getEntry(entry)), LINES);
    }
  }

  private static Collected decode(
      String kind, ZoneId zone, String arrival, Map<String, String> options, byte[] body) {
    var setup = new FeedSetup("aarhus", kind, zone, 0, Crs.WGS84, options, RealFeedsTest::read);
    var feed = Feeds.find(kind).orElseThrow().open(setup);
    var message = new RawMessage("aarhus", kind, "file", 2, Instant.parse(arrival), 0, body);
    var collected = Collected.of(feed, message);
    assertThat(collected.records).isEqualTo(FeedContractTest.dataLines(true, body));
    return collected;
  }

  private static Map<ObservedProperty, Long> counts(Collected collected) {
    var counts = new TreeMap<ObservedProperty, Long>();
    collected.observations.forEach(o -> counts.merge(o.property(), 1L, Long::sum));
    return counts;
  }

  private static double mean(Collected collected, ObservedProperty property) {
    return collected.observations.stream()
        .filter(o -> o.property() == property)
        .mapToDouble(o -> o.result())
        .average()
        .orElseThrow();
  }

  @Test
  void trafficOfAarhus() throws IOException {
    var collected =
        decode(
            "citypulse-traffic",
            AARHUS,
            "2014-10-01T00:00:00Z",
            Map.of("features", "aarhus-citypulse/dataset/MetaData/trafficMetaData.csv"),
            head(
                "aarhus-citypulse/traffic_2014-08-01_2014-09-14.zip",
                "streams/AarhusTrafficData158324.stream"));
    assertThat(collected.rejected).isEmpty();
    assertThat(counts(collected))
        .isEqualTo(
            Map.of(
                ObservedProperty.TRAFFIC_SPEED, 5_000L,
                ObservedProperty.TRAVEL_TIME, 5_000L,
                ObservedProperty.TRAFFIC_VEHICLE_COUNT, 5_000L));
    assertThat(mean(collected, ObservedProperty.TRAFFIC_SPEED)).isBetween(20.0, 100.0);
    assertThat(collected.observations)
        .allMatch(o -> o.position() != null && o.position().latitude() > 56)
        .anyMatch(o -> o.quality() == Quality.ESTIMATED);
  }

  @Test
  void parkingOfAarhus() throws IOException {
    var collected =
        decode(
            "citypulse-parking",
            AARHUS,
            "2014-12-01T00:00:00Z",
            Map.of("features", "aarhus-citypulse/dataset/MetaData/aarhus_parking_address.csv"),
            read("aarhus-citypulse/streams/AarhusParkingData.stream"));
    assertThat(collected.records).isEqualTo(55_264);
    assertThat(counts(collected)).containsEntry(ObservedProperty.PARKING_OCCUPIED, 55_264L);
    // One garage of 65 places counted more than 650 cars four times.
    assertThat(collected.reasons()).hasSizeLessThan(10).containsOnly(Reason.OUT_OF_RANGE);
  }

  @Test
  void weatherOfAarhus() throws IOException {
    var collected =
        decode(
            "citypulse-weather",
            AARHUS,
            "2014-12-01T00:00:00Z",
            Map.of("position", "10.2,56.16"),
            read("aarhus-citypulse/streams/AarhusWeatherData0.stream"));
    assertThat(collected.records).isEqualTo(4_357);
    assertThat(collected.rejected).isEmpty();
    assertThat(mean(collected, ObservedProperty.AIR_TEMPERATURE)).isBetween(10.0, 20.0);
    assertThat(mean(collected, ObservedProperty.WIND_SPEED)).isBetween(1.0, 8.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pressures pressure m WATER_PRESSURE 33 25 65",
        "Flows flow m3/h WATER_FLOW 3 0 40",
        "Levels level m WATER_LEVEL 1 0 4",
        "Demands demand L/h WATER_DEMAND 82 0 1"
      })
  void waterOfLTown(String table) throws IOException {
    var words = table.split(" ", -1);
    var collected =
        decode(
            "battledim-scada",
            AARHUS,
            "2018-12-31T23:00:00Z",
            Map.of(
                "property",
                words[1],
                "unit",
                words[2],
                "network",
                "ltown-sim/L-TOWN.inp",
                "features",
                "demo-city/water_nodes.geojson,demo-city/water_pipes.geojson"),
            head("ltown-sim/2018_SCADA_" + words[0] + ".csv.gz"));
    var property = ObservedProperty.of(words[3]);
    assertThat(collected.rejected).hasSizeLessThan(2); // an hour the clocks skipped
    assertThat(counts(collected))
        .isEqualTo(
            Map.of(
                property,
                (collected.records - collected.rejected.size()) * Long.parseLong(words[4])));
    assertThat(mean(collected, property))
        .isBetween(Double.parseDouble(words[5]), Double.parseDouble(words[6]));
    assertThat(collected.observations)
        .allMatch(o -> o.position() != null && o.position().isPlausible());
  }

  @Test
  void metersAndTransformers() throws IOException {
    var placement = "demo-city/electricity_meters.geojson";
    var meters =
        decode(
            "meter-readings",
            AARHUS,
            "2024-02-01T00:00:00Z",
            Map.of("register", "electricity/fraudsim_dev_meters.csv", "features", placement),
            head("electricity/fraudsim_dev_readings.csv.gz"));
    assertThat(meters.rejected).isEmpty();
    assertThat(meters.observations)
        .hasSize(LINES)
        .allMatch(o -> o.zone().startsWith("transformer/T") && o.position() != null);
    assertThat(mean(meters, ObservedProperty.ELECTRIC_ENERGY)).isBetween(0.05, 1.0);
    var transformers =
        decode(
            "transformer-totals",
            AARHUS,
            "2024-05-01T00:00:00Z",
            Map.of("features", placement),
            head("electricity/fraudsim_dev_transformers.csv.gz"));
    assertThat(transformers.rejected).isEmpty();
    assertThat(transformers.observations).hasSize(LINES);
    assertThat(mean(transformers, ObservedProperty.TRANSFORMER_ENERGY)).isBetween(1.0, 20.0);
  }

  @Test
  void airOfBeijing() throws IOException {
    var collected =
        decode(
            "prsa-air",
            ZoneId.of("Asia/Shanghai"),
            "2013-12-31T00:00:00Z",
            Map.of("features", "beijing-air/stations.geojson"),
            head(
                "beijing-air/PRSA_Data_20130301-20160229.zip",
                "PRSA_Data_Aotizhongxin_20130301-20170228.csv"));
    assertThat(collected.rejected).isEmpty();
    assertThat(counts(collected)).hasSize(11);
    assertThat(collected.observations.size()).isBetween(50_000, 55_000);
    assertThat(mean(collected, ObservedProperty.PM2_5)).isBetween(40.0, 150.0);
    assertThat(mean(collected, ObservedProperty.AIR_PRESSURE)).isBetween(990.0, 1_030.0);
  }

  @Test
  void networkOfLTown() {
    var network = EpanetNetwork.parse("L-TOWN.inp", read("ltown-sim/L-TOWN.inp"));
    assertThat(network.nodes()).hasSize(785);
    assertThat(network.links().values().stream().filter(l -> l.type() == LinkType.PIPE))
        .hasSize(905);
    assertThat(network.nodes().values()).allMatch(node -> node.isOnMap());
    assertThat(network.links().values().stream().mapToDouble(l -> l.lengthMetres()).sum())
        .isBetween(40_000.0, 46_000.0);
  }

  /** Reference networks of every size and unit system are read without complaint. */
  @Test
  void otherNetworks() throws IOException {
    try (var files = Files.list(data("epanet-networks"))) {
      var names = files.map(file -> "epanet-networks/" + file.getFileName()).sorted().toList();
      assertThat(names).isNotEmpty();
      for (var name : names.stream().filter(file -> file.endsWith(".inp.gz")).toList()) {
        var network = EpanetNetwork.parse(name, read(name));
        assertThat(network.nodes()).as(name).isNotEmpty();
        assertThat(network.links()).as(name).isNotEmpty();
      }
    }
  }
}
