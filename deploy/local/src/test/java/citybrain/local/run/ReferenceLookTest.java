package citybrain.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoices;
import citybrain.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a file that a city file refers to is said before anything is started. */
class ReferenceLookTest {

  private static final String CITY =
      """
      city: tiny
      name: Tiny
      time-zone: UTC
      bounding-box: [0, 0, 9, 9]
      zones:
        district: {file: d.geojson, id-property: id, name-property: id}
      replay: {starts: "2024-01-01T00:00"}
      feeds:
        air:
          kind: table
          source: air.csv
          features: places.csv
          feature: {column: site}
          time: {column: t, format: iso}
          values: {o3: {property: OZONE, unit: ug/m3}}
      """;

  private static final String SQUARE =
      """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"id": "a"}, "geometry":
      {"type": "Polygon", "coordinates": [[[0,0],[0,4],[4,4],[4,0],[0,0]]]}}]}
      """;

  private static List<String> look(Path folder, String zones, String places) throws IOException {
    var city = Files.writeString(folder.resolve("tiny.yaml"), CITY);
    Files.writeString(folder.resolve("air.csv"), "site,t,o3\nA,2024-01-01T00:00,40\n");
    Files.writeString(folder.resolve("d.geojson"), zones);
    Files.writeString(folder.resolve("places.csv"), places);
    var choices = CityChoices.of(city.toString(), Optional.empty(), Optional.empty());
    return ReferenceLook.at(choices, Optional.of(folder), new Home(folder.resolve("home")));
  }

  @Test
  void whatWasMendedIsTold(@TempDir Path folder) throws IOException {
    assertThat(look(folder, SQUARE, "site,longitude,latitude\nA,1,1\n"))
        .containsExactly("tiny: d.geojson: 1 feature wound the wrong way; turned: a");
  }

  @Test
  void whatIsWrongEndsTheStart(@TempDir Path folder) {
    assertThatThrownBy(() -> look(folder, "{}", "site,longitude,latitude\nA,1,1\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("d.geojson");
    assertThatThrownBy(() -> look(folder, SQUARE, "site,longitude,latitude\nA,1,1\nA,2,2\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("places.csv");
  }

  /** Files of a synthetic city are made when it begins. */
  @Test
  void whatIsMadeLaterIsNotMissed(@TempDir Path folder) {
    var demo = CityChoices.of("demo", Optional.empty(), Optional.empty());
    assertThat(ReferenceLook.at(demo, Optional.empty(), new Home(folder))).isEmpty();
  }
}
