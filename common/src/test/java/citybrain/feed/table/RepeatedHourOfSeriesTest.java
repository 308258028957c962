package citybrain.feed.table;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.Town;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Berlin on 2024-10-27: 02:00 first at 00:00Z, then again at 01:00Z. A pass is that of a series.
 */
class RepeatedHourOfSeriesTest {

  private static final String LONG =
      """
      kind: table
      feature: {column: s}
      time: {column: t, format: iso}
      long-values:
        column: v
        property-column: p
        properties:
          NO2: {property: NITROGEN_DIOXIDE, unit: ug/m3}
          PM10: {property: PM10, unit: ug/m3}
      """;

  private static final String WIDE =
      """
      kind: table
      feature: {column: s}
      time: {column: t, format: iso}
      missing: [NA]
      values:
        no2: {property: NITROGEN_DIOXIDE, unit: ug/m3}
        pm10: {property: PM10, unit: ug/m3}
      """;

  private static final List<String> BOTH_PASSES =
      List.of(
          "A NITROGEN_DIOXIDE 2024-10-27T00:00:00Z 20.0",
          "A PM10 2024-10-27T00:00:00Z 21.0",
          "A NITROGEN_DIOXIDE 2024-10-27T01:00:00Z 30.0",
          "A PM10 2024-10-27T01:00:00Z 31.0");

  @Test
  void inALongTableEachPropertyHasItsPasses() {
    var rows =
        """
        s,t,p,v
        A,2024-10-27 02:00,NO2,20
        A,2024-10-27 02:00,PM10,21
        A,2024-10-27 02:00,NO2,30
        A,2024-10-27 02:00,PM10,31
        """;
    assertThat(Town.of(LONG).tell("2024-10-27T05:00:00Z", rows)).isEqualTo(BOTH_PASSES);
  }

  @Test
  void inAWideTableOnlyColumnsWithValuesCount() {
    var rows =
        """
        s,t,no2,pm10
        A,2024-10-27 02:00,20,NA
        A,2024-10-27 02:00,,21
        A,2024-10-27 02:00,30,
        A,2024-10-27 02:00,NA,31
        """;
    assertThat(Town.of(WIDE).tell("2024-10-27T05:00:00Z", rows)).isEqualTo(BOTH_PASSES);
  }

  @Test
  void inJsonLinesTheSameHolds() {
    var rows =
        """
        {"s": "A", "t": "2024-10-27 02:00", "p": "NO2", "v": 20}
        {"s": "A", "t": "2024-10-27 02:00", "p": "PM10", "v": 21}
        {"s": "A", "t": "2024-10-27 02:00", "p": "NO2", "v": 30}
        {"s": "A", "t": "2024-10-27 02:00", "p": "PM10", "v": 31}
        """;
    var town = Town.of(LONG.replace("kind: table", "kind: json-lines"));
    assertThat(town.tell("2024-10-27T05:00:00Z", rows)).isEqualTo(BOTH_PASSES);
  }

  @Test
  void aCopyBeforeTheSecondPassIsACopy() {
    var rows = "s,t,no2,pm10\nA,2024-10-27 02:00,20,\nA,2024-10-27 02:00,20,\n";
    assertThat(Town.of(WIDE).tell("2024-10-27T00:01:00Z", rows))
        .containsExactly(
            "A NITROGEN_DIOXIDE 2024-10-27T00:00:00Z 20.0",
            "A NITROGEN_DIOXIDE 2024-10-27T00:00:00Z 20.0");
  }

  @Test
  void aRowWithoutTimeDoesNotHideThatAMessageIsNewsOfTheSecondPass() {
    var rows = "s,t,no2,pm10\nA,when,20,\nA,2024-10-27 02:00,30,\n";
    assertThat(Town.of(WIDE).tell("2024-10-27T01:01:00Z", rows))
        .containsExactly("A NITROGEN_DIOXIDE 2024-10-27T01:00:00Z 30.0", "unreadable-time");
  }

  @Test
  void aSenderIsToldWhichSeriesARowTells() {
    var clock = Town.of(LONG).clock();
    assertThat(clock.seriesOf("s,t,p,v", "A,2024-10-27 02:00,NO2,20"))
        .isEqualTo(clock.seriesOf("s,t,p,v", "A,2024-10-27 02:00,NO2,30"))
        .isNotEqualTo(clock.seriesOf("s,t,p,v", "A,2024-10-27 02:00,PM10,20"))
        .isNotEqualTo(clock.seriesOf("s,t,p,v", "B,2024-10-27 02:00,NO2,20"))
        .hasSize(1);
    var wide = Town.of(WIDE).clock();
    assertThat(wide.seriesOf("s,t,no2,pm10", "A,2024-10-27 02:00,20,21")).hasSize(2);
    assertThat(wide.seriesOf("s,t,no2,pm10", "A,2024-10-27 02:00,NA,21")).hasSize(1);
    assertThat(wide.seriesOf("s,t,no2,pm10", "A")).isEmpty();
    var json = Town.of(LONG.replace("kind: table", "kind: json-lines")).clock();
    var line = "{\"s\": \"A\", \"t\": \"2024-10-27 02:00\", \"p\": \"NO2\", \"v\": 20}";
    assertThat(json.seriesOf("", line)).hasSize(1);
    assertThat(json.secondTimeOf("", line))
        .contains(java.time.Instant.parse("2024-10-27T01:00:00Z"));
    assertThat(json.seriesOf("", "[]")).isEmpty();
  }
}
