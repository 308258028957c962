package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Lanes;
import citybrain.feed.SettingException;
import citybrain.geo.BoundingBox;
import citybrain.geo.Crs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CityFileTest {

  private static final String GOOD =
      """
      city: tiny-town                           # 1
      name: Tiny Town
      time-zone: Europe/Berlin
      bounding-box: [9.9, 55.8, 10.4, 56.3]
      synthetic: true                           # 5
      note: not a town
      zones:
        district:
          file: tiny/districts.geojson
          id-property: code                     # 10
          name-property: name
          crs: EPSG:25832
        h3:
          resolution: 8
      rules:                                    # 15
        water.night-leak:
          nights: 10
      replay:
        starts: 2014-08-25T00:00
        history: P1D                            # 20
      feeds:
        pressures:
          kind: battledim-scada
          source: tiny/pressures*.csv.gz
          clock: Timestamp                      # 25
          time-zone: UTC
          shift-weeks: -194
          crs: EPSG:25832
          lateness: PT6H
          placed: true                          # 30
          origin: L-Town
          licence: CC BY 4.0
          unit: m
          property: pressure
        traffic:                                # 35
          kind: citypulse-traffic
      """;

  private static CityFile parse(String text) {
    return CityFile.parse("tiny.yaml", text, FakeKind.ALL);
  }

  private static void refuses(String found, String instead, String message) {
    assertThat(GOOD).contains(found);
    assertThatThrownBy(() -> parse(GOOD.replace(found, instead)))
        .isInstanceOf(SettingException.class)
        .hasMessage(message);
  }

  @Test
  void readsEverything() {
    var city = parse(GOOD);

    assertThat(city)
        .returns("tiny-town", CityFile::city)
        .returns("Tiny Town", CityFile::name)
        .returns(ZoneId.of("Europe/Berlin"), CityFile::timeZone)
        .returns(new BoundingBox(9.9, 55.8, 10.4, 56.3), CityFile::bounds)
        .returns(true, CityFile::synthetic)
        .returns(Optional.of("not a town"), CityFile::note)
        .returns(8, CityFile::h3Resolution)
        .returns(
            List.of(
                new RuleSpec(
                    "water.night-leak",
                    Map.of("nights", "10"),
                    "tiny.yaml:16",
                    Map.of("nights", "tiny.yaml:17"))),
            CityFile::rules)
        .returns(Optional.of(LocalDateTime.of(2014, 8, 25, 0, 0)), CityFile::replayStart)
        .returns(Optional.of(Duration.ofDays(1)), CityFile::history);
    assertThat(city.zones())
        .containsExactly(
            new ZoneLayerSpec(
                "district",
                "tiny/districts.geojson",
                "code",
                "name",
                "EPSG:25832",
                Optional.empty(),
                Optional.empty(),
                "tiny.yaml:8"));
    var pressures = city.findFeed("pressures").orElseThrow();
    assertThat(pressures)
        .isEqualTo(
            new FeedSpec(
                "pressures",
                "battledim-scada",
                Optional.of("tiny/pressures*.csv.gz"),
                Optional.empty(),
                Optional.of("Timestamp"),
                ZoneId.of("UTC"),
                -194,
                "EPSG:25832",
                Duration.ofHours(6),
                Duration.ZERO,
                Duration.ofMinutes(15),
                false,
                Lanes.ONE,
                Optional.empty(),
                true,
                Optional.of("L-Town"),
                Optional.of("CC BY 4.0"),
                Map.of("unit", "m", "property", "pressure"),
                pressures.declaration(),
                "tiny.yaml:22"));
  }

  @Test
  void knowsWhatToAssume() {
    var traffic = parse(GOOD).findFeed("traffic").orElseThrow();

    assertThat(traffic.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(traffic.shiftWeeks()).isZero();
    assertThat(traffic.crs()).isEqualTo("EPSG:4326");
    assertThat(traffic.lateness()).isEqualTo(Duration.ofMinutes(5));
    assertThat(traffic.placed()).isFalse();
    assertThat(traffic.sourcePattern()).isEmpty();
    assertThat(parse(GOOD.replaceAll("(?s)zones:.*feeds:", "feeds:")))
        .returns(9, CityFile::h3Resolution)
        .returns(Optional.empty(), CityFile::history);
  }

  @Test
  void setsFeedsUp() {
    var city =
        parse(
            GOOD.replace(
                "kind: citypulse-traffic", "kind: citypulse-traffic\n    features: f.csv"));
    var setup = city.feeds().get(1).setup(city, path -> path.getBytes(StandardCharsets.UTF_8));

    assertThat(setup.city()).isEqualTo("tiny-town");
    assertThat(setup.feed()).isEqualTo("traffic");
    assertThat(setup.crs()).isSameAs(Crs.WGS84);
    assertThat(setup.require("features")).isEqualTo("f.csv");
    assertThat(setup.files().read("f.csv")).asString().isEqualTo("f.csv");
  }

  @Test
  void namesTheLineOfAFeedThatCannotBeOpened() {
    var city = parse(GOOD);
    var traffic = city.feeds().get(1);
    var kind = FakeKind.ALL.iterator().next();

    assertThatThrownBy(() -> traffic.open(kind, city, path -> new byte[0]))
        .isInstanceOf(SettingException.class)
        .hasMessage("tiny.yaml:35: feeds.traffic: features are missing");
  }

  @Test
  void namesTheLineOfACrsThatDoesNotExist() {
    var city = parse(GOOD.replace("crs: EPSG:25832", "crs: EPSG:99999"));

    assertThatThrownBy(() -> city.feeds().get(0).setup(city, path -> new byte[0]))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "tiny.yaml:22: feeds.pressures.crs: unknown CRS 'EPSG:99999': expected an EPSG code such"
                + " as EPSG:25832");
  }

  @Test
  void refusesKeysItDoesNotKnow() {
    refuses(
        "time-zone: Europe/Berlin",
        "timezone: Europe/Berlin",
        "tiny.yaml:3: unknown key 'timezone'; allowed: bounding-box, city, corridors, feeds, holidays, name,"
            + " note, observed-properties, replay, rules, shift-weeks, synthetic, time-zone, zones; did you mean 'time-zone'?");
    refuses(
        "lateness: PT6H",
        "latenes: PT6H",
        "tiny.yaml:29: feeds.pressures: unknown key 'latenes'; allowed: clock, crs, features, interval, kind,"
            + " lanes, lanes-before, lanes-since, lateness, licence, network, origin, overlap, placed, poll,"
            + " poll-allow-hosts, poll-every, poll-header, poll-limit,"
            + " poll-timeout, property, pseudonyms, shift-weeks, source, time-zone, unit; did you mean"
            + " 'lateness'?");
    refuses(
        "lateness: PT6H",
        "lateness: PT6H\n    lanes: 65",
        "tiny.yaml:30: feeds.pressures.lanes is '65'; expected a number of lanes from 1 to 64");
    refuses(
        "lateness: PT6H",
        "lateness: PT6H\n    lanes: 4\n    lanes-before: 2",
        "tiny.yaml:22: feeds.pressures: the key 'lanes-since' is missing; expected an instant such as"
            + " 2026-12-01T00:00:00Z, because 'lanes-before' is there");
    refuses(
        "kind: citypulse-traffic",
        "kind: citypulse-traffic\n    unit: m",
        "tiny.yaml:37: feeds.traffic: unknown key 'unit'; allowed: clock, crs, features, interval, kind,"
            + " lanes, lanes-before, lanes-since, lateness, licence, max-age, max-ahead, origin, overlap, placed,"
            + " poll, poll-allow-hosts, poll-every, poll-header,"
            + " poll-limit, poll-timeout, pseudonyms, shift-weeks, source, time-zone");
    refuses(
        "id-property: code",
        "id: code",
        "tiny.yaml:10: zones.district: unknown key 'id'; allowed: crs, file, id-property,"
            + " licence, name-property, origin");
    refuses(
        "resolution: 8",
        "resolutoin: 8",
        "tiny.yaml:14: zones.h3: unknown key 'resolutoin'; allowed: resolution; did you mean"
            + " 'resolution'?");
    refuses(
        "starts: 2014",
        "start: 2014",
        "tiny.yaml:19: replay: unknown key 'start'; allowed: history, starts; did you mean 'starts'?");
  }

  @Test
  void refusesKindsAndUnitsItDoesNotKnow() {
    refuses(
        "kind: citypulse-traffic",
        "kind: citypulse-trafic",
        "tiny.yaml:36: feeds.traffic.kind is 'citypulse-trafic'; expected one of battledim-scada,"
            + " citypulse-parking, citypulse-traffic, citypulse-weather, gtfs-rt-trip-updates,"
            + " gtfs-rt-vehicle-positions, meter-readings, prsa-air, transformer-totals; did you mean"
            + " 'citypulse-traffic'?");
    refuses(
        "unit: m",
        "unit: m3/hour",
        "tiny.yaml:33: feeds.pressures.unit is 'm3/hour'; expected one of L/h, L/s, m, m3/h");
    refuses(
        "unit: m",
        "unit: l/s",
        "tiny.yaml:33: feeds.pressures.unit is 'l/s'; expected one of L/h, L/s, m, m3/h; did you mean"
            + " 'L/s'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          lateness: PT6H | lateness: 6 hours | 29: feeds.pressures.lateness is '6 hours'; expected a duration such as PT15M or P1D
          lateness: PT6H | lateness: -PT6H | 29: feeds.pressures.lateness is '-PT6H'; expected a duration such as PT15M or P1D, not negative
          history: P1D | history: P1M | 20: replay.history is 'P1M'; expected a duration such as PT15M or P1D
          Europe/Berlin | Europe/Berlim | 3: time-zone is 'Europe/Berlim'; expected an IANA time zone such as Europe/Copenhagen; did you mean 'Europe/Berlin'?
          time-zone: UTC | time-zone: Mars/Base | 26: feeds.pressures.time-zone is 'Mars/Base'; expected an IANA time zone such as Europe/Copenhagen
          [9.9, 55.8, 10.4, 56.3] | [10.4, 55.8, 9.9, 56.3] | 4: bounding-box is '[10.4, 55.8, 9.9, 56.3]'; expected [west, south, east, north] in degrees, south before north, and west before east but across the 180th meridian
          [9.9, 55.8, 10.4, 56.3] | [9.9, 56.3, 10.4, 55.8] | 4: bounding-box is '[9.9, 56.3, 10.4, 55.8]'; expected [west, south, east, north] in degrees, south before north, and west before east but across the 180th meridian
          [9.9, 55.8, 10.4, 56.3] | [9.9, 55.8, 10.4] | 4: bounding-box is '[9.9, 55.8, 10.4]'; expected [west, south, east, north] in degrees, south before north, and west before east but across the 180th meridian
          [9.9, 55.8, 10.4, 56.3] | [9.9, 55.8, 10.4, 156] | 4: bounding-box is '[9.9, 55.8, 10.4, 156]'; expected [west, south, east, north] in degrees, south before north, and west before east but across the 180th meridian
          [9.9, 55.8, 10.4, 56.3] | [9.9, NaN, 10.4, x] | 4: bounding-box is '[9.9, NaN, 10.4, x]'; expected [west, south, east, north] in degrees, south before north, and west before east but across the 180th meridian
          [9.9, 55.8, 10.4, 56.3] | 9.9 | 4: bounding-box is not a list; expected [west, south, east, north] in degrees, south before north, and west before east but across the 180th meridian
          shift-weeks: -194 | shift-weeks: 1.5 | 27: feeds.pressures.shift-weeks is '1.5'; expected a whole number of weeks such as -194
          placed: true | placed: yes | 30: feeds.pressures.placed is 'yes'; expected one of false, true
          resolution: 8 | resolution: 16 | 14: zones.h3.resolution is '16'; expected a whole number from 0 to 15
          resolution: 8 | resolution: fine | 14: zones.h3.resolution is 'fine'; expected a whole number from 0 to 15
          crs: EPSG:25832 | crs: UTM32 | 12: zones.district.crs is 'UTM32'; expected an EPSG code such as EPSG:25832
          starts: 2014-08-25T00:00 | starts: 25.8.2014 | 19: replay.starts is '25.8.2014'; expected a local time such as 2014-08-25T00:00
          city: tiny-town | city: Tiny | 1: city is 'Tiny'; expected a name of small letters, digits and hyphens
          "  traffic:" | "  Traffic:" | 35: feeds: 'Traffic'; expected the name of a feed of small letters, digits and hyphens
          source: tiny/pressures*.csv.gz | source: a.csv!b | 24: feeds.pressures.source is 'a.csv!b'; expected a file, folder, glob, or entries of a zip or tar such as data.zip!logs/*.csv
          note: not a town | note: | 6: note has no value; expected a value, or no such key
          note: not a town | "note: [a, b]" | 6: note is not a single value; expected one value
          name: Tiny Town | name: !!java/net.URL x | 2: the tag 'tag:yaml.org,2002:java/net.URL' is not allowed
          note: not a town | "name: Twice" | 6: name stands here and on line 2; expected it once
          city: tiny-town | city: *town | 1: aliases (*name) are not allowed; write the value out
          city: tiny-town | city: &town tiny | 1: anchors (&town) are not allowed
          nights: 10 | nights: [1, 2] | 17: rules.water.night-leak.nights is not a single value; expected one value
          """)
  void namesLineKeyValueAndWhatIsAllowed(String found, String instead, String message) {
    refuses(found, instead, "tiny.yaml:" + message);
  }

  @Test
  void asksForWhatIsMissing() {
    refuses(
        "    kind: citypulse-traffic",
        "    features: x",
        "tiny.yaml:35: feeds.traffic: the key 'kind' is missing; expected one of citypulse-traffic,"
            + " citypulse-parking, citypulse-weather, battledim-scada, meter-readings,"
            + " transformer-totals, prsa-air, gtfs-rt-vehicle-positions, gtfs-rt-trip-updates");
    refuses(
        "time-zone: Europe/Berlin",
        "",
        "tiny.yaml:1: the key 'time-zone' is missing; expected one such as Europe/Copenhagen");
    refuses(
        "    kind: citypulse-traffic",
        "    just words",
        "tiny.yaml:35: feeds.traffic is not a map; expected keys and values");
    assertThatThrownBy(() -> parse(GOOD.substring(0, GOOD.indexOf("feeds:"))))
        .hasMessage(
            "tiny.yaml:1: the key 'feeds' is missing; expected a map of feeds by their name");
  }

  @Test
  void refusesWhatIsNotYaml() {
    assertThatThrownBy(() -> parse("")).hasMessage("tiny.yaml: the file is empty");
    assertThatThrownBy(() -> parse("just words"))
        .hasMessage("tiny.yaml:1: the file is not a map; expected keys and values");
    assertThatThrownBy(() -> parse("city: a\nname: [b\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("tiny.yaml:3: not YAML: ");
    assertThatThrownBy(() -> parse("city: a\n\tname: b\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("tiny.yaml:2: not YAML: ");
    assertThatThrownBy(() -> parse("city: \u0000"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("tiny.yaml: not YAML: ");
    assertThatThrownBy(() -> parse("a: 1\n---\nb: 2\n"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("tiny.yaml");
  }

  @Test
  void refusesWhatIsMadeToHurt() {
    assertThatThrownBy(() -> parse("[".repeat(100_000)))
        .hasMessage("tiny.yaml:1: nested deeper than 16 levels");
    assertThatThrownBy(() -> parse("city: " + "x".repeat(1 << 20)))
        .hasMessage("tiny.yaml: 1048582 characters; expected at most 1048576");
    assertThatThrownBy(() -> parse("a: &a [x, x]\nb: &b [*a, *a]\n"))
        .hasMessage("tiny.yaml:1: anchors (&a) are not allowed");
  }
}
