package citybrain.feed.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import citybrain.feed.Reason;
import citybrain.feed.SettingException;
import citybrain.feed.Town;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What numbers mean: sentinels, noise, units by row, columns that are features, registers. */
class DeclaredValuesTest {

  private static final String ARRIVAL = "2024-10-27T05:00:00Z";
  private static final String AT = ",2024-10-27T04:00Z,";

  private static final String WIDE =
      """
      kind: table
      feature: {column: s}
      time: {column: t, format: iso}
      missing: [NA, "-999", "9999,5"]
      values:
        pm: {property: PM2_5, unit: ug/m3}
        level: {property: WATER_LEVEL, unit: cm}
      """;

  private static final String LONG =
      """
      kind: table
      feature: {column: s}
      time: {column: t, format: iso}
      long-values:
        column: v
        property-column: p
        unit-column: u
        units: {Mikrogramm: ug/m3}
        properties:
          o3: {property: OZONE}
          no2: {property: NITROGEN_DIOXIDE, unit: "[ppb]"}
          temp: {property: AIR_TEMPERATURE}
      """;

  @Test
  void missingNumbersAreMissingHoweverTheyAreWritten() {
    for (var word : new String[] {"NA", "-999", "-999.0", "-999.00", "-9.99e2", "9999.5", ""}) {
      var collected = Town.of(WIDE).decode(ARRIVAL, "s,t,pm,level\nA" + AT + word + "," + word);
      assertThat(collected.observations).as(word).isEmpty();
      assertThat(collected.rejected).as(word).isEmpty();
    }
    assertThat(Town.of(WIDE).tell(ARRIVAL, "s,t,pm,level\nA" + AT + "NaN,-998.9\n"))
        .containsExactly("A WATER_LEVEL 2024-10-27T04:00:00Z -9.989", "not-finite");
  }

  @Test
  void aLittleLessThanNoDustIsNoiseAndKept() {
    var rows =
        "s,t,pm,level\nA" + AT + "-2.4,\nA" + AT + "0,\nA" + AT + "-10,\nA" + AT + "-10.1,\n";
    var collected = Town.of(WIDE).decode(ARRIVAL, rows);
    assertThat(collected.observations)
        .extracting(one -> one.result() + " " + one.quality())
        .containsExactly(
            "-2.4 " + Quality.SUSPECT, "0.0 " + Quality.GOOD, "-10.0 " + Quality.SUSPECT);
    assertThat(collected.reasons()).containsExactly(Reason.OUT_OF_RANGE);
  }

  @Test
  void aRowMaySayItsUnit() {
    var rows =
        """
        s,t,p,v,u
        A,2024-10-27T04:00Z,o3,64.2,µg/m³
        B,2024-10-27T04:00Z,o3,0.032,ppm
        C,2024-10-27T04:00Z,o3,64.2,Mikrogramm
        D,2024-10-27T04:00Z,no2,10,
        E,2024-10-27T04:00Z,temp,50,°F
        F,2024-10-27T04:00Z,o3,64.2,
        G,2024-10-27T04:00Z,o3,64.2,kg
        H,2024-10-27T04:00Z,temp,20,ppm
        I,2024-10-27T04:00Z,o3,,ppm
        """;
    var collected = Town.of(LONG).decode(ARRIVAL, rows);
    assertThat(collected.observations).hasSize(5);
    assertThat(collected.observations.get(0).result()).isEqualTo(64.2);
    assertThat(collected.observations.get(1).result()).isCloseTo(63.85, withPercentage(0.01));
    assertThat(collected.observations.get(2).result()).isEqualTo(64.2);
    assertThat(collected.observations.get(3).result()).isCloseTo(19.125, withPercentage(0.01));
    assertThat(collected.observations.get(4).result()).isCloseTo(10, withPercentage(0.01));
    assertThat(collected.reasons()).hasSize(3).containsOnly(Reason.UNKNOWN_UNIT);
    assertThat(collected.rejected.get(1).field()).isEqualTo("u");
    assertThat(collected.rejected.get(1).detail()).contains("[ppm]").contains("ug/m3");
  }

