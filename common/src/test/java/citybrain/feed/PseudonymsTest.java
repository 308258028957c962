package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.DeclaredFeeds;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a city asks to be told by other names is, wherever it would be remembered, refused or said.
 * The digests are those of OpenSSL: {@code printf 'town/f\n\nM1' | openssl dgst -sha256 -hmac KEY}.
 */
class PseudonymsTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "another key of this town, as long as one must be";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final String FEED =
      """
      kind: table
      overlap: P2D
      feature: {column: meter}
      features: meters.csv
      time: {column: t, format: iso}
      pseudonyms: {key: "${TOWN_KEY}"%s}
      values:
        kwh: {property: ELECTRIC_ENERGY, unit: kW.h%s}
      """;

  private static Town town(String more, String ofValue) {
    return Town.of(FEED.formatted(more, ofValue))
        .with("meters.csv", "meter,longitude,latitude\nM1,10.5,52.5\nZähler 7,10.6,52.5\n")
        .withSecret("TOWN_KEY", KEY + "\n")
        .withSecret("OLD_KEY", OTHER);
  }

  private static Town town(String more) {
    return town(more, "");
  }

  private static Pseudonyms names(Town town) {
    var city = town.city();
    return DeclaredFeeds.pseudonyms(city, city.feeds().get(0), town.outside()).orElseThrow();
  }

  private static String name(Town town, String feature, String time) {
    return names(town).name(feature, Instant.parse(time).toEpochMilli());
  }

  @Test
  void namesAreThoseOfOpenSsl() {
    var noon = NOON.toString();
    assertThat(name(town(""), "M1", noon)).isEqualTo("p-a43e58dc7fa95f198daf");
    assertThat(name(town(", rotate: P30D"), "Zähler 7", noon))
        .isEqualTo("p-20260308T00-847ba23ef782be1cc386");
  }

  @Test
  void aNameEndsWhenItSaysAndTheTimeOfTheReadingDecides() {
    var names = names(town(", rotate: PT24H"));
    long border = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    assertThat(names.name("M1", border - 1)).isEqualTo("p-20260302T00-ba1e25617c810dee7292");
    assertThat(names.name("M1", border)).isEqualTo("p-20260303T00-712afd2836b07be43760");
    assertThat(names.name("M1", border - 1)).isEqualTo("p-20260302T00-ba1e25617c810dee7292");
  }

  @Test
  void anotherKeyHoldsFromAStatedTime() {
    var since = ", key-before: \"${OLD_KEY}\", key-since: 2026-03-01T12:00:00Z";

    assertThat(name(town(since), "M1", "2026-03-01T11:59:59.999Z"))
        .isEqualTo("p-fb3a64c8e83da71fb0f7");
    assertThat(name(town(since), "M1", "2026-03-01T12:00:00Z")).isEqualTo("p-a43e58dc7fa95f198daf");
  }

  @Test
  void manyFeaturesHaveManyNamesHoweverFewAreKept() {
    var names = names(town(", rotate: PT24H"));
    var all =
        IntStream.range(0, 200_000)
            .mapToObj(i -> names.name("meter " + i, NOON.toEpochMilli()))
            .toList();

    assertThat(all).doesNotHaveDuplicates();
    assertThat(names.name("meter 0", NOON.toEpochMilli())).isEqualTo(all.get(0));
  }

  @Test
  void aKeyThatIsMissingOrShortIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> names(town("").withSecret("TOWN_KEY", "  ")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "town.yaml:12: feeds.f.pseudonyms.key: the environment variable 'TOWN_KEY' is not set;"
                + " expected a secret of 32 bytes or more, such as that of 'openssl rand -base64 32'");
    assertThatThrownBy(() -> names(town("").withSecret("TOWN_KEY", "swordfish")))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "town.yaml:12: feeds.f.pseudonyms.key: the environment variable 'TOWN_KEY' has 9 bytes;")
        .hasMessageNotContaining("swordfish");
  }

  /** All that comes out, as text; bytes of rejections too. */
  private static final class Everything implements Lane.Out {
    private final List<String> features = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @Override
    public void readings(Domain domain, List<Observation> readings, Stamp first) {
      readings.forEach(
          one -> {
            features.add(one.feature());
            said.add(one.toString());
          });
    }

    @Override
    public void mark(Domain domain, long clock) {
      // Names nobody.
    }

    @Override
    public void rejected(Rejected one) {
      features.add(one.reason().code());
      said.add(one + new String(one.raw(), StandardCharsets.UTF_8));
    }

    @Override
    public void repeated() {
      throw new AssertionError("it is no snapshot");
    }

    @Override
    public void waiting(int words) {
      throw new AssertionError("it speaks of no events");
    }

    @Override
    public void values(int values) {
      // Not looked at.
    }
  }

  /** Hands in messages, each at the same time, and tells all that came of them. */
  private static Everything take(Town town, String... bodies) {
    var everything = new Everything();
    var terms = Objects.requireNonNull(DeclaredFeeds.terms(town.city()).get("town/f"));
    var intake = new Intake(town.decoder(), terms);
    long offset = 0;
    for (var body : bodies) {
      int records = (int) body.lines().count() - 1;
      var message =
          new RawMessage(
              "town",
              "f",
              "s",
              2,
              NOON.plus(Duration.ofHours(18)),
              records,
              body.getBytes(StandardCharsets.UTF_8));
      intake.take(RawRecord.of(message, 0, offset++), everything);
    }
    return everything;
  }

  @Test
  void placesAreFoundByOwnNamesAndToldByOthers() {
    var told = take(town(""), "meter,t,kwh\nM1,2026-03-01T12:00:00Z,0.5\n");

    assertThat(told.features).containsExactly("p-a43e58dc7fa95f198daf");
    assertThat(told.said.toString()).contains("10.5").doesNotContain("M1");
  }

  /** A row that is unknown, unreadable, told twice, too old, of the future, without header. */
  @Test
  void noRefusalNamesAnybody() {
    var told =
        take(
            town(""),
            "meter,t,kwh\nM1,2026-03-01T12:00:00Z,0.5\n",
            "meter,t,kwh\nM1,2026-03-01T12:00:00Z,0.5\nM1,2026-03-01T12:00:00Z,M1\n",
            "meter,t,kwh\nM1-of-the-Smiths,2026-03-01T12:00:00Z,0.5\nM1,M1,0.5\nM1\n",
            "M1,M1-of-the-Smiths,M1\nM1,2026-03-01T12:00:00Z,0.5\n",
            "meter,t,kwh\n" + "M1".repeat(700) + ",2026-03-01T12:00:00Z,0.5\n\"M1\n",
            "meter,t,kwh\nM1,2026-03-01T13:00:00Z,1e300\nM1,2026-02-20T13:00:00Z,1\n");

    assertThat(told.features)
        .contains(
            "duplicate",
            "not-a-number",
            "unknown-feature",
            "unreadable-time",
            "wrong-column-count",
            "missing-column",
            "malformed",
            "out-of-range");
    assertThat(told.said).noneMatch(one -> one.contains("M1") || one.contains("Smith"));
  }

  /** The same rows without pseudonyms do name somebody: the test above can fail. */
  @Test
  void withoutPseudonymsRefusalsKeepTheirRecord() {
    var own = Town.of(FEED.formatted("", "").replaceAll("pseudonyms: .*\n", ""));
    var told =
        take(
            own.with("meters.csv", "meter,longitude,latitude\nM1,10.5,52.5\n"),
            "meter,t,kwh\nM1,2026-03-01T12:00:00Z,0.5\nM1,M1,0.5\n");

    assertThat(told.features).containsExactlyInAnyOrder("M1", "unreadable-time");
    assertThat(told.said).allMatch(one -> one.contains("M1"));
  }

  /** A table of two days, sent again after its first day has ended. */
  @Test
  void whatIsToldAgainAcrossABorderIsTheSame() {
    var table =
        """
        meter,t,kwh
        M1,2026-03-01T23:00:00Z,0.5
        M1,2026-03-02T00:00:00Z,0.6
        M1,2026-03-02T01:00:00Z,0.7
        """;
    var told = take(town(", rotate: PT24H"), table, table, table.replace("0.5", "0.4"));

    assertThat(told.features)
        .containsExactly(
            "p-20260302T00-ba1e25617c810dee7292",
            "p-20260303T00-712afd2836b07be43760",
            "p-20260303T00-712afd2836b07be43760",
            "duplicate",
            "duplicate",
            "duplicate",
            "duplicate",
            "duplicate",
            "p-20260302T00-ba1e25617c810dee7292");
  }

  /** What a register counts is the difference of two readings by one name. */
  @Test
  void aRegisterIsReadAnewByEachName() {
    var told =
        take(
            town(", rotate: PT24H", ", register: cumulative, rollover: 100000, most: 50"),
            """
            meter,t,kwh
            M1,2026-03-01T22:00:00Z,10
            M1,2026-03-01T23:00:00Z,11
            M1,2026-03-02T00:00:00Z,12
            M1,2026-03-02T01:00:00Z,13
            """);

    assertThat(told.features)
        .containsExactlyInAnyOrder(
            "first-reading",
            "p-20260302T00-ba1e25617c810dee7292",
            "first-reading",
            "p-20260303T00-712afd2836b07be43760");
  }

  @Test
  void aRegisterThatNamesSomebodyTwiceDoesNotSayWhom() {
    var file = "meter,longitude,latitude\nM1,10.5,52.5\nM1,10.5,52.5\n";

    assertThatThrownBy(() -> town("").with("meters.csv", file).decoder())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(
            "meters.csv line 3: the id (not shown, as the feed has pseudonyms) stands here and on"
                + " line 2")
        .hasMessageNotContaining("M1");
    assertThatThrownBy(() -> town("").with("meters.csv", "M1,10.5,52.5\n").decoder())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("needs the columns")
        .hasMessageNotContaining("M1");
  }
}
