package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.feed.ReferenceFiles;
import citybrain.geo.Position;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the city file of Aarhus against the recorded data it points to, where that is present. */
class RealAarhusTest {

  private static final Optional<Path> DATA =
      Optional.ofNullable(System.getenv("CITYBRAIN_DATA")).map(Path::of);

  private static final ReferenceFiles FILES =
      path -> {
        try {
          return Files.readAllBytes(DATA.orElseThrow().resolve(path));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };

  private final CityFile aarhus = ShippedCities.load("aarhus", FakeKind.ALL);

  @BeforeEach
  void needsData() {
    boolean present = DATA.map(path -> Files.isDirectory(path.resolve("aarhus-geo"))).orElse(false);
    if (!present) {
      System.err.println("SKIPPED: RealAarhusTest needs CITYBRAIN_DATA with aarhus-geo");
    }
    assumeTrue(present, "SKIPPED: CITYBRAIN_DATA is not set or has no aarhus-geo");
  }

  @Test
  void everyFileItNamesIsThere() throws IOException {
    for (var feed : aarhus.feeds()) {
      var source = feed.sourcePattern().orElseThrow();
      assertThat(DATA.orElseThrow().resolve(source.path())).as(feed.name()).isRegularFile();
      for (var key : List.of("features", "network", "register")) {
        for (var file : feed.options().getOrDefault(key, "").split(",", -1)) {
          assertThat(DATA.orElseThrow().resolve(file.strip())).as(feed.name() + "." + key).exists();
        }
      }
    }
    var traffic = aarhus.findFeed("traffic").flatMap(FeedSpec::sourcePattern).orElseThrow();
    try (var zip = new ZipFile(DATA.orElseThrow().resolve(traffic.path()).toFile())) {
      assertThat(zip.stream().filter(entry -> traffic.matchesEntry(entry.getName()))).hasSize(449);
    }
  }

  @Test
  void hasTwentyFourDistrictsWithTheirLabelsInside() {
    var districts = CityZones.load(aarhus, FILES).find("district").orElseThrow();

    assertThat(districts.layer().size()).isEqualTo(24);
    for (var zone : districts.layer().zones()) {
      var label = zone.labelPoint();
      assertThat(districts.find(label.longitude(), label.latitude())).contains(zone);
      assertThat(aarhus.bounds().contains(label)).isTrue();
    }
    assertThat(districts.find(10.2103, 56.1567).orElseThrow().id())
        .as("the cathedral")
        .isEqualTo("8000");
  }

  /** Postal districts reach beyond the municipality, so they hold even the outermost segments. */
  @Test
  void everySegmentLiesInADistrict() {
    var districts = CityZones.load(aarhus, FILES).find("district").orElseThrow();
    var segments = segments();

    assertThat(segments)
        .hasSize(449)
        .allMatch(aarhus.bounds()::contains)
        .allMatch(middle -> districts.ordinalAt(middle.longitude(), middle.latitude()) >= 0);
  }

  private List<Position> segments() {
    var path = aarhus.findFeed("traffic").orElseThrow().setup(aarhus, FILES).require("features");
    var text = new String(FILES.read(path), StandardCharsets.UTF_8);
    try (var records = CsvReader.builder().ofNamedCsvRecord(text)) {
      return records.stream().map(RealAarhusTest::middle).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Position middle(NamedCsvRecord segment) {
    return new Position(
        (number(segment, "POINT_1_LNG") + number(segment, "POINT_2_LNG")) / 2,
        (number(segment, "POINT_1_LAT") + number(segment, "POINT_2_LAT")) / 2);
  }

  private static double number(NamedCsvRecord segment, String field) {
    return Double.parseDouble(segment.getField(field));
  }
}
