package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.DeclaredFeeds;
import citybrain.Feeds;
import citybrain.detection.Surroundings;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CitySurroundingsTest {

  private static final String CITY =
      """
      city: one
      name: One
      time-zone: Europe/Copenhagen
      bounding-box: [-1, -1, 1, 1]

      feeds:
        pressures:
          kind: table
          source: "pressures.csv"
          network: one/net.inp
          encoding: ISO-8859-1
          interval: PT5M
          lateness: PT5M
          time: {column: time, format: "yyyy-MM-dd HH:mm"}
          feature-columns: {property: WATER_PRESSURE, unit: "m[H2O]"}
        flows:
          kind: table
          source: "flows.csv"
          network: one/net.inp
          interval: PT5M
          lateness: PT5M
          time: {column: time, format: "yyyy-MM-dd HH:mm"}
          feature-columns: {property: WATER_FLOW, unit: "L/s"}
      """;

  private static final CityFile FILE = CityFile.parse("one.yaml", CITY, Feeds.ALL);

  private static ReferenceFiles files(Map<String, String> texts) {
    return path -> {
      var text = texts.get(path);
      if (text == null) {
        throw new SettingException("reference file '" + path + "' is missing");
      }
      return text.getBytes(StandardCharsets.ISO_8859_1);
    };
  }

  @Test
  void eachNetworkIsReadOnceAndAsItsFeedSays() {
    var files = files(Map.of("one/net.inp", "[JUNCTIONS]\nSønder\n"));
    var city = new CitySurroundings(FILE, files);

    assertThat(city.timeZone()).isEqualTo("Europe/Copenhagen");
    assertThat(city.networks())
        .containsExactly(new Surroundings.NetworkFile("one/net.inp", "[JUNCTIONS]\nSønder\n"));
  }

  @Test
  void aNetworkThatIsNotThereIsToldWithItsFeed() {
    var city = new CitySurroundings(FILE, files(Map.of()));

    assertThatThrownBy(city::networks)
        .isInstanceOf(SettingException.class)
        .hasMessage("one.yaml:7: feeds.pressures: reference file 'one/net.inp' is missing");
  }

  /** Rules read it when the first alert opens, and nobody would be there to mend it. */
  @Test
  void aNetworkThatIsNoneIsRefusedWhenFeedsAreOpened() {
    var files = files(Map.of("one/net.inp", "[JUNCTIONS]\na\n[PIPES]\np a b 1 1\n"));

    assertThatThrownBy(() -> DeclaredFeeds.open(FILE, CityZones.load(FILE, files), files))
        .isInstanceOf(SettingException.class)
        .hasMessage("file one/net.inp line 4: the node 'b' is not defined");
  }
}
