package citybrain.jobs.cities;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CitySurroundings;
import citybrain.detection.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule knows of its city in the engine is what it knows in a replay. */
class SurroundingsOfCitiesTest {

  private static final String CITY =
      """
      city: %s
      name: One
      time-zone: Europe/Copenhagen
      bounding-box: [-1, -1, 1, 1]

      feeds:
        pressures:
          kind: table
          source: "pressures.csv"
          %s
          interval: PT5M
          lateness: PT5M
          time: {column: time, format: "yyyy-MM-dd HH:mm"}
          feature-columns: {property: WATER_PRESSURE, unit: "m[H2O]"}
      """;

  @Test
  void eachCityHasItsOwn(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("net.inp"), "[JUNCTIONS]\na\n");
    var one = folder.resolve("one.yaml");
    var two = folder.resolve("two.yaml");
    var text = CITY.formatted("one", "network: net.inp");
    Files.writeString(one, text);
    Files.writeString(two, CITY.formatted("two", ""));

    var cities = Cities.of(one + "," + two, folder.toString());

    var replayed =
        new CitySurroundings(
            CityFile.parse("one.yaml", text, Feeds.ALL), DataFolder.among(folder.toString()));
    assertThat(cities.surroundings("one").networks())
        .containsExactly(new Surroundings.NetworkFile("net.inp", "[JUNCTIONS]\na\n"))
        .isEqualTo(replayed.networks());
    assertThat(cities.surroundings("one").timeZone())
        .isEqualTo("Europe/Copenhagen")
        .isEqualTo(replayed.timeZone());
    assertThat(cities.surroundings("two").networks()).isEmpty();
  }
}
