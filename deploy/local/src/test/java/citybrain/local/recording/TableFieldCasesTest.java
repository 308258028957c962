package citybrain.local.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.feed.Outlet;
import citybrain.feed.Rejected;
import citybrain.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables as people have met them in the field, which lie beside the data sets. */
class TableFieldCasesTest {

  private static Path folder(String name) {
    var data = System.getenv("CITYBRAIN_DATA");
    boolean isThere =
        data != null && Files.isDirectory(Path.of(data).resolveSibling("field-cases"));
    if (!isThere) {
      System.out.println("SKIPPED: the field cases are not beside CITYBRAIN_DATA");
    }
    assumeTrue(isThere, "SKIPPED: the field cases are not beside CITYBRAIN_DATA");
    return Path.of(String.valueOf(data)).resolveSibling("field-cases").resolve(name);
  }

  private static List<String> read(String name, String... changes) throws IOException {
    var folder = folder(name);
    var yaml = Files.readString(folder.resolve("city.yaml"));
    for (int i = 0; i < changes.length; i += 2) {
      assertThat(yaml).contains(changes[i]);
      yaml = yaml.replace(changes[i], changes[i + 1]);
    }
    var city = CityFile.parse("city.yaml", yaml, Feeds.ALL);
    var spec = city.feeds().get(0);
    var told = new ArrayList<String>();
    new FeedSample(city, spec, folder)
        .read(
            spec.source().orElseThrow(),
            1_000,
            new Outlet() {
              @Override
              public void observation(Observation one) {
                told.add(
                    one.feature()
                        + " "
                        + one.property()
                        + " "
                        + one.phenomenonTime().toString().substring(5, 16)
                        + " "
                        + Math.round(100 * one.result()) / 100.0);
              }

              @Override
              public void rejected(Rejected refusal) {
                told.add(refusal.reason().code());
              }

              @Override
              public void record(int values) {
                // What becomes of them is looked at.
              }
            });
    return told;
  }

  @Test
  void autumn() throws IOException {
    var passes =
        List.of(
            "X1 NITROGEN_DIOXIDE 10-27T00:00 20.0",
            "X1 PM10 10-27T00:00 21.0",
            "X1 NITROGEN_DIOXIDE 10-27T01:00 30.0",
            "X1 PM10 10-27T01:00 31.0");
    assertThat(read("30-dst-autumn-long-table")).hasSize(12).containsAll(passes);
    assertThat(read("30b-dst-autumn-wide-table")).hasSize(8).containsAll(passes);
    assertThat(read("30d-dst-autumn-long-table-by-station"))
        .hasSize(32)
        .containsAll(passes)
        .contains(
            "X2 NITROGEN_DIOXIDE 10-27T00:00 120.0",
            "X2 PM10 10-27T00:00 121.0",
            "X2 NITROGEN_DIOXIDE 10-27T01:00 130.0",
            "X2 PM10 10-27T01:00 131.0");
  }

  @Test
  void times() throws IOException {
    for (var name : List.of("31a-hour-24-with-kk", "31b-hour-24-with-HH")) {
      assertThat(read(name)).hasSize(6).contains("M1 ELECTRIC_ENERGY 07-01T22:00 24.0");
    }
    var interval = "40-sensorthings-interval";
    assertThat(read(interval))
        .hasSize(6)
        .contains("unreadable-time", "ds1 PM10 01-01T03:00 24.0", "ds1 PM10 01-01T04:00 24.0");
    assertThat(read(interval, "format: iso", "format: iso, of-interval: begin"))
        .contains("ds1 PM10 01-01T00:00 21.5")
        .doesNotContain("unreadable-time");
  }

  @Test
  void letters() throws IOException {
    assertThat(read("32-latin1-station-names")).hasSize(4).containsOnly("wrong-encoding");
    assertThat(read("32-latin1-station-names", "kind: table", "kind: table\n    encoding: latin1"))
        .contains("Münzstraße NITROGEN_DIOXIDE 10-26T08:00 10.5")
        .contains("Mönzstraße NITROGEN_DIOXIDE 10-26T08:00 99.5");
    assertThat(read("32b-latin1-column-name")).containsExactly("wrong-encoding");
    assertThat(read("39b-utf16-excel")).isNotEmpty().containsOnly("wrong-encoding");
    assertThat(read("39b-utf16-excel", "kind: table", "kind: table\n    encoding: UTF-16"))
        .isNotEmpty()
        .allMatch(told -> told.contains("PM10"));
  }

  @Test
  void forms() throws IOException {
    assertThat(read("36-preamble-lines", "kind: table", "kind: table\n    skip-lines: 5"))
        .containsExactly(
            "home-7 ELECTRIC_ENERGY 10-25T22:00 0.08", "home-7 ELECTRIC_ENERGY 10-25T22:15 0.12");
    assertThat(read("38-trailing-delimiter")).containsOnly("wrong-column-count");
    assertThat(
            read(
                "38-trailing-delimiter",
                "kind: table",
                "kind: table\n    ends-with-separator: true"))
        .hasSize(2)
        .allMatch(told -> told.contains("PM10"));
    for (var name : List.of("39a-cr-only-lines", "39c-excel-sep-line", "39d-bom-quoted")) {
      assertThat(read(name)).isNotEmpty().allMatch(told -> told.contains("PM10"));
    }
    assertThat(read("45-unescaped-quotes"))
        .containsExactly(
            "malformed",
            "B RAINFALL 10-26T08:00 2.0",
            "Spini \"Casa RAINFALL 10-26T08:00 3.0",
            "multi\nline RAINFALL 10-26T08:00 4.0");
  }

  @Test
  void values() throws IOException {
    assertThat(read("34-negative-and-sentinels"))
        .contains("P1 PM2_5 01-01T00:00 -2.4", "P1 PM2_5 01-01T01:00 -0.6")
        .contains("out-of-range") // -99.9 Cel
        .noneMatch(told -> told.endsWith(" -9.99") || told.endsWith(" -99.9"));
    var units = "property-column: parameter\n      unit-column: unit";
    assertThat(read("35-unit-column-per-row", "property-column: parameter", units))
        .contains("L1 OZONE 01-01T00:00 64.2", "L2 OZONE 01-01T00:00 63.85")
        .contains("L2 NITROGEN_DIOXIDE 01-01T00:00 21.04")
        .hasSize(4);
    assertThat(read("46-us-water-units"))
        .containsExactly("P1 WATER_PRESSURE 10-26T15:00 43.94", "P1 WATER_FLOW 10-26T15:00 25.87");
  }

  @Test
  void declarations() throws IOException {
    assertThatThrownBy(() -> read("48-two-columns-one-property"))
        .hasMessageContaining("city.yaml:16: feeds.flows.values.dma_2.property");
    assertThatThrownBy(() -> read("66-features-duplicate-id"))
        .hasMessageContaining("st.csv line 3: the id 'Hauptbahnhof' stands here and on line 2");
    assertThat(read("64a-placement-multipoint")).hasSize(2).allMatch(told -> told.contains("RAIN"));
    assertThat(read("65-features-csv-semicolon")).containsExactly("A RAINFALL 10-26T08:00 1.5");
  }
}