  @Test
  void gasesAreCountedInTheStateThatIsDeclared() {
    var at25 = LONG + "gas: {temperature: 25, pressure: 1013.25}\n";
    var rows = "s,t,p,v,u\nB,2024-10-27T04:00Z,o3,0.032,ppm\n";
    assertThat(Town.of(at25).decode(ARRIVAL, rows).observations.get(0).result())
        .isCloseTo(62.78, withPercentage(0.01)); // 1962 ug/m3 a ppm, 40 CFR 50
    assertThatThrownBy(() -> Town.of(LONG + "gas: {temperature: 298}\n").open())
        .hasMessageContaining("gas.temperature is '298'; expected Cel of the air");
    assertThatThrownBy(() -> Town.of(LONG + "gas: {temperature: 25}\n").open())
        .hasMessageContaining("the key 'pressure' is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "WATER_FLOW, '[gal_us]/min', 410, 25.8670",
    "WATER_FLOW, '10*6.[gal_us]/d', 1, 43.8126",
    "WATER_FLOW, '[acr_us].[ft_us]/d', 1, 14.2765",
    "WATER_FLOW, '[cft_i]/s', 1, 28.3168",
    "WATER_PRESSURE, '[psi]', 62.5, 43.9419",
    "TRAFFIC_SPEED, '[mi_i]/h', 60, 96.5606",
    "AIR_TEMPERATURE, '[degF]', 50, 10",
    "AIR_PRESSURE, '[in_i''Hg]', 29.92, 1013.21",
    "ELECTRIC_ENERGY, GW.h, 1, 1000000",
  })
  void unitsOfTheUnitedStatesAreConverted(
      ObservedProperty property, String unit, double number, double result) {
    assertThat(Objects.requireNonNull(Units.into(property).get(unit)).of(number))
        .isCloseTo(result, withPercentage(0.001));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WATER_FLOW | gpm | did you mean '[gal_us]/min'?",
        "WATER_FLOW | MGD | did you mean '10*6.[gal_us]/d'?",
        "WATER_PRESSURE | psi | did you mean '[psi]'?",
        "ELECTRIC_ENERGY | kWh | did you mean 'kW.h'?",
        "ELECTRIC_ENERGY | kW | 'kW' is a unit of power",
        "ELECTRIC_ENERGY | MW | 'MW' is a unit of power",
        "WATER_FLOW | m3 | 'm3' is a unit of volume",
        "WATER_FLOW | gal | 'gal' is a unit of volume",
        "WIND_SPEED | km | 'km' is a unit of length",
        "PM2_5 | ppm | 'ppm' is a unit of parts of a gas",
        "OZONE | ppm | did you mean '[ppm]'?",
      })
  void aWrongUnitIsAnsweredByOneOfItsOwnDimension(String property, String unit, String hint) {
    var feed = WIDE.replace("pm: {property: PM2_5, unit: ug/m3}", "pm: {property: %s, unit: %s}");
    assertThatThrownBy(() -> Town.of(feed.formatted(property, unit)).open())
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("town.yaml:12: feeds.f.values.pm.unit is '" + unit + "'")
        .message()
        .endsWith("; " + hint);
  }

  @Test
  void spellingsOfUnitsMustStandForUnits() {
    assertThatThrownBy(() -> Town.of(LONG.replace("ug/m3}", "psi}")).open())
        .hasMessageContaining("units.Mikrogramm is 'psi'")
        .hasMessageContaining("did you mean '[psi]'?");
    assertThatThrownBy(() -> Town.of(LONG.replaceAll("(?m)^  unit-column: u\n", "")).open())
        .hasMessageContaining("the key 'unit-column' is missing");
    assertThatThrownBy(() -> Town.of(LONG.replaceAll("(?m)^  unit(s|-column): .*\n", "")).open())
        .hasMessageContaining("the key 'unit' is missing");
  }

  @Test
  void twoColumnsOfOnePropertyAreTwoFeatures() {
    var both =
        WIDE.replace("pm: {property: PM2_5, unit: ug/m3}", "two: {property: WATER_LEVEL, unit: m}");
    assertThatThrownBy(() -> Town.of(both).open())
        .hasMessageStartingWith("town.yaml:13: feeds.f.values.level.property is 'WATER_LEVEL'")
        .hasMessageContaining("'two'")
        .hasMessageContaining("say 'feature' for each");
    var apart =
        both.replaceAll("(?m)^feature: .*\n", "").replaceAll("unit: c?m}", "unit: m, feature: %s}");
    var rows = "t,two,level\n2024-10-27T04:00Z,8.7,10.2\n2024-10-27T04:15Z,,10.3\n";
    assertThat(Town.of(apart.formatted("dma-1", "dma-2")).tell(ARRIVAL, rows))
        .containsExactly(
            "dma-1 WATER_LEVEL 2024-10-27T04:00:00Z 8.7",
            "dma-2 WATER_LEVEL 2024-10-27T04:00:00Z 10.2",
            "dma-2 WATER_LEVEL 2024-10-27T04:15:00Z 10.3");
    assertThatThrownBy(() -> Town.of(apart.formatted("dma-1", "dma-1")).open())
        .hasMessageContaining("another than that of the column 'two'");
    assertThatThrownBy(
            () -> Town.of(apart.replaceFirst(", feature: %s", "").formatted("dma-2")).open())
        .hasMessageContaining("the key 'feature' is missing");
    assertThatThrownBy(() -> Town.of("feature: {column: s}\n" + apart.formatted("a", "b")).open())
        .hasMessageContaining("columns under 'values' say their feature");
  }

  @Test
  void registersSayEachFeatureOnce() {
    var feed = WIDE + "features: p.csv\n";
    var twice = "s,longitude,latitude\nA,10,52\nB,10,52\nA,10.5,52.5\n";
    assertThatThrownBy(() -> Town.of(feed).with("p.csv", twice).open())
        .hasMessageContaining("file p.csv line 4: the id 'A' stands here and on line 2");
    var commas = "separator: \";\"\ndecimal-sign: \",\"\n" + feed;
    assertThat(
            Town.of(commas)
                .with("p.csv", "s;longitude;latitude\nA;10,5;52,25\n")
                .decode(ARRIVAL, "s;t;pm;level\nA;2024-10-27T04:00Z;1,5;\n")
                .observations
                .get(0)
                .position())
        .isEqualTo(new citybrain.geo.Position(10.5, 52.25));
    assertThatThrownBy(() -> Town.of(commas).with("p.csv", "s;x;y\nA;1;2\n").open())
        .hasMessageContaining("needs the columns [s, longitude, latitude], has [s, x, y]");
  }

  @Test
  void aMultiPointOfOnePointIsAPoint() {
    var feed = WIDE + "features: p.geojson\n";
    var points =
        """
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"s": "A"},
        "geometry": {"type": "MultiPoint", "coordinates": [[10.5, 52.5]%s]}}]}
        """;
    var one = Town.of(feed).with("p.geojson", points.formatted(""));
    assertThat(one.decode(ARRIVAL, "s,t,pm,level\nA" + AT + "1,\n").observations.get(0).position())
        .isEqualTo(new citybrain.geo.Position(10.5, 52.5));
    assertThatThrownBy(
            () -> Town.of(feed).with("p.geojson", points.formatted(",[10.6, 52.5]")).open())
        .hasMessageContaining("expected one point, found 2");
  }
}
