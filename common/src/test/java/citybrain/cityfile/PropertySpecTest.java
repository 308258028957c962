package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.alerting.Severity;
import citybrain.detection.Threshold;
import citybrain.feed.SettingException;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties that a city declares, and the thresholds it sets on them. */
class PropertySpecTest {

  private static final String GOOD =
      """
      city: tiny-town                           # 1
      name: Tiny Town
      time-zone: Europe/Berlin
      bounding-box: [9.9, 55.8, 10.4, 56.3]
      observed-properties:                      # 5
        SOUND_PRESSURE_LEVEL:
          unit: dB
          domain: environment
          range: [0, 150]
          interval: PT1M                        # 10
          description: LAeq of a minute
        PEOPLE_COUNT:
          unit: "1"
          domain: transport
          range: [0, 10000]                     # 15
      rules:
        threshold:
          loud:
            property: SOUND_PRESSURE_LEVEL
            above: 85                           # 20
            for: PT10M
            clear: 5
            severity: severe
            silence: PT2H
          crowd:                                # 25
            property: PEOPLE_COUNT
            above: 400
            below: 1
      feeds:
        traffic:                                # 30
          kind: citypulse-traffic
      """;

  private static CityFile parse(String file, String text) {
    return CityFile.parse(file, text, FakeKind.ALL);
  }

  @Test
  void readsEverything() {
    var city = parse("tiny.yaml", GOOD);
    var sound =
        ObservedProperty.declared(
            "SOUND_PRESSURE_LEVEL", Domain.ENVIRONMENT, "dB", 0, 150, Duration.ofMinutes(1));
    var people =
        ObservedProperty.declared("PEOPLE_COUNT", Domain.TRANSPORT, "1", 0, 10_000, Duration.ZERO);

    assertThat(city.observedProperties())
        .containsExactly(
            new PropertySpec(sound, Optional.of("LAeq of a minute"), "tiny.yaml:6"),
            new PropertySpec(people, Optional.empty(), "tiny.yaml:12"));
    assertThat(city.thresholds())
        .containsExactly(
            new Threshold(
                "loud",
                sound,
                85.0,
                null,
                Duration.ofMinutes(10),
                5,
                Severity.SEVERE,
                Duration.ofHours(2),
                "tiny.yaml:18"),
            new Threshold(
                "crowd",
                people,
                400.0,
                1.0,
                Duration.ZERO,
                0,
                Severity.MODERATE,
                Duration.ofHours(6),
                "tiny.yaml:25"));
    assertThat(city.rules()).isEmpty();
    assertThat(city.vocabulary().find("PEOPLE_COUNT")).containsSame(people);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  SOUND_PRESSURE_LEVEL:'| '  Sound:' | tiny.yaml:6: observed-properties: 'Sound'; expected"
            + " a name of capital letters",
        "'  PEOPLE_COUNT:'| '  PM10:' | tiny.yaml:12: observed-properties: 'PM10'; expected the name"
            + " of no property that is built in",
        "unit: dB | unit: dBA | tiny.yaml:7: observed-properties.SOUND_PRESSURE_LEVEL.unit is"
            + " 'dBA'; expected one of",
        "unit: dB | unit: dBA | did you mean 'dB'?",
        "'    unit: dB\n' | '' | tiny.yaml:6: observed-properties.SOUND_PRESSURE_LEVEL: the key"
            + " 'unit' is missing; expected its UCUM code",
        "domain: environment | domain: enviroment | tiny.yaml:8: observed-properties"
            + ".SOUND_PRESSURE_LEVEL.domain is 'enviroment'; expected one of energy, environment,"
            + " transport, water; did you mean 'environment'?",
        "'range: [0, 150]' | 'range: [150, 0]' | tiny.yaml:9: observed-properties"
            + ".SOUND_PRESSURE_LEVEL.range is '[150, 0]'; expected [least, largest]",
        "'range: [0, 150]' | 'range: [0, 1e30]' | .range is '[0, 1e30]'; expected",
        "'    range: [0, 150]' | '    # none' | the key 'range' is missing; expected [least,",
        "interval: PT1M | intervall: PT1M | tiny.yaml:10: observed-properties"
            + ".SOUND_PRESSURE_LEVEL: unknown key 'intervall'; allowed:",
        "interval: PT1M | interval: 1min | tiny.yaml:10: observed-properties"
            + ".SOUND_PRESSURE_LEVEL.interval is '1min'; expected a duration such as PT15M",
        "property: PEOPLE_COUNT | property: PEOPLE_COUNTS | tiny.yaml:26: rules.threshold.crowd"
            + ".property is 'PEOPLE_COUNTS'; expected one of",
        "property: PEOPLE_COUNT | property: PEOPLE_COUNTS | did you mean 'PEOPLE_COUNT'?",
        "above: 85 | above: 850 | tiny.yaml:20: rules.threshold.loud.above is '850'; expected a"
            + " number of dB, from 0.0 to 150.0, which SOUND_PRESSURE_LEVEL can have",
        "above: 85 | severety: minor | tiny.yaml:20: rules.threshold.loud: unknown key 'severety'",
        "above: 85 | '# none' | tiny.yaml:18: rules.threshold.loud: the key 'above' is missing;"
            + " expected a number of dB; or 'below'",
        "clear: 5 | clear: 100 | tiny.yaml:22: rules.threshold.loud.clear is '100'; expected a"
            + " number of dB, from 0 to 85.0",
        "below: 1 | below: 500 | rules.threshold.crowd.below is '500'; expected less than 'above'",
        "silence: PT2H | silence: PT0S | tiny.yaml:24: rules.threshold.loud.silence is 'PT0S'",
        "'    loud:' | '    Loud:' | tiny.yaml:18: rules.threshold: 'Loud'; expected the name of a"
            + " threshold"
      })
  void refusesWithFileLineAndField(String found, String instead, String message) {
    assertThat(GOOD).contains(found);
    assertThatThrownBy(() -> parse("tiny.yaml", GOOD.replace(found, instead)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aCityDeclaresSoManyAndNoMore() {
    var many = new StringBuilder();
    for (int n = 0; n < 63; n++) {
      many.append("  P")
          .append(n)
          .append(":\n    unit: \"1\"\n    domain: water\n    range: [0, 1]\n");
    }
    var text = GOOD.replace("  SOUND_PRESSURE_LEVEL:\n", many + "  SOUND_PRESSURE_LEVEL:\n");

    assertThatThrownBy(() -> parse("tiny.yaml", text))
        .hasMessage("tiny.yaml:5: observed-properties has 65 properties; expected at most 64");
  }

  @Test
  void citiesOfADeploymentMeanTheSameByAName() {
    var one = parse("one.yaml", GOOD);
    var alike = parse("two.yaml", GOOD.replace("city: tiny-town", "city: other"));
    var other = parse("two.yaml", GOOD.replace("range: [0, 150]", "range: [0, 140]"));

    assertThat(PropertySpec.of(List.of(one, alike)).find("PEOPLE_COUNT")).isPresent();
    assertThatThrownBy(() -> PropertySpec.of(List.of(one, other)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "two.yaml:6: observed-properties.SOUND_PRESSURE_LEVEL is declared in another way at"
                + " one.yaml:6; expected the same unit, domain, range and interval in all cities of"
                + " a deployment, or another name");
  }
}
