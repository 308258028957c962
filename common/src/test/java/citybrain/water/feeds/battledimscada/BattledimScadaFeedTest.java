package citybrain.water.feeds.battledimscada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Collected;
import citybrain.feed.FeedSetup;
import citybrain.feed.Fixture;
import citybrain.feed.SettingException;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BattledimScadaFeedTest {

  private final BattledimScadaFeed kind = new BattledimScadaFeed();
  private final Fixture fixture = Fixture.of(kind);

  private Collected decode(String body, Map<String, String> options) {
    var feed = kind.open(fixture.setup(options));
    return Collected.of(feed, fixture.message(body.getBytes(StandardCharsets.UTF_8)));
  }

  private FeedSetup setup(Map<String, String> options, Map<String, String> files) {
    var setup = fixture.setup(options);
    return new FeedSetup(
        setup.city(),
        setup.feed(),
        setup.zone(),
        setup.shiftWeeks(),
        setup.crs(),
        setup.options(),
        path -> Objects.requireNonNull(files.get(path), path).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "pressure, m, WATER_PRESSURE, 72, scada",
    "pressure, kPa, WATER_PRESSURE, 7.341956734, scada",
    "pressure, bar, WATER_PRESSURE, 734.1956734, scada",
    "flow, m3/h, WATER_FLOW, 20, scada",
    "flow, m3/s, WATER_FLOW, 72000, scada",
    "level, cm, WATER_LEVEL, 0.72, scada",
    "demand, L/h, WATER_DEMAND, 0.02, amr",
    "demand, L/s, WATER_DEMAND, 72, amr"
  })
  void convertsUnits(
      String property, String unit, ObservedProperty expected, double result, String procedure) {
    var body = "Timestamp;n1\n2018-05-14 00:00:00;72,0\n";
    var collected = decode(body, Map.of("property", property, "unit", unit));
    if (unit.equals("bar")) {
      assertThat(collected.reasons()).hasSize(1); // 734 m of water are not plausible
      return;
    }
    var observation = collected.observations.get(0);
    assertThat(observation.property()).isEqualTo(expected);
    assertThat(observation.result()).isCloseTo(result, Offset.offset(1e-8));
    assertThat(observation.procedure()).isEqualTo(procedure);
  }

  @Test
  void wrongSettingsNameWhatIsAllowed() {
    assertThatThrownBy(() -> kind.open(fixture.setup(Map.of("unit", "gpm"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'battledim-scada' of city 'testcity'")
        .hasMessageContaining(
            "unit is 'gpm', expected one of [10*6.[gal_br]/d, 10*6.[gal_us]/d, L/h, L/min, L/s,"
                + " ML/d, [acr_us].[ft_us]/d, [cft_i]/s, [gal_us]/d, [gal_us]/h, [gal_us]/min,"
                + " m3/d, m3/h, m3/s]");
    assertThatThrownBy(() -> kind.open(fixture.setup(Map.of("property", "flows"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(
            "property is 'flows', expected one of [demand, flow, level, pressure]");
    assertThatThrownBy(() -> kind.open(fixture.setup(Map.of("unit", ""))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("needs the key 'unit'");
    assertThatThrownBy(() -> kind.open(fixture.setup(Map.of("network", "lost.inp"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("lost.inp");
  }

  @Test
  void withoutAPlacementTheMapOfTheNetworkCounts() {
    var body = "Timestamp;n1;p1;n3\n2018-05-14 00:00:00;1,0;2,0;3,0\n";
    var unplaced = decode(body, Map.of("features", "", "crs", "EPSG:4326"));
    assertThat(unplaced.reasons()).hasSize(1); // 100, 200 is no latitude
    var placed = decode(body, Map.of("features", "", "crs", "EPSG:25832")).observations;
    assertThat(placed).hasSize(3);
    assertThat(placed.get(0).position()).isNotNull();
    assertThat(placed.get(1).position()).isNotNull();
    assertThat(placed.get(2).position()).isNull();
  }

  @Test
  void withoutANetworkThePlacementIsTheRegister() {
    var body = "Timestamp;n1;PUMP_1\n2018-05-14 00:00:00;1,0;2,0\n";
    var collected = decode(body, Map.of("network", ""));
    assertThat(collected.observations).hasSize(1);
    assertThat(collected.observations.get(0).position()).isEqualTo(new Position(10.1, 56.1));
    assertThat(collected.reasons()).hasSize(1);
  }

  /**
   * Two name spaces (EPANET 2.2 User Manual, appendix C): five of eight public networks share ids.
   */
  @Test
  void aPipeMayBearTheNameOfAJunction() {
    var body = "Timestamp;10\n2018-05-14 00:00:00;1,0\n";
    var network =
        """
        [JUNCTIONS]
         10 50
         11 50
        [PIPES]
         10 11 12 100 100 0.1 0 Open
        [RESERVOIRS]
         12 60
        [TAGS]
         NODE 10 north
         LINK 10 south
         NODE 11
        [COORDINATES]
         10 10.1 56.1
         11 10.2 56.2
         12 10.4 56.4
        """;
    var places =
        Map.of(
            "pressure", new Position(10.1, 56.1),
            "level", new Position(10.1, 56.1),
            "demand", new Position(10.1, 56.1),
            "flow", new Position((10.2 + 10.4) / 2, (56.2 + 56.4) / 2));
    places.forEach(
        (property, place) -> {
          var options =
              Map.of(
                  "property", property,
                  "unit", Map.of("flow", "L/s", "demand", "L/s").getOrDefault(property, "m"),
                  "network", "shared.inp",
                  "features", "",
                  "crs", "EPSG:4326");
          var feed = kind.open(setup(options, Map.of("shared.inp", network)));
          var observation =
              Collected.of(feed, fixture.message(body.getBytes(StandardCharsets.UTF_8)))
                  .observations
                  .get(0);

          assertThat(observation.position()).as(property).isEqualTo(place);
          assertThat(observation.zone())
              .as(property)
              .isEqualTo(property.equals("flow") ? "dma/south" : "dma/north");
        });
  }

  @Test
  void aPlacementSaysWhichOfTheTwoItMeans() {
    var network =
        """
        [JUNCTIONS]
         10 50
         11 50
        [PIPES]
         10 10 11 100 100 0.1 0 Open
        """;
    var options =
        Map.of(
            "property", "pressure",
            "unit", "m",
            "network", "shared.inp",
            "features", "places.geojson",
            "crs", "EPSG:4326");
    var body = "Timestamp;10\n2018-05-14 00:00:00;1,0\n".getBytes(StandardCharsets.UTF_8);
    var places =
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"%s":"10"},
         "geometry":{"type":"Point","coordinates":[10.5,56.5]}},
        {"type":"Feature","properties":{"pipe_id":"10"},
         "geometry":{"type":"Point","coordinates":[10.6,56.6]}}]}
        """;
    var known =
        setup(
            options, Map.of("shared.inp", network, "places.geojson", places.formatted("node_id")));
    var observation = Collected.of(kind.open(known), fixture.message(body)).observations.get(0);
    assertThat(observation.position()).isEqualTo(new Position(10.5, 56.5));

    var unclear =
        setup(options, Map.of("shared.inp", network, "places.geojson", places.formatted("id")));
    assertThatThrownBy(() -> kind.open(unclear))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("places.geojson")
        .hasMessageContaining("'10' is a node and a link of the network; expected the property")
        .hasMessageContaining("node_id or pipe_id");
  }

  @Test
  void withoutBothAnyColumnWillDo() {
    var body = "Timestamp;any;\n2018-05-14 00:00:00;1,0;2,0\n";
    var collected = decode(body, Map.of("network", "", "features", ""));
    assertThat(collected.observations).hasSize(1);
    assertThat(collected.observations.get(0).feature()).isEqualTo("any");
    assertThat(collected.reasons()).hasSize(1); // the column without a name
  }
}
