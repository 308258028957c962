package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Feeds;
import citybrain.feed.PseudonymTerms;
import citybrain.feed.SettingException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymReaderTest {

  private static final String CITY =
      """
      city: town
      name: Town
      time-zone: UTC
      bounding-box: [10, 52, 11, 53]
      feeds:
        meters:
          kind: meter-readings
          interval: PT30M
      """;

  private static CityFile parse(String text) {
    return CityFile.parse("town.yaml", text, Feeds.ALL);
  }

  private static PseudonymTerms terms(String block) {
    return parse(CITY + "    pseudonyms: " + block).feeds().get(0).pseudonyms().orElseThrow();
  }

  @Test
  void aFeedKeepsItsNamesUnlessItSaysOtherwise() {
    assertThat(parse(CITY).feeds().get(0).pseudonyms()).isEmpty();
  }

  @Test
  void readsEverything() {
    var now = new PseudonymTerms.Secret("NEW_KEY", "town.yaml:9: feeds.meters.pseudonyms.key");
    var before =
        new PseudonymTerms.Secret("OLD_KEY", "town.yaml:9: feeds.meters.pseudonyms.key-before");
    assertThat(
            terms(
                "{key: \"${NEW_KEY}\", rotate: P30D, key-before: \"${OLD_KEY}\", key-since:"
                    + " 2026-03-08T00:00:00Z}"))
        .isEqualTo(
            new PseudonymTerms(
                now,
                before,
                Instant.parse("2026-03-08T00:00:00Z").toEpochMilli(),
                Duration.ofDays(30)));
    assertThat(terms("{key: \"${NEW_KEY}\"}"))
        .isEqualTo(new PseudonymTerms(now, now, PseudonymTerms.EVER, Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{rotate: P1D} | town.yaml:9: feeds.meters.pseudonyms: the key 'key' is missing; expected"
            + " the name of an environment variable that holds it",
        "{key: c2VjcmV0} | town.yaml:9: feeds.meters.pseudonyms.key is '…'; expected the name of an"
            + " environment variable that holds it, such as \"${METER_KEY}\"",
        "{key: \"${K}\", rotate: PT90M} | town.yaml:9: feeds.meters.pseudonyms.rotate is 'PT90M';"
            + " expected whole hours or days, such as PT24H or P30D",
        "{key: \"${K}\", rotate: monthly} | feeds.meters.pseudonyms.rotate is 'monthly'; expected",
        "{key: \"${K}\", rotates: P1D} | town.yaml:9: feeds.meters.pseudonyms: unknown key",
        "{key: \"${K}\", key-before: \"${L}\"} | the key 'key-since' is missing",
        "{key: \"${K}\", key-since: 2026-03-08T00:00:00Z} | the key 'key-before' is missing",
        "{key: \"${K}\", rotate: P30D, key-before: \"${L}\", key-since: 2026-03-01T00:00:00Z} |"
            + " town.yaml:9: feeds.meters.pseudonyms.key-since is '2026-03-01T00:00:00Z'; expected an"
            + " instant at which names end by 'rotate', such as 2026-03-08T00:00:00Z"
      })
  void whatIsWrongIsNamedWithItsLine(String block, String message) {
    assertThatThrownBy(() -> terms(block))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void whatRulesLookUpByNameKeepsItsName() {
    var stops =
        CITY.replace("meter-readings", "gtfs-rt-trip-updates").replace("interval: PT30M", "gtfs: g")
            + "    pseudonyms: {key: \"${K}\"}";
    assertThatThrownBy(() -> parse(stops))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "town.yaml:9: feeds.meters.pseudonyms stands at a feed of kind gtfs-rt-trip-updates;"
                + " expected none there");
    var network =
        CITY.replace("meter-readings", "battledim-scada")
                .replace("interval: PT30M", "network: net.inp")
            + "    unit: m\n    property: pressure\n    pseudonyms: {key: \"${K}\"}";
    assertThatThrownBy(() -> parse(network))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("feeds.meters.pseudonyms stands beside 'network'; expected one of");
  }

  @Test
  void aPanelNeedsNamesThatStay() {
    var panel = "rules:\n  panel:\n    all:\n      feed: meters\n";
    assertThat(parse(CITY + "    pseudonyms: {key: \"${K}\"}\n" + panel).panels()).hasSize(1);
    assertThatThrownBy(
            () -> parse(CITY + "    pseudonyms: {key: \"${K}\", rotate: P30D}\n" + panel))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "town.yaml:13: rules.panel.all.feed is 'meters'; expected a feed whose features keep");
  }
}
