package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.cityfile.ShippedCities;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The demo city with pseudonyms of meters and buses, and where their own names must not be: in no
 * log, no output, no metric, no row of the lake. Nor may the key.
 */
final class MetersByOtherNames {

  private static final String KEY = "a key of the demo city, which nobody may read anywhere";

  /** In which the city runs. */
  static final Map<String, String> ENVIRONMENT = Map.of("DEMO_KEY", KEY);

  /** Of a meter or a bus, as the generator names them. */
  private static final String OWN_NAME = "\\b(M[0-9]{7}|V[0-9]{4})\\b";

  private MetersByOtherNames() {}

  /** Its city file, written here. */
  static Path city(Path file) throws IOException {
    var text = ShippedCities.text("demo");
    text = with(text, "meter-readings", "P30D");
    text = with(text, "gtfs-rt-vehicle-positions", "PT24H");
    assertThat(text.split("pseudonyms", -1)).hasSize(3);
    return Files.writeString(file, text);
  }

  private static String with(String city, String kind, String rotate) {
    var block = "    pseudonyms: {key: \"${DEMO_KEY}\", rotate: %s}".formatted(rotate);
    return city.replace("kind: " + kind + '\n', "kind: " + kind + '\n' + block + '\n');
  }

  /** What the metrics endpoint says, into a file that is looked at with the others. */
  static void keepMetrics(String url, Path folder) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    var text = HttpResponse.BodyHandlers.ofString();
    var answer = HttpClient.newHttpClient().send(request, text).body();
    assertThat(answer).contains("feed=\"meters\"");
    Files.writeString(folder.resolve("metrics.txt"), answer);
  }

  /** Neither in a log nor in what was printed, reported or measured. */
  static void assertInNoFileOf(Path logs, Path folder) throws IOException {
    var files = new ArrayList<Path>();
    for (var place : new Path[] {logs, folder}) {
      try (var all = Files.list(place)) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    assertThat(files).hasSizeGreaterThan(3);
    var own = Pattern.compile(OWN_NAME);
    for (var file : files) {
      var text = Files.readString(file);
      assertThat(text).as("%s", file).doesNotContain(KEY);
      var found = own.matcher(text);
      assertThat(found.find() ? found.group() : "nothing").as("%s", file).isEqualTo("nothing");
    }
  }

  /** In no column of the lake, though the register has hundreds. */
  static void assertInNoRowOf(LakeOracle oracle, Path home) throws IOException, SQLException {
    var register = home.resolve("synthetic/demo/energy/meters.csv");
    long meters =
        Files.readAllLines(register).stream()
            .skip(1)
            .filter(line -> line.matches("M[0-9]{7},.*"))
            .count();
    assertThat(meters).isGreaterThan(100);
    try (var datasets = Files.list(home.resolve("lake"))) {
      var names =
          datasets
              .filter(Files::isDirectory)
              .map(one -> one.getFileName().toString())
              .filter(one -> !one.startsWith(".") && !one.startsWith("_"))
              .toList();
      assertThat(names).contains("observations", "aggregates", "alerts", "clocks", "rejected");
      for (var dataset : names) {
        assertThat(oracle.rowsLike(dataset, OWN_NAME)).as(dataset).isZero();
      }
    }
    var name = "^p-2025[0-9]{4}T00-[0-9a-f]{20}$";
    assertThat(oracle.features("meters", "true")).isBetween(meters / 2, meters);
    assertThat(oracle.features("meters", "not regexp_matches(feature, '" + name + "')")).isZero();
    assertThat(oracle.features("buses", "regexp_matches(feature, '" + name + "')")).isPositive();
    assertThat(oracle.features("buses", "not regexp_matches(feature, '" + name + "')")).isZero();
    assertThat(oracle.features("transformers", "regexp_matches(feature, '" + name + "')")).isZero();
  }
}
