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

  private static final String NEST = "{\"type\":\"GeometryCollection\",\"geometries\":[";

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

  /** What is legal GeoJSON but no area is passed over, and said (RFC 7946, section 3.2). */
  @Test
  void whatHasNoAreaIsPassedOver() {
    var layer =
        layer(
            feature("\"nowhere\"", "null"),
            feature(
                "\"b\"",
                NEST
                    + "{\"type\":\"Point\",\"coordinates\":[7,7]},"
                    + "{\"type\":\"Polygon\",\"coordinates\":"
                    + SQUARE
                    + "},"
                    + "{\"type\":\"Polygon\",\"coordinates\":[[[8,8],[9,8],[9,9],[8,8]]]}]}"));

    assertThat(layer.zones()).extracting(Zone::id).containsExactly("b");
    assertThat(layer.index().find(8.6, 8.3)).isPresent();
    assertThat(layer.index().find(1, 1)).isPresent();
    assertThat(layer.warnings())
        .containsExactly(
            "d.geojson: 1 Point passed over: no area",
            "d.geojson: 1 feature without geometry passed over: no area");
    assertThatThrownBy(() -> layer(feature("\"nowhere\"", "null")))
        .hasMessage("d.geojson: no feature has a geometry; expected at least one that has");
  }

  @Test
  void anIdMayBeAWholeDecimalOrTheFeaturesOwn() {
    var area = "{\"type\":\"Polygon\",\"coordinates\":" + SQUARE + "}";
    assertThat(layer(feature("8000.0", area)).zone(0).id()).isEqualTo("8000");

    var json =
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":17,"
            + "\"properties\":{\"name\":\"Zone\"},\"geometry\":"
            + area
            + "}]}";
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    var layer = ZoneLayer.parse("district", "d.geojson", bytes, "id", "name", Crs.WGS84);
    assertThat(layer.zone(0).id()).isEqualTo("17");
    assertThatThrownBy(() -> parse(json))
        .hasMessage(
            "d.geojson: features[0]: the id property 'code' is missing; expected a text or whole"
                + " number; properties here: name; 'id' would name the feature's own: 17");
  }

  /** The member is gone from the standard, but tools write it still. */
  @Test
  void aCrsMemberThatSaysAnotherSystemIsNamed() {
    var crs =
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"%s\"}},"
            + "\"features\":["
            + polygon("a", SQUARE)
            + "]}";
    for (var same : new String[] {"urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"}) {
      assertThat(parse(crs.formatted(same)).warnings()).as(same).isEmpty();
    }
    assertThat(parse(crs.formatted("urn:ogc:def:crs:EPSG::3857")).warnings())
        .containsExactly(
            "d.geojson: its member 'crs' says 'urn:ogc:def:crs:EPSG::3857', and it is read as"
                + " EPSG:4326: RFC 7946 knows no such member; the crs is a key of the layer in the"
                + " city file");
  }

  /** Taveuni, Fiji: an edge from 179.9 to -179.8 is short, not all the way round. */
  @Test
  void anAreaAcrossThe180thMeridianIsCutThere() {
    var layer =
        layer(
            polygon(
                "taveuni",
                "[[[179.8,-17],[-179.7,-17],[-179.7,-16.6],[179.8,-16.6],[179.8,-17]],"
                    + "[[-179.9,-16.9],[-179.9,-16.8],[-179.8,-16.8],[-179.8,-16.9],[-179.9,-16.9]]]"),
            polygon(
                "east", "[[[-179.7,-17],[-179,-17],[-179,-16.6],[-179.7,-16.6],[-179.7,-17]]]"));
    var index = layer.index();

    assertThat(index.find(179.9, -16.8)).map(Zone::id).contains("taveuni");
    assertThat(index.find(-179.95, -16.8)).map(Zone::id).contains("taveuni");
    assertThat(index.find(180, -16.8)).map(Zone::id).contains("taveuni");
    assertThat(index.find(-180, -16.8)).map(Zone::id).contains("taveuni");
    assertThat(index.find(-179.85, -16.85)).as("in the hole").isEmpty();
    assertThat(index.find(-179.5, -16.8)).map(Zone::id).contains("east");
    assertThat(index.find(0, -16.8)).isEmpty();
    assertThat(index.find(179.7, -16.8)).isEmpty();
    assertThat(layer.geoJson(1)).startsWith("{\"type\":\"MultiPolygon\"");
    assertThat(layer.shape(1).getArea()).isCloseTo(0.5 * 0.4 - 0.1 * 0.1, within(1e-9));
    assertThat(layer.warnings())
        .containsExactly("d.geojson: 1 area across the 180th meridian; cut there");
    assertThat(layer.touches(new BoundingBox(179.85, -17, 179.86, -16))).isTrue();
    assertThat(layer.touches(new BoundingBox(170, -17, 179, -16))).isFalse();
    assertThat(layer.touches(new BoundingBox(170, -17, -170, -16))).isTrue();
    assertThat(layer.touches(new BoundingBox(-10, -17, 10, -16))).isFalse();
    refuses(
        polygon("pole", "[[[0,80],[120,80],[-120,80],[0,80]]]"),
        "d.geojson: features[1] (code 'pole'): edges are longer than 180 degrees, and the shape"
            + " goes round a pole or has no area; expected an area that a city can have");
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
        feature("\"x\"", "{\"type\":\"Point\",\"coordinates\":[1,2]}"),
        here + " (code 'x'): geometry is of type 'Point'; expected Polygon or MultiPolygon");
    refuses(
        polygon("fine", SQUARE),
        here + ": 'fine' is also the id of features[0]; expected unique ids");
    var area = "{\"type\":\"Polygon\",\"coordinates\":" + SQUARE + "}";
    refuses(
        feature("null", area),
        here
            + ": the id property 'code' is null; expected a text or whole number; properties"
            + " here: code, name");
    refuses(
        feature("1.5", area),
        here
            + ": the id property 'code' is 1.5; expected a text or whole number; properties"
            + " here: code, name");
    refuses(
        feature("\"x\"", "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\"}]}"),
        here + " (code 'x'): there is no polygon in it; expected Polygon or MultiPolygon");
    refuses(
        feature("\"x\"", "[".repeat(6).replace("[", NEST) + area + "]}".repeat(6)),
        here + " (code 'x'): collections lie in collections; expected Polygon or MultiPolygon");
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
