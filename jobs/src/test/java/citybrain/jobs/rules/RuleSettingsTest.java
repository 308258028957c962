package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Rules;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thresholds of two cities in one job: those of their files, of the job and of the rule. */
class RuleSettingsTest {

  private static final String FOLDER = "src/test/resources/citybrain/jobs/town";

  private static Cities townAndVillage() {
    return Cities.of(FOLDER + "/town.yaml," + FOLDER + "/village.yaml", FOLDER);
  }

  /** The same jam at the same hour in both. */
  private static List<Observation> jams() {
    var town =
        new Story()
            .series(
                "main-street",
                ObservedProperty.TRAFFIC_SPEED,
                "",
                Duration.ofMinutes(5),
                0,
                40,
                h -> h >= 36 && h < 37 ? 12 : 50 + noise(h))
            .inOrder();
    var both = new ArrayList<Observation>();
    for (var reading : town) {
      both.add(reading);
      both.add(
          new Observation(
              "village",
              reading.feed(),
              reading.feature(),
              reading.property(),
              reading.phenomenonTime(),
              reading.resultTime(),
              reading.result(),
              null,
              "",
              "",
              reading.quality()));
    }
    return both;
  }

  private static String[] all(String... args) {
    return Stream.concat(Stream.of("--rules=transport.road-congestion"), Arrays.stream(args))
        .toArray(String[]::new);
  }

  private static List<String> opened(String... args) throws Exception {
    var run = JobRun.over(new RulesJob()::wire, townAndVillage(), JobRun.config(all(args)), jams());
    return run.alerts().stream()
        .filter(alert -> alert.status().name().equals("OPEN"))
        .map(alert -> alert.city() + " " + alert.time())
        .toList();
  }

  @Test
  void theFileOfACityHoldsForThatCityOnly() throws Exception {
    assertThat(opened()).containsExactly("town " + hour(36).plusSeconds(300));
  }

  @Test
  void theCommandLineHoldsWhereTheFileSaysNothing() throws Exception {
    assertThat(opened("--transport.road-congestion.intervals=4"))
        .containsExactly("town " + hour(36).plusSeconds(900));
    assertThat(opened("--transport.road-congestion.open-ratio=0.2")).isEmpty();
  }

  @Test
  void aWrongSettingOfTheJobIsNamed() {
    assertThatThrownBy(() -> opened("--transport.road-congestion.open-ratio=half"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "setting 'transport.road-congestion.open-ratio' is 'half': expected a number above 0"
                + " and at most 1, such as 0.55");
    assertThatThrownBy(() -> opened("--transport.road-congestion.open-ratio=0.9"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'transport.road-congestion': close-ratio must lie above open-ratio");
  }

  @Test
  void aTypoInACityFileStopsEveryJobAtStart(@TempDir Path folder) throws IOException {
    var file = folder.resolve("typo.yaml");
    var village = Files.readString(Path.of(FOLDER, "village.yaml"));
    Files.writeString(file, village.replace("transport.road-congestion", "transport.road-jams"));
    assertThatThrownBy(() -> Cities.of(file.toString(), FOLDER))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            file
                + ":13: rules: unknown rule 'transport.road-jams'; allowed: city.implausible-sensor,");

    Files.writeString(file, village.replace("open-ratio", "open-ration"));
    assertThatThrownBy(() -> Cities.of(file.toString(), FOLDER))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(file + ":14: rules.transport.road-congestion: unknown key")
        .hasMessageEndingWith("did you mean 'open-ratio'?");
  }

  @Test
  void theRulesOfTheShippedCitiesAreKnown() {
    assertThat(Cities.of(String.join(",", ShippedCities.NAMES), "data").timeZones())
        .containsKeys("demo", "aarhus");
  }

  @Test
  void everyRuleOfTheCatalogueNamesItsThresholds() {
    assertThat(Rules.settings()).containsKeys("city.stuck-sensor", "environment.exceedance");
    assertThat(Rules.settings().keySet()).hasSizeGreaterThanOrEqualTo(9);
  }
}
