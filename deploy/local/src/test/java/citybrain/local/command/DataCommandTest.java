package citybrain.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.cityfile.ShippedCities;
import citybrain.local.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

  private static final Pattern FILE =
      Pattern.compile("[\\w/-]+\\.(csv|geojson|inp|zip|gz|parquet)");

  private final Path root;

  DataCommandTest(@TempDir Path root) {
    this.root = root;
  }

  private static String run(String... args) {
    var out = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.commandLine().execute(args)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json(String... args) throws IOException {
    var all = new java.util.ArrayList<>(List.of(args));
    all.addAll(List.of("--json", "--data", root.toString()));
    return new ObjectMapper().readTree(run(all.toArray(String[]::new)));
  }

  private static JsonNode set(JsonNode city, String path) {
    return StreamSupport.stream(city.path("sets").spliterator(), false)
        .filter(set -> set.path("path").asText().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  /** Whatever file a shipped city names is in the list, with whom it comes from. */
  @Test
  void everyFileOfEveryShippedCityIsListedWithOriginAndLicence() throws IOException {
    var listed = json("data", "--quick");
    var paths = new HashSet<>(listed.findValuesAsText("path"));
    for (var name : ShippedCities.NAMES) {
      var city = ShippedCities.load(name, Feeds.ALL);
      if (!city.synthetic()) {
        city.zones().forEach(layer -> assertThat(paths).contains(layer.file()));
        for (var feed : city.feeds()) {
          assertThat(paths).contains(feed.source().orElseThrow());
          for (var value : feed.options().values()) {
            FILE.matcher(value).results().forEach(file -> assertThat(paths).contains(file.group()));
          }
        }
      }
    }
    assertThat(paths).contains("kingston-gtfs-rt/gtfs.zip", "ltown-sim/L-TOWN.inp");
    for (var one : listed.findValues("origin")) {
      assertThat(one.asText("")).isNotBlank();
    }
    for (var one : listed.findValues("licence")) {
      assertThat(one.asText("")).isNotBlank();
    }
    assertThat(listed.findValues("present").stream().filter(JsonNode::asBoolean)).hasSize(1);
  }

  @Test
  void rowsAndPeriodAreThoseOfTheOrigin() throws IOException {
    write(
        "electricity/fraudsim_dev_transformers.csv",
        """
        transformer_id,ts_local,kwh
        T1,2024-02-05 00:00:00,1
        T1,2024-02-05 00:30:00,1
        T2,2099-01-01 00:00:00,1
        T2,2024-02-05 01:00:00,1
        """);
    write("some/places.geojson", "{\"features\":[{},{},{}]}");
    write("some/zones.geojson", "{}");
    var city =
        ShippedCities.text("aarhus")
            .replace("fraudsim_dev_transformers.csv.gz", "fraudsim_dev_transformers.csv")
            .replace("demo-city/electricity_meters.geojson", "some/places.geojson");
    write("a.yaml", city);
    var listed = json("data", root.resolve("a.yaml").toString()).get(0);

    var totals = set(listed, "electricity/fraudsim_dev_transformers.csv");
    assertThat(totals.path("present").asBoolean()).isTrue();
    assertThat(totals.path("rows").asInt()).isEqualTo(4);
    assertThat(totals.path("from").asText()).isEqualTo("2024-02-05T00:00");
    assertThat(totals.path("to").asText()).isEqualTo("2024-02-05T01:00");
    assertThat(totals.path("shift_weeks").asInt()).isEqualTo(-493);

    var places = set(listed, "some/places.geojson");
    assertThat(places.path("rows").asInt()).isEqualTo(3);
    assertThat(places.path("names"))
        .extracting(JsonNode::asText)
        .containsExactly("meters", "transformers");

    var absent = set(listed, "aarhus-geo/districts.geojson");
    assertThat(absent.path("present").asBoolean()).isFalse();
    assertThat(absent.has("rows")).isFalse();
  }

  @Test
  void readersSeeWhatIsMissingAndWhatIsMade() {
    assertThat(run("data", "--quick", "--data", root.toString()))
        .contains(
            "SYNTHETIC",
            "MISSING  feed traffic",
            "licence  CC BY 4.0",
            "data sets are missing",
            "shipped:kingston-districts.geojson (comes with City Brain)");
  }

  @Test
  void aBrokenArchiveIsSaidAndStopsNothing() throws IOException {
    write("beijing-air/PRSA_Data_20130301-20160229.zip", "no zip");
    var broken =
        set(
            json("data", "beijing").get(0),
            "beijing-air/PRSA_Data_20130301-20160229.zip!PRSA_Data_*.csv");
    assertThat(broken.path("present").asBoolean()).isTrue();
    assertThat(broken.path("problem").asText()).contains("cannot be read");
  }
}
