package citybrain.feed.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.FeedSetup;
import citybrain.feed.SettingException;
import citybrain.geo.BoundingBox;
import citybrain.geo.Crs;
import citybrain.geo.Position;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceDataTest {

  private static FeedSetup setup(String content, Crs crs) {
    return new FeedSetup(
        "c",
        "f",
        ZoneOffset.UTC,
        0,
        crs,
        Map.of(),
        path -> content.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Position> placements(String path, String content) {
    var placed = new HashMap<String, Position>();
    ReferenceData.placements(setup(content, Crs.WGS84), path, "key", placed::put);
    return placed;
  }

  private static String point(String coordinates, String properties) {
    return "{\"features\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":%s},\"properties\":%s}]}"
        .formatted(coordinates, properties);
  }

  @Test
  void readsCsvWithByteOrderMarkAndQuotes() {
    assertThat(
            placements(
                "a.csv", "\uFEFFlatitude,key,longitude\n56,\"a,\nb\",10\n156,c,10\nnorth,d,10\n"))
        .containsEntry("a,\nb", new Position(10, 56))
        .containsEntry("c", new Position(10, 156))
        .containsEntry("d", new Position(Double.NaN, Double.NaN));
  }

  @Test
  void aCsvWithoutItsColumnsIsAWrongSetting() {
    assertThatThrownBy(() -> placements("a.csv", "key,lon,lat\na,1,2\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("file a.csv line 1")
        .hasMessageContaining("longitude");
  }

  @Test
  void aCsvWithARaggedRowIsAWrongSetting() {
    assertThatThrownBy(() -> placements("a.csv", "key,longitude,latitude\na,1,2\nb,1\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("a.csv line 2: this record, or the one that follows")
        .hasMessageContaining("number of fields");
  }

  @Test
  void readsPointsAndIdsOfAnyType() {
    assertThat(placements("a.geojson", point("[10,56,3]", "{\"key\":\"a\",\"id\":\"b\"}")))
        .isEqualTo(Map.of("a", new Position(10, 56)));
    assertThat(placements("a.json.gz", point("[10,56]", "{\"key\":null,\"id\":7}")))
        .isEqualTo(Map.of("7", new Position(10, 56)));
    assertThat(placements("a.geojson", point("[10]", "{\"id\":7}")).get("7"))
        .isEqualTo(new Position(Double.NaN, Double.NaN));
    assertThat(placements("a.geojson", point("[10,\"x\"]", "{\"id\":7}")).get("7"))
        .isEqualTo(new Position(10, Double.NaN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[[0,1],[2,1]]; 1; 1",
        "[[0,1],[3,1],[3,2]]; 2; 1",
        "[[0,1],[0,1],[0,1]]; 0; 1",
        "[[5,6]]; 5; 6"
      })
  void aLineLiesHalfWayAlong(String coordinates, double longitude, double latitude) {
    var json = point(coordinates, "{\"id\":7}").replace("Point", "LineString");
    assertThat(placements("a.geojson", json).get("7")).isEqualTo(new Position(longitude, latitude));
  }

  @Test
  void coordinatesAreConvertedFromTheirSystem() {
    var placed = new HashMap<String, Position>();
    ReferenceData.geoJson(
        setup(point("[500000,6224000]", "{\"id\":1}"), Crs.of("EPSG:25832")),
        "a.geojson",
        List.of("id"),
        (key, id, position) -> placed.put(id, position));
    var position = Objects.requireNonNull(placed.get("1"));
    assertThat(position.longitude()).isCloseTo(9, Offset.offset(1e-6));
    assertThat(position.latitude()).isBetween(56.0, 56.3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; expected a GeoJSON FeatureCollection",
        "{\"type\":\"x\",\"features\":{}}; expected a GeoJSON FeatureCollection",
        "{\"features\":[{\"properties\":{}}]}; line 1: a feature has none of the properties [key, id]",
        "{\"features\":[{\"properties\":{\"id\":1}}]}; line 1: expected a Point or a LineString",
        "{\"features\":[{\"properties\":; line 1: Unexpected"
      })
  void brokenGeoJsonIsAWrongSetting(String json, String message) {
    assertThatThrownBy(() -> placements("a.geojson", json))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("feed 'f' of city 'c', file a.geojson")
        .hasMessageContaining(message);
  }

  private static void placeInAarhus(String path, String content) {
    var setup = setup(content, Crs.WGS84);
    var inCity =
        new FeedSetup(
            setup.city(),
            setup.feed(),
            setup.zone(),
            setup.shiftWeeks(),
            setup.crs(),
            setup.options(),
            setup.files(),
            setup.declaration(),
            Optional.of(new BoundingBox(9.9, 55.8, 10.4, 56.3)));
    ReferenceData.placements(inCity, path, "key", (id, position) -> {});
  }

  /** Some may lie outside; where all do, nothing would lie in any zone, and nobody would say so. */
  @Test
  void aFileWhosePlacesAllLieElsewhereIsAWrongSetting() {
    placeInAarhus("a.csv", "key,longitude,latitude\na,10.2,56.1\nb,12.5,55.7\nc,0,0\n");
    placeInAarhus("a.csv", "key,longitude,latitude\nc,0,0\n");
    placeInAarhus("a.geojson", point("[10.2,56.1]", "{\"id\":1}"));
    assertThatThrownBy(
            () -> placeInAarhus("a.csv", "key,longitude,latitude\na,56.1,10.2\nb,56.2,10.3\n"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "feed 'f' of city 'c', file a.csv: none of its places lies in the bounding-box of the"
                + " city, [9.9000, 55.8000, 10.4000, 56.3000]; the first is at longitude 56.10000,"
                + " latitude 10.20000: the two are swapped");
    assertThatThrownBy(() -> placeInAarhus("a.geojson", point("[12.5,55.7]", "{\"id\":1}")))
        .isInstanceOf(SettingException.class)
        .hasMessageEndingWith(
            "longitude 12.50000, latitude 55.70000: is the file of another place, or its crs"
                + " another?");
  }
}
