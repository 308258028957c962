package citybrain.jobs.aggregates;

import static citybrain.jobs.runtime.Story.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.geo.Position;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two cities whose files name the same region layer: its aggregates come per city. */
class RegionLayerTest {

  private static final String REGION =
      """
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": "coast", "name": "The Coast"}, "geometry":
          {"type": "Polygon", "coordinates": [[[10,56],[11,56],[11,57],[10,57],[10,56]]]}}]}
      """;

  private static final String CITY =
      """
      city: %s
      name: Some city
      time-zone: UTC
      bounding-box: [10, 56, 11, 57]
      zones:
        region:
          file: region.geojson
          id-property: id
          name-property: name
      feeds:
        traffic:
          kind: citypulse-traffic
          features: segments.csv
      """;

  private final Path folder;

  RegionLayerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String city(String name) throws IOException {
    return Files.writeString(folder.resolve(name + ".yaml"), CITY.formatted(name)).toString();
  }

  private static Observation speed(String city, double longitude, double value) {
    return new Observation(
        city,
        "traffic",
        "link-1",
        ObservedProperty.TRAFFIC_SPEED,
        hour(8),
        hour(8),
        value,
        new Position(longitude, 56.5),
        "",
        "",
        Quality.GOOD);
  }

  @Test
  void aRegionIsALayerLikeAnyOtherAndItsCitiesStayApart() throws Exception {
    Files.writeString(folder.resolve("region.geojson"), REGION);
    var cities = Cities.of(city("north") + "," + city("south"), folder.toString());

    var run =
        JobRun.over(
            new AggregatesJob()::wire,
            cities,
            JobRun.config(),
            List.of(
                speed("north", 10.2, 30),
                speed("north", 10.4, 50),
                speed("south", 10.8, 90),
                speed("south", 11.5, 7)));

    assertThat(run.aggregates())
        .filteredOn(one -> one.layer().equals("region"))
        .filteredOn(one -> one.windowEnd().equals(one.windowStart().plusSeconds(900)))
        .extracting(one -> one.city() + " '" + one.zone() + "' " + one.count() + " " + one.mean())
        .containsExactlyInAnyOrder(
            "north 'coast' 2 40.0", "south 'coast' 1 90.0", "south '' 1 7.0");
  }
}
