package citybrain.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.WKBReader;

class ZoneLayerTest {

  private static final String SQUARE = "[[[0,0],[4,0],[4,4],[0,4],[0,0]]]";

  static ZoneLayer layer(String... features) {
    return parse(
        "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}");
  }

  static String polygon(String id, String coordinates) {
    return feature("\"" + id + "\"", "{\"type\":\"Polygon\",\"coordinates\":" + coordinates + "}");
  }

  private static String feature(String id, String geometry) {
    return "{\"type\":\"Feature\",\"properties\":{\"code\":"
        + id
        + ",\"name\":\"Zone\"},\"geometry\":"
        + geometry
        + "}";
  }

  private static ZoneLayer parse(String json) {
    return parse(json, Crs.WGS84);
  }

  private static ZoneLayer parse(String json, Crs crs) {
    return ZoneLayer.parse(
        "district", "d.geojson", json.getBytes(StandardCharsets.UTF_8), "code", "name", crs);
  }

  private static void refuses(String feature, String message) {
    assertThatThrownBy(() -> layer(polygon("fine", SQUARE), feature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void readsAZone() {
    var layer = layer(polygon("b", SQUARE), polygon("a", "[[[8,8],[9,8],[9,9],[8,8]]]"));

    assertThat(layer.size()).isEqualTo(2);
    assertThat(layer.zones()).extracting(Zone::id).containsExactly("a", "b");
    assertThat(layer.zone(1)).isEqualTo(new Zone("district", "b", "Zone", new Position(2, 2)));
    assertThat(layer.zone(1).key()).isEqualTo("district/b");
    assertThat(layer.bounds(1)).isEqualTo(new BoundingBox(0, 0, 4, 4));
    assertThat(layer.findOrdinal("b")).hasValue(1);
    assertThat(layer.findOrdinal("c")).isEmpty();
    assertThat(layer.find("a")).contains(layer.zone(0));
    assertThat(layer.warnings()).isEmpty();
    assertThat(layer.geoJson(1))
        .isEqualTo(
            "{\"type\":\"Polygon\",\"coordinates\":[[[0.0,0.0],[4.0,0.0],[4.0,4.0],[0.0,4.0],[0.0,0.0]]]}");
  }

  @Test
  void keepsHoles() throws Exception {
    var layer =
        layer(polygon("a", "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[3,3],[3,6],[6,6],[6,3],[3,3]]]"));
    var shape = new WKBReader().read(layer.wkb(0));

    assertThat(shape.getArea()).isEqualTo(81 - 9);
    assertThat(layer.wkb(0)[0]).as("little endian").isEqualTo((byte) 1);
    assertThat(layer.index().find(4.5, 4.5)).isEmpty();
    assertThat(layer.index().find(1, 1)).contains(layer.zone(0));
    assertThat(layer.index().find(3, 3)).as("edge of the hole").contains(layer.zone(0));
    assertThat(layer.geoJson(0)).contains("],[[3.0,3.0],[3.0,6.0]");
    var label = layer.zone(0).labelPoint();
    assertThat(layer.index().find(label.longitude(), label.latitude())).isPresent();
  }

  @Test
  void readsSeveralPartsAndIgnoresAltitude() {
    var layer =
        layer(
            feature(
                "8000",
                "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0,7],[1,0,7],[1,1,7],[0,0,7]]],"
                    + "[[[5,5],[6,5],[6,6],[5,5]]]]}"));

    assertThat(layer.zone(0).id()).isEqualTo("8000");
    assertThat(layer.index().find(5.8, 5.2)).isPresent();
    assertThat(layer.index().find(3, 3)).isEmpty();
    assertThat(layer.geoJson(0))
        .startsWith("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0.0,0.0]");
  }

  @Test
  void turnsWrongWindingAndSaysSo() {
    var layer =
        layer(
            polygon("a", "[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[3,3],[6,3],[6,6],[3,6],[3,3]]]"),
            polygon("b", "[[[10,0],[14,0],[14,4],[10,0]]]"));
    var polygon = (Polygon) layer.shape(0);

    assertThat(Orientation.isCCW(polygon.getExteriorRing().getCoordinates())).isTrue();
    assertThat(Orientation.isCCW(polygon.getInteriorRingN(0).getCoordinates())).isFalse();
    assertThat(polygon.getArea()).isEqualTo(72);
    assertThat(layer.warnings())
        .containsExactly("d.geojson: 1 feature wound the wrong way; turned: a");
  }

  @Test
  void mendsSelfIntersectionsAndSaysSo() {
    var layer = layer(polygon("bow", "[[[0,0],[4,4],[4,0],[0,4],[0,0]]]"));

    assertThat(layer.shape(0).isValid()).isTrue();
    assertThat(layer.shape(0).getArea()).isCloseTo(8, within(1e-9));
    assertThat(layer.warnings())
        .containsExactly(
            "d.geojson: features[0] (code 'bow'): self-intersection near 2.00000, 2.00000; mended");
    assertThat(layer.index().find(1, 2)).isPresent();
    assertThat(layer.index().find(2, 1)).isEmpty();
  }

  @Test
  void closesOpenRingsAndSaysSo() {
    var layer = layer(polygon("a", "[[[0,0],[4,0],[4,4],[0,4]]]"));

    assertThat(layer.shape(0).getArea()).isEqualTo(16);
    assertThat(layer.warnings()).containsExactly("d.geojson: 1 open ring; closed");
  }

  @Test
  void convertsFromItsCrs() {
    var utm =
        polygon("a", "[[[500000,6000000],[501000,6000000],[501000,6001000],[500000,6000000]]]");
    var layer =
        parse("{\"type\":\"FeatureCollection\",\"features\":[" + utm + "]}", Crs.of("EPSG:25832"));

    assertThat(layer.bounds(0).west()).isCloseTo(9, within(1e-4));
    assertThat(layer.bounds(0).south()).isCloseTo(54.146, within(1e-2));
  }

  @Test
  void refusesWhatCannotBeMended() {
    var here = "d.geojson: features[1]";
    refuses(
        feature("\"x\"", "null"),
        here + " (code 'x'): geometry is null; expected Polygon or MultiPolygon");
    refuses(
        feature("\"x\"", "{\"type\":\"Point\",\"coordinates\":[1,2]}"),
        here + " (code 'x'): geometry is of type 'Point'; expected Polygon or MultiPolygon");
    refuses(
        polygon("fine", SQUARE),
        here + ": 'fine' is also the id of features[0]; expected unique ids");
    refuses(
        feature("null", "null"),
        here
            + ": the id property 'code' is missing; expected a text or whole number; properties"
            + " here: code, name");
    refuses(
        polygon("x", "[[[0,0],[4,0],[0,0]]]"),
        here + " (code 'x'): a ring has 3 corners; expected four or more, the last as the first");
    refuses(
        polygon("x", "[]"),
        here + " (code 'x'): a polygon is []; expected an outer ring and its holes");
    refuses(
        polygon("x", "[[[0,0],[4,4],[8,8],[0,0]]]"),
        here + " (code 'x'): the shape has no area; expected a polygon that encloses something");
    refuses(
        polygon("x", "[[[0,0],[4,\"4\"],[8,8],[0,0]]]"),
        here + " (code 'x'): a corner is [4,\"4\"]; expected [x, y] as numbers");
  }

  @Test
  void refusesCornersThatAreNone() {
    var here = "d.geojson: features[1] (code 'x'): ";
    refuses(
        polygon("x", "[[[0],[4,4],[8,8],[0]]]"),
        here + "a corner is [0]; expected [x, y] as numbers");
    refuses(
        polygon("x", "[[[null,0],[4,4],[8,8],[0,0]]]"),
        here + "a corner is [null,0]; expected [x, y] as numbers");
    refuses(
        polygon("x", "[[[0,91],[4,4],[8,8],[0,91]]]"),
        here
            + "a corner is [0,91]; expected [longitude, latitude] within -180..180 and -90..90; are"
            + " these metres? then name their crs");
    refuses(polygon("x", "[7]"), here + "a ring is 7; expected four or more corners");
    refuses(
        feature("\"x\"", "{\"type\":\"MultiPolygon\"}"),
        here + "a multipolygon is missing; expected one or more polygons");
    refuses(
        polygon("x", "\"" + "long ".repeat(30) + "\""),
        here
            + "a polygon is \""
            + "long ".repeat(11)
            + "l...; expected an outer ring and its holes");
  }

  @Test
  void namesTheCrsWhoseCoordinatesMakeNoSense() {
    var far = polygon("x", "[[[1e30,0],[2e30,0],[2e30,5],[1e30,0]]]");

    assertThatThrownBy(
            () ->
                parse(
                    "{\"type\":\"FeatureCollection\",\"features\":[" + far + "]}",
                    Crs.of("EPSG:25832")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("d.geojson: features[0] (code 'x'): a corner is [")
        .hasMessageEndingWith("expected [easting, northing] in EPSG:25832");
  }

  @Test
  void refusesCoordinatesOutsideOfTheWorld() {
    var expected =
        "; expected [longitude, latitude] within -180..180 and -90..90; are these metres? then name"
            + " their crs";
    refuses(
        polygon("x", "[[[574000,6222000],[574100,6222000],[574100,6222100],[574000,6222000]]]"),
        "d.geojson: features[1] (code 'x'): a corner is [574000,6222000]" + expected);
    refuses(
        polygon("x", "[[[0,0],[1e999,0],[4,4],[0,0]]]"),
        "d.geojson: features[1] (code 'x'): a corner is [\"Infinity\",0]" + expected);
  }

  @Test
  void refusesTooManyVertices() {
    var ring = "[0,0],".repeat(100_001);
    refuses(
        polygon("x", "[[" + ring + "[0,0]]]"),
        "d.geojson: features[1] (code 'x'): more than 100000 vertices; expected at most that many:"
            + " generalise the shape");
  }

  @Test
  void refusesWhatIsNotACollectionOfFeatures() {
    assertThatThrownBy(() -> parse("{\"type\":\"Topology\"}"))
        .hasMessage("d.geojson: type is 'Topology'; expected a FeatureCollection");
    assertThatThrownBy(() -> parse("{\"type\":\"FeatureCollection\",\"features\":[]}"))
        .hasMessage(
            "d.geojson: there are no features; expected a FeatureCollection with at least one"
                + " feature");
    assertThatThrownBy(() -> parse("{\"type\":\n \"FeatureCollection\", oops"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("d.geojson, line 2: not JSON: ");
    assertThatThrownBy(() -> parse("")).hasMessageContaining("d.geojson");
  }

  @Test
  void asksForTheRightNameProperty() {
    var json = "{\"type\":\"FeatureCollection\",\"features\":[" + polygon("a", SQUARE) + "]}";

    assertThatThrownBy(
            () ->
                ZoneLayer.parse(
                    "district",
                    "d.geojson",
                    json.getBytes(StandardCharsets.UTF_8),
                    "code",
                    "label",
                    Crs.WGS84))
        .hasMessage(
            "d.geojson: no feature has the name property 'label'; expected one of code, name");
  }

  @Test
  void showsTheIdOfTheNameless() {
    var layer =
        layer(
            polygon("a", SQUARE),
            polygon("b", SQUARE).replace("\"name\":\"Zone\"", "\"name\":null"));

    assertThat(layer.zone(1).name()).isEqualTo("b");
    assertThat(layer.warnings())
        .containsExactly("d.geojson: 1 feature without 'name'; their id is shown");
  }
}
