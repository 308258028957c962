package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.geo.Zone;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
