package citybrain.local.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.feed.RawMessage;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.observation.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CutterTest {

  private static final String CITY =
      """
      city: town
      name: Town
      time-zone: UTC
      bounding-box: [10, 52, 11, 53]
      feeds:
        f:
          kind: table
          feature: {column: meter}
          time: {column: t, format: iso}
          pseudonyms: {key: "${TOWN_KEY}"}
          values:
            kwh: {property: ELECTRIC_ENERGY, unit: kW.h}
      """;

  /** With the key of sixteen digits twice. */
  private static final class Outside implements ReferenceFiles {
    @Override
    public byte[] read(String path) {
      throw new SettingException("no files here, not even " + path);
    }

    @Override
    public Optional<String> secret(String variable) {
      return Optional.of("0123456789abcdef".repeat(2));
    }
  }

  /** What was observed already lies on the topics by these names: by others it would be sent. */
  @Test
  void whatARecordTellsIsOfFeaturesAsIngestNamesThem() {
    var city = CityFile.parse("town.yaml", CITY, Feeds.ALL);
    var cutter = new Cutter(city, city.feeds().get(0), new Outside());
    var noon = Instant.parse("2026-03-01T12:00:00Z");
    var body = "meter,t,kwh\nM1,2026-03-01T11:00:00Z,0.5\n".getBytes(StandardCharsets.UTF_8);

    // As OpenSSL has it, see PseudonymsTest.
    assertThat(cutter.read(new RawMessage("town", "f", "s", 2, noon, 1, body)))
        .extracting(Observation::feature)
        .containsExactly("p-a43e58dc7fa95f198daf");
  }
}
