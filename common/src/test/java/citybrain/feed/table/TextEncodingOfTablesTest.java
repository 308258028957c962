package citybrain.feed.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Collected;
import citybrain.feed.Reason;
import citybrain.feed.SettingException;
import citybrain.feed.Town;
import citybrain.water.EpanetNetwork;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters that are not UTF-8 are read as what they are, or refused: two ids never become one. */
class TextEncodingOfTablesTest {

  private static final String ARRIVAL = "2024-10-27T05:00:00Z";

  private static final String FEED =
      """
      kind: table
      separator: ";"
      feature: {column: Straße}
      time: {column: t, format: iso}
      long-values:
        column: v
        property-column: was
        properties:
          Höhe: {property: WATER_LEVEL, unit: m}
        ignore: [Übrig]
      """;

  private static final String TABLE =
      """
      Straße;t;was;v
      Münz;2024-10-27T04:00Z;Höhe;1
      Mönz;2024-10-27T04:00Z;Höhe;2
      Mönz;2024-10-27T04:00Z;Übrig;3
      """;

  private static Collected decode(String feed, byte[] body) {
    return Town.of(feed).decode(ARRIVAL, body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16LE", "UTF-16", "UTF-32"})
  void whatIsDeclaredIsRead(String encoding) {
    var town = Town.of(FEED + "encoding: " + encoding + "\n");
    var collected = town.decode(ARRIVAL, TABLE.getBytes(Charset.forName(encoding)));
    assertThat(collected.reasons()).isEmpty();
    assertThat(collected.records).isEqualTo(3);
    assertThat(collected.observations)
        .extracting(one -> one.feature() + one.result())
        .containsExactly("Münz1.0", "Mönz2.0");
    assertThat(town.clock().timeOf("Straße;t;was;v", "Münz;2024-10-27T04:00Z;Höhe;1")).isPresent();
  }

  @Test
  void aHeaderThatIsNotUtf8RefusesEveryRecordAndSaysWhy() {
    var collected = decode(FEED, TABLE.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(collected.reasons()).hasSize(3).containsOnly(Reason.WRONG_ENCODING);
    assertThat(collected.rejected.get(0).detail()).contains("not UTF-8").contains("encoding");
    var wide = decode(FEED, TABLE.getBytes(StandardCharsets.UTF_16));
    assertThat(wide.reasons()).hasSize(3).containsOnly(Reason.WRONG_ENCODING);
    assertThat(wide.rejected.get(0).detail()).contains("UTF-16");
  }

  @Test
  void anIdThatIsNotUtf8IsRefused() {
    var feed = FEED.replace("Straße", "s");
    var body = TABLE.replace("Straße", "s").replace("Höhe", "Übrig");
    var table =
        "s;t;was;v\nMünz;2024-10-27T04:00Z;H;1\nMuenz;2024-10-27T04:00Z;H;1\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(decode(feed.replace("Höhe", "H"), table).reasons())
        .containsExactly(Reason.WRONG_ENCODING);
    assertThat(decode(feed.replace("Höhe", "H"), body.getBytes(StandardCharsets.UTF_8)).reasons())
        .isEmpty();
    var placed =
        Town.of(feed + "features: p.csv\n").with("p.csv", "s,longitude,latitude\nA,10,52\n");
    assertThat(placed.decode(ARRIVAL, table).reasons())
        .containsExactly(Reason.WRONG_ENCODING, Reason.UNKNOWN_FEATURE);
  }

  @Test
  void jsonThatIsNotUtf8SaysSo() {
    var feed = FEED.replace("kind: table", "kind: json-lines").replace("separator: \";\"\n", "");
    var line =
        "{\"Straße\": \"Münz\", \"t\": \"2024-10-27T04:00Z\", \"was\": \"Höhe\", \"v\": 1}\n";
    var collected = decode(feed, line.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(collected.reasons()).containsExactly(Reason.WRONG_ENCODING);
    var declared = decode(feed + "encoding: latin1\n", line.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(declared.observations).singleElement().extracting("feature").isEqualTo("Münz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf8mb4", "no name", "IBM037", "JISAutoDetect"})
  void aCharacterSetThatTablesCannotBeWrittenInIsRefusedAtStart(String name) {
    assertThatThrownBy(() -> Town.of(FEED + "encoding: " + name + "\n").open())
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("town.yaml:17: feeds.f.encoding is '" + name + "'")
        .hasMessageContaining("windows-1252");
  }

  @Test
  void registersAreUtf8OrWhatTheFeedIs() {
    var register = "Straße;longitude;latitude\nMünz;10.5;52.5\nMönz;10.6;52.5\n";
    var latin = register.getBytes(StandardCharsets.ISO_8859_1);
    var feed = FEED + "features: p.csv\n";
    assertThatThrownBy(() -> Town.of(feed).with("p.csv", latin).open())
        .hasMessageContaining("file p.csv line 1: not UTF-8")
        .hasMessageContaining("encoding");
    for (var file : new byte[][] {latin, register.getBytes(StandardCharsets.UTF_8)}) {
      var collected =
          Town.of(feed + "encoding: ISO-8859-1\n")
              .with("p.csv", file)
              .decode(ARRIVAL, TABLE.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(collected.observations).hasSize(2);
    }
    var geoJson = "{\"type\": \"FeatureCollection\", \"features\": [{\"x\": \"ü\"}]}";
    assertThatThrownBy(
            () ->
                Town.of(FEED + "features: p.geojson\n")
                    .with("p.geojson", geoJson.getBytes(StandardCharsets.ISO_8859_1))
                    .open())
        .hasMessageContaining("line 1: not UTF-8, as JSON must be");
  }

  @Test
  void aNetworkThatIsNotUtf8SaysSo() {
    var network = "[JUNCTIONS]\nä 1\nö 1\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> EpanetNetwork.parse("n.inp", network))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("file n.inp line 2: not UTF-8");
  }
}
