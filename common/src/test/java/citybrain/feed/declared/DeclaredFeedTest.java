package citybrain.feed.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.feed.Collected;
import citybrain.feed.Feed;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.SettingException;
import citybrain.observation.ObservedProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Feeds declared in a city file: what is refused at start, and what is only refused line by line.
 */
class DeclaredFeedTest {

  private static final String CITY =
      """
      city: town
      name: Town
      time-zone: Europe/Berlin
      bounding-box: [10, 52, 11, 53]
      feeds:
        roads:
          kind: table
          feature: {column: road}
          time: {column: at, format: iso}
          values:
            kmh: {property: TRAFFIC_SPEED, unit: km/h}
      """;

  private static final Instant ARRIVAL = Instant.parse("2014-08-01T12:00:00Z");

  private static Feed open(String yaml) {
    var city = CityFile.parse("town.yaml", yaml, Feeds.ALL);
    var spec = city.findFeed("roads").orElseThrow();
    var kind = Feeds.find(spec.kind()).orElseThrow();
    return spec.open(
        kind,
        city,
        path -> {
          throw new SettingException("no files here");
        });
  }

  private static Collected decode(Feed feed, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return Collected.of(feed, new RawMessage("town", "roads", "s", 2, ARRIVAL, 0, bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TRAFFIC_SPEED | TRAFIC_SPEED | 11 | did you mean 'TRAFFIC_SPEED'?",
        "unit: km/h | unit: kmh | 11 | expected one of [kn_i], [mi_i]/h, km/h, m/s; did you mean",
        "unit: km/h | unit: furlong | 11 | expected one of [kn_i], [mi_i]/h, km/h, m/s",
        ", unit: km/h | , required: true | 11 | the key 'unit' is missing",
        "property: TRAFFIC_SPEED, | required: true, | 11 | the key 'property' is missing",
        "unit: km/h | units: km/h | 11 | unknown key 'units'; allowed: feature, most, property,",
        "format: iso | format: isso | 9 | did you mean 'iso'?",
        "format: iso | format: DD.MM.YYYY hh:mm | 9 | did you mean 'dd.MM.yyyy HH:mm'?",
        "format: iso | format: dd.MM.yyyy HH:MM | 9 | did you mean 'dd.MM.yyyy HH:mm'?",
        "format: iso | format: yyyy-mm-dd | 9 | did you mean 'yyyy-MM-dd'?",
        "format: iso | format: 'HH:mm' | 9 | a pattern with year, month and day",
        "format: iso | format: bananas | 9 | iso, epoch-seconds, epoch-milliseconds or a pattern",
        "column: at, | column: at, columns: [a], | 9 | either column or columns",
        "column: at, | colum: at, | 9 | did you mean 'column'?",
        "{column: road} | {column: road, id: x} | 8 | either a column, or id and position",
        "{column: road} | {id: x, position: '10.2'} | 8 | longitude,latitude in degrees",
        "{column: road} | {id: x, position: '0,0'} | 8 | longitude,latitude in degrees",
        "feature: | featur: | 8 | did you mean 'feature'?",
        "kind: table | kind: tabel | 7 | did you mean 'table'?",
        "values: | long-values: | 11 | unknown key 'kmh'",
      })
  void mistakesAreRefusedAtStart(String right, String wrong, int line, String message) {
    assertThat(CITY).contains(right);
    assertThatThrownBy(() -> open(CITY.replace(right, wrong)))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("town.yaml:" + line + ":")
        .hasMessageContaining(message);
  }

  @Test
  void whatIsMissingOrTooMuchIsRefused() {
    assertThatThrownBy(() -> open(CITY.replaceAll("(?m)^.*(values|kmh):.*\n", "")))
        .hasMessageContaining("either values (by column) or long-values");
    assertThatThrownBy(() -> open(CITY.replaceAll("(?m)^ *time: .*\n", "")))
        .hasMessageContaining("town.yaml:6: feeds.roads: the key 'time' is missing");
    assertThatThrownBy(() -> open(CITY + "    separator: \":\"\n"))
        .hasMessageContaining("town.yaml:12: feeds.roads.separator is ':'");
    assertThatThrownBy(() -> open(CITY + "    decimal-sign: \",\"\n"))
        .hasMessageContaining("another sign than between the fields");
    assertThatThrownBy(() -> open(CITY.replaceAll("(?m)values:\n.*\n", "values: {}\n")))
        .hasMessageContaining("at least one column");
    assertThatThrownBy(() -> open(CITY + "    long-values: {}\n")).hasMessageContaining("either");
    var longer =
        CITY.replaceAll("(?m)values:\n.*\n", "long-values: {column: v, property-column: p, %s}\n");
    assertThatThrownBy(() -> open(longer.formatted("ignore: [x]")))
        .hasMessageContaining("the key 'properties' is missing");
    assertThatThrownBy(() -> open(longer.formatted("properties: {}")))
        .hasMessageContaining("at least one word");
    assertThatThrownBy(() -> open(CITY + "    features: places.csv\n"))
        .hasMessageContaining("no files here");
  }

  @Test
  void aKindThatIsDeclaredNeedsItsDeclaration() {
    var setup =
        new citybrain.feed.FeedSetup(
            "town",
            "roads",
            java.time.ZoneOffset.UTC,
            0,
            citybrain.geo.Crs.WGS84,
            java.util.Map.of(),
            path -> new byte[0]);
    assertThatThrownBy(() -> Feeds.find("table").orElseThrow().open(setup))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("needs its declaration in a city file");
  }

  @Test
  void aWrongTimeFormatRejectsEveryLineAndStopsNothing() {
    var feed = open(CITY.replace("format: iso", "format: MM/dd/yyyy HH:mm"));
    for (int message = 0; message < 3; message++) {
      var collected =
          decode(feed, "road,at,kmh\nA,01.08.2014 13:00,50\nB,01.08.2014 13:05,51\nC,,52\n");
      assertThat(collected.records).isEqualTo(3);
      assertThat(collected.observations).isEmpty();
      assertThat(collected.reasons()).containsOnly(Reason.UNREADABLE_TIME).hasSize(3);
      assertThat(collected.rejected.get(0).field()).isEqualTo("at");
      assertThat(collected.rejected.get(0).detail())
          .isEqualTo(
              "expected a time written MM/dd/yyyy HH:mm, such as 12/31/2014 23:50;"
                  + " this is written like d.M.yyyy H:mm");
    }
    assertThat(decode(feed, "road,at,kmh\nA,08/01/2014 13:00,50\n").observations).hasSize(1);
  }

  @Test
  void aColumnTheHeaderLacksIsSaidWithTheFirstMessage() {
    var collected = decode(open(CITY), "road,at,speed\nA,2014-08-01T13:00,50\n");
    assertThat(collected.reasons()).containsExactly(Reason.MISSING_COLUMN);
    assertThat(collected.rejected.get(0).detail()).contains("kmh");
  }

  @Test
  void theOnlyFeatureNeedsNoColumn() {
    var feed = open(CITY.replace("{column: road}", "{id: ring, position: '10.5, 52.5'}"));
    var one = decode(feed, "at,kmh\n2014-08-01T13:00,50\n").observations.get(0);
    assertThat(one.feature()).isEqualTo("ring");
    assertThat(one.position()).isEqualTo(new citybrain.geo.Position(10.5, 52.5));
    assertThat(one.phenomenonTime()).isEqualTo("2014-08-01T11:00:00Z");
    assertThat(one.procedure()).isEqualTo("roads");
  }

  @Test
  void instantsKeepTheirHourWhenMovedByWeeks() {
    var moved = CITY.replace("kind: table", "kind: table\n    shift-weeks: -20");
    var times =
        decode(
                open(moved),
                """
                road,at,kmh
                A,2014-08-15T11:00:00Z,50
                A,2014-08-15T13:00:00+02:00,50
                A,2014-08-15 13:00,50
                """)
            .observations
            .stream()
            .map(one -> one.phenomenonTime().toString())
            .toList();
    // Twenty weeks earlier it was winter time: one o'clock was noon in UTC.
    assertThat(times).hasSize(3).containsOnly("2014-03-28T12:00:00Z");
  }

  @Test
  void tabsSeparateAndZonesAreNamed() {
    var yaml = CITY + "    separator: tab\n    zone: {column: area, layer: district}\n";
    var collected =
        decode(open(yaml), "road\tat\tkmh\tarea\nA\t2014-08-01T13:00\t50\tC\nA\t2014-08-01\t5\t\n");
    assertThat(collected.observations).hasSize(2);
    assertThat(collected.observations.get(0).zone()).isEqualTo("district/C");
    assertThat(collected.observations.get(1).zone()).isEmpty();
  }

  @Test
  void keysWithDotsAreReachedByPointers() {
    var yaml =
        CITY.replace("kind: table", "kind: json-lines")
            .replace("kmh:", "/v.1/x~1y:")
            .replace("iso", "epoch-milliseconds");
    var line = "{\"road\": true, \"at\": 1406890800000, \"v.1\": {\"x/y\": 50.5}, \"z\": [1]}";
    var collected = decode(open(yaml), line + "\n{\"road\": 1, \"at\": 1406890800000}\n{}\n");
    assertThat(collected.observations.get(0).feature()).isEqualTo("true");
    assertThat(collected.observations.get(0).result()).isEqualTo(50.5);
    assertThat(collected.reasons()).containsExactly(Reason.MISSING_COLUMN, Reason.MISSING_COLUMN);
    assertThat(collected.rejected)
        .extracting(one -> one.field())
        .containsExactly("/v.1/x~1y", "road");
  }

  @Test
  void hostileJsonIsMalformed() {
    var feed = open(CITY.replace("kind: table", "kind: json-lines"));
    var deep = "{\"x\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    var longNumber = "{\"road\": " + "1".repeat(5_000) + "}";
    var tooLong = "{\"road\": \"" + "x".repeat(2_000_000) + "\"}";
    var collected = decode(feed, String.join("\n", deep, longNumber, tooLong, "{} {}", "null"));
    assertThat(collected.reasons())
        .containsExactly(
            Reason.MALFORMED,
            Reason.MALFORMED,
            Reason.RECORD_TOO_LARGE,
            Reason.MALFORMED,
            Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "WIND_SPEED, km/h, 36, 10",
    "WIND_SPEED, m/s, 3, 3",
    "AIR_TEMPERATURE, [degF], 212, 100",
    "AIR_TEMPERATURE, K, 273.15, 0",
    "AIR_PRESSURE, m[H2O], 10, 980.665",
    "WATER_PRESSURE, bar, 1, 10.19716",
    "NITROGEN_DIOXIDE, [ppb], 1, 1.9125",
    "CARBON_MONOXIDE, [ppm], 1, 1164.4",
    "ELECTRIC_ENERGY, MJ, 3.6, 1",
    "PARKING_OCCUPANCY_SHARE, 1, 0.5, 50",
    "WATER_FLOW, m3/d, 86.4, 1",
    "RAINFALL, [in_i], 1, 25.4",
    "TRAVEL_TIME, min, 2, 120",
    "ELECTRIC_POWER, MW, 1.5, 1500",
    "ELECTRIC_POWER, W, 500, 0.5",
  })
  void unitsAreConverted(ObservedProperty property, String unit, double number, double result) {
    var conversion = Objects.requireNonNull(Units.into(property).get(unit));
    assertThat(conversion.of(number))
        .isCloseTo(result, org.assertj.core.data.Percentage.withPercentage(0.01));
  }

  @Test
  void everyPropertyCanBeReadInItsOwnUnit() {
    for (var property : ObservedProperty.builtIns()) {
      assertThat(Units.into(property)).containsEntry(property.unit(), Conversion.NONE);
    }
  }
}
