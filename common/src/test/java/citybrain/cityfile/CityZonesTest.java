package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.AlertZones;
import citybrain.alerting.Severity;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.geo.Position;
import citybrain.geo.Zone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CityZonesTest {

  private static final String CITY =
      """
      city: tiny
      name: Tiny
      time-zone: UTC
      bounding-box: [0, 0, 9, 9]
      zones:
        district: {file: d.geojson, id-property: code, name-property: name}
        dma:
          file: dma.geojson
          id-property: id
          name-property: id
      feeds: {}
      """;

  private static final Map<String, String> FILES =
      Map.of(
          "d.geojson",
          square("\"code\":\"8000\",\"name\":\"Centre\"", "[[0,0],[4,0],[4,4],[0,4],[0,0]]"),
          "dma.geojson",
          square("\"id\":\"DMA_01\"", "[[2,2],[2,6],[6,6],[6,2],[2,2]]"));

  private static String square(String properties, String ring) {
    return "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{"
        + properties
        + "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
        + ring
        + "]}}]}";
  }

  private static final ReferenceFiles READER =
      path -> {
        var text = FILES.get(path);
        if (text == null) {
          throw new SettingException("there is no file '" + path + "'");
        }
        return text.getBytes(StandardCharsets.UTF_8);
      };

  private static CityZones load(String city) {
    return CityZones.load(CityFile.parse("tiny.yaml", city, FakeKind.ALL), READER);
  }

  @Test
  void findsZonesInEveryLayer() {
    var zones = load(CITY);

    assertThat(zones.indexes())
        .extracting(index -> index.layer().name())
        .containsExactly("district", "dma");
    assertThat(zones.find("district").orElseThrow().find(3, 3).map(Zone::key))
        .contains("district/8000");
    assertThat(zones.find("dma").orElseThrow().ordinalAt(3, 3)).isZero();
    assertThat(zones.find("dma").orElseThrow().ordinalAt(1, 1)).isEqualTo(-1);
    assertThat(zones.find("suburb")).isEmpty();
    assertThat(zones.findOrdinal("dma", "DMA_01")).hasValue(0);
    assertThat(zones.findOrdinal("dma", "DMA_02")).isEmpty();
    assertThat(zones.findOrdinal("suburb", "DMA_02")).isEmpty();
    assertThat(zones.hexGrid().resolution()).isEqualTo(9);
    assertThat(zones.warnings())
        .containsExactly("dma.geojson: 1 feature wound the wrong way; turned: DMA_01");
  }

  @Test
  void checksZonesThatFeedsName() {
    var zones = load(CITY);

    assertThat(zones.knows("dma", "DMA_01")).isTrue();
    assertThat(zones.knows("dma/DMA_01")).isTrue();
    assertThat(zones.knows("dma/DMA_99")).isFalse();
    assertThat(zones.knows("substation/S1")).as("a layer nobody declared").isTrue();
    assertThat(zones.knows("DMA_01")).as("no layer").isFalse();
    assertThat(zones.knows("h3", "891f0a1b1a3ffff"))
        .isEqualTo(zones.hexGrid().isCell("891f0a1b1a3ffff"));
    assertThat(zones.knows("h3/nowhere")).isFalse();
  }

  @Test
  void complaintsNameTheCityFileAndTheLayer() {
    assertThatThrownBy(() -> load(CITY.replace("d.geojson", "e.geojson")))
        .isInstanceOf(SettingException.class)
        .hasMessage("tiny.yaml:6: zones.district: there is no file 'e.geojson'");
    assertThatThrownBy(() -> load(CITY.replace("id-property: id", "id-property: dma_id")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "tiny.yaml:7: zones.dma: dma.geojson: features[0]: the id property 'dma_id' is missing;"
                + " expected a text or whole number; properties here: id");
    assertThatThrownBy(
            () -> load(CITY.replace("name-property: id", "name-property: id\n    crs: EPSG:99999")))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("tiny.yaml:7: zones.dma: unknown CRS 'EPSG:99999'");
  }

  /** Zones elsewhere would hold nothing, and nobody would say why. */
  @Test
  void zonesOutsideOfTheCityAreRefused() {
    assertThatThrownBy(() -> load(CITY.replace("[0, 0, 9, 9]", "[1, 50, 3, 51]")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "tiny.yaml:6: zones.district: all of d.geojson lies outside of the bounding-box of the"
                + " city, [1.0000, 50.0000, 3.0000, 51.0000]: [0.0000, 0.0000, 4.0000, 4.0000]; is"
                + " one of them of another place, or the crs of the layer another?");
    var swapped = square("\"code\":\"8000\",\"name\":\"x\"", "[[50,1],[51,1],[51,3],[50,1]]");
    assertThatThrownBy(
            () ->
                CityZones.load(
                    CityFile.parse(
                        "tiny.yaml", CITY.replace("[0, 0, 9, 9]", "[1, 50, 3, 51]"), FakeKind.ALL),
                    path -> swapped.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("longitude and latitude are swapped in one of the two");
  }

  @Test
  void aCityMayLieAcrossThe180thMeridian() {
    var fiji = CITY.replace("[0, 0, 9, 9]", "[177, -19, -179, -16]");
    var ring = "[[179,-17],[-179.5,-17],[-179.5,-16],[179,-16],[179,-17]]";
    var zones =
        CityZones.load(
            CityFile.parse(
                "tiny.yaml",
                fiji.replace("dma.geojson", "d.geojson")
                    .replace("id-property: id", "id-property: code"),
                FakeKind.ALL),
            path ->
                square("\"code\":\"8000\",\"id\":\"x\",\"name\":\"Centre\"", ring)
                    .getBytes(StandardCharsets.UTF_8));

    var index = zones.find("district").orElseThrow();
    assertThat(index.ordinalAt(-179.7, -16.5)).isZero();
    assertThat(index.ordinalAt(179.7, -16.5)).isZero();
    assertThat(index.ordinalAt(-179.3, -16.5)).isEqualTo(-1);
    assertThat(index.ordinalAt(0, -16.5)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3,3| |district/8000 Centre;dma/DMA_01 DMA_01",
        "1,1| |district/8000 Centre",
        "9,9| |",
        // Outside of the layer, and its feed says where it belongs.
        "9,9|dma/DMA_01|dma/DMA_01 DMA_01",
        // Within: that is more exact than what its feed says.
        "3,3|dma/DMA_02|district/8000 Centre;dma/DMA_01 DMA_01",
        "|dma/DMA_01|dma/DMA_01 DMA_01",
        "|dma/DMA_02|",
        "|DMA_01|",
        "||",
      })
  void anAlertSaysInWhichZonesItLies(String at, String zone, String expected) {
    var change =
        new AlertChange(
            AlertStatus.OPEN,
            "tiny",
            "4711",
            "WATER_FLOW",
            Instant.EPOCH,
            Instant.EPOCH,
            Severity.MINOR,
            2,
            1,
            "L/s",
            "flows",
            at == null ? null : new Position(at.charAt(0) - '0', at.charAt(2) - '0'),
            zone == null ? "" : zone);
    var alert = Alert.of("water.rule", "1", "water", change);

    var placed = new AlertZones(load(CITY).indexes()).place(alert);

    assertThat(placed.zones())
        .extracting(one -> one.layer() + "/" + one.id() + " " + one.name())
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(";", -1)));
    assertThat(placed.in(List.of())).isEqualTo(alert);
  }
}
