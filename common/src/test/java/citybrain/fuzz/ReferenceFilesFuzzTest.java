package citybrain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.SettingException;
import citybrain.geo.Crs;
import citybrain.geo.ZoneLayer;
import citybrain.transport.gtfs.GtfsSchedule;
import citybrain.transport.gtfs.Timetable;
import citybrain.water.EpanetNetwork;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that people write are read, or refused by a sentence that names the file and what was
 * expected: never by what only a programmer understands.
 */
class ReferenceFilesFuzzTest {

  private static Arguments file(String text) {
    return Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8));
  }

  private static void read(String file, Runnable reader) {
    try {
      reader.run();
    } catch (SettingException e) {
      assertThat(e.getMessage()).contains(file);
    }
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void cityFile(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    read("town.yaml", () -> CityFile.parse("town.yaml", text, Feeds.ALL));
  }

  static Stream<Arguments> cityFile() {
    return ShippedCities.NAMES.stream().map(name -> file(ShippedCities.text(name)));
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void timetable(byte[] zip) {
    read("gtfs.zip", () -> GtfsSchedule.read("gtfs.zip", zip));
  }

  static Stream<Arguments> timetable() {
    return Stream.of(Arguments.of((Object) new Timetable().zip()));
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void zones(byte[] geoJson) {
    try {
      ZoneLayer.parse("district", "d.geojson", geoJson, "id", "name", Crs.WGS84);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("d.geojson");
    }
  }

  static Stream<Arguments> zones() {
    return Stream.of(
        file(
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":7,"properties":{"id":"a","name":"A"},"geometry":
            {"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,1],[1,1]]]}},
            {"type":"Feature","properties":{"id":"b","name":"B"},"geometry":
            {"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":
            [[[[179,1],[-179,1],[-179,2],[179,2],[179,1]]]]}]}},
            {"type":"Feature","properties":{"id":"c"},"geometry":null}]}
            """));
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void network(byte[] text) {
    read("n.inp", () -> EpanetNetwork.parse("n.inp", text));
  }

  static Stream<Arguments> network() {
    return Stream.of(
        file(
            """
            [JUNCTIONS]
            J1 10 1 ;
            [RESERVOIRS]
            R1 50
            [TANKS]
            T1 50 1 0 5 10 0
            [PIPES]
            P1 R1 J1 100 300 100 0 Open
            [PUMPS]
            U1 J1 T1 HEAD 1
            [VALVES]
            V1 J1 T1 300 PRV 20 0
            [OPTIONS]
            Units LPS
            [COORDINATES]
            J1 1 2
            [VERTICES]
            P1 1.5 2.5
            [END]
            """));
  }
}
