package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.detection.CityCalendar;
import citybrain.detection.CityRule;
import citybrain.environment.AirIndex;
import citybrain.environment.AirQualityAlert;
import citybrain.environment.EnvironmentRules;
import citybrain.environment.Exceedance;
import citybrain.environment.Limit;
import citybrain.feed.SettingException;
import citybrain.transport.RoadCongestion;
import citybrain.water.PressureDrop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSpecTest {

  private static final Map<String, Record> RULES =
      Map.of(
          "environment.air-quality-index", AirQualityAlert.Settings.usual(),
          "environment.exceedance", Exceedance.Settings.usual(),
          "transport.road-congestion", RoadCongestion.Settings.of(CityCalendar.of("UTC")),
          "water.pressure-drop", PressureDrop.Settings.of(CityCalendar.of("UTC")));

  private static Record read(String rule, String threshold) {
    return city(rule, threshold).rules().get(0).settings(RULES);
  }

  private static CityFile city(String rule, String threshold) {
    var text =
        """
        city: tiny-town
        name: Tiny Town
        time-zone: Europe/Berlin
        bounding-box: [9.9, 55.8, 10.4, 56.3]
        feeds: {}
        rules:
          %s:
            %s
        """
            .formatted(rule, threshold);
    return CityFile.parse("tiny.yaml", text, FakeKind.ALL);
  }

  private static List<String> running(String rule, String threshold) {
    return EnvironmentRules.ALL.stream()
        .filter(city(rule, threshold)::runs)
        .map(CityRule::key)
        .distinct()
        .toList();
  }

  /** The index waits to be asked for; all others wait to be switched off. */
  @Test
  void whichRulesACityHas() {
    var index = "environment.air-quality-index";
    var limits = "environment.exceedance";

    assertThat(running("water.pressure-drop", "sensors: 2")).containsExactly(limits);
    assertThat(running(index, "enabled: true")).containsExactly(index, limits);
    assertThat(running(index, "index: china")).containsExactly(index, limits);
    assertThat(running(index, "enabled: false")).containsExactly(limits);
    assertThat(running(limits, "enabled: false")).isEmpty();
  }

  @Test
  void onlyWhatTheFileNamesIsChanged() {
    var usual = PressureDrop.Settings.of(CityCalendar.of("UTC"));
    var settings = (PressureDrop.Settings) read("water.pressure-drop", "least-metres: 0.75");

    assertThat(settings.leastMetres()).isEqualTo(0.75);
    assertThat(settings).usingRecursiveComparison().ignoringFields("leastMetres").isEqualTo(usual);
  }

  @Test
  void aThresholdMayBeAWord() {
    var settings = (Exceedance.Settings) read("environment.exceedance", "limits: chinese");

    assertThat(settings.limits()).isEqualTo(Limit.Law.CHINESE);
    var air = (AirQualityAlert.Settings) read("environment.air-quality-index", "index: us-epa");
    assertThat(air.index()).isEqualTo(AirIndex.US_EPA);
    assertThat(air.from()).isEqualTo(AirQualityAlert.Settings.usual().from());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          water.presure-drop | sensors: 2 | 7: rules: unknown rule 'water.presure-drop'; allowed: environment.air-quality-index, environment.exceedance, transport.road-congestion, water.pressure-drop; did you mean 'water.pressure-drop'?
          transport.road-congestion | open-ration: 0.5 | 8: rules.transport.road-congestion: unknown key 'open-ration'; allowed: calm-intervals, close-ratio, evidence, fall-ratio, fewest-vehicles, gradual-after-days, intervals, learning-rate, longest-hours, open-ratio, sigmas, silence-minutes, sudden-ratio; did you mean 'open-ratio'?
          transport.road-congestion | time-zone: UTC | 8: rules.transport.road-congestion: unknown key 'time-zone'; allowed: calm-intervals, close-ratio, evidence, fall-ratio, fewest-vehicles, gradual-after-days, intervals, learning-rate, longest-hours, open-ratio, sigmas, silence-minutes, sudden-ratio
          transport.road-congestion | silence-minutes: PT1H | 8: rules.transport.road-congestion.silence-minutes is 'PT1H'; expected a whole number of minutes, 1 or more, such as 60
          transport.road-congestion | intervals: 2.5 | 8: rules.transport.road-congestion.intervals is '2.5'; expected a whole number, 1 or more, such as 2
          transport.road-congestion | intervals: 0 | 8: rules.transport.road-congestion.intervals is '0'; expected a whole number, 1 or more, such as 2
          transport.road-congestion | sigmas: many | 8: rules.transport.road-congestion.sigmas is 'many'; expected a number of sigmas above 0, such as 3
          water.pressure-drop | least-metres: 30 kPa | 8: rules.water.pressure-drop.least-metres is '30 kPa'; expected a number of metres above 0, such as 0.3
          water.pressure-drop | least-metres: -1 | 8: rules.water.pressure-drop.least-metres is '-1'; expected a number of metres above 0, such as 0.3
          water.pressure-drop | least-metres: NaN | 8: rules.water.pressure-drop.least-metres is 'NaN'; expected a number of metres above 0, such as 0.3
          water.pressure-drop | least-metres: Infinity | 8: rules.water.pressure-drop.least-metres is 'Infinity'; expected a number of metres above 0, such as 0.3
          water.pressure-drop | plain-share: 10 | 8: rules.water.pressure-drop.plain-share is '10'; expected a number above 0 and at most 1, such as 0.1
          environment.air-quality-index | index: martian | 8: rules.environment.air-quality-index.index is 'martian'; expected one of european, us-epa, china
          environment.air-quality-index | from: 7 | 8: rules.environment.air-quality-index.from is '7'; expected a whole number, 1 or more and at most 6, such as 5
          environment.air-quality-index | from: 1 | 7: rules.environment.air-quality-index: from must be 2 or more, or alerts are always open
          environment.exceedance | limits: lunar | 8: rules.environment.exceedance.limits is 'lunar'; expected one of european, chinese
          transport.road-congestion | close-ratio: 0.5 | 7: rules.transport.road-congestion: close-ratio must lie above open-ratio, or alerts flap
          """)
  void namesLineKeyValueAndWhatIsAllowed(String rule, String threshold, String message) {
    assertThatThrownBy(() -> read(rule, threshold))
        .isInstanceOf(SettingException.class)
        .hasMessage("tiny.yaml:" + message);
  }
}
