package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.cities.Cities;
import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a town that asks for it, and of one that does not. */
class AirQualityRuleTest {

  private static final String FOLDER = "src/test/resources/citybrain/jobs/town";
  private static final Duration HOUR = Duration.ofHours(1);

  private static JobRun run(Cities cities, String... args) throws Exception {
    var readings =
        new Story()
            .series(
                "station-1",
                ObservedProperty.PM2_5,
                "",
                HOUR,
                0,
                24,
                h -> h >= 10 && h < 12 ? 95 : 20)
            .series("station-1", ObservedProperty.NITROGEN_DIOXIDE, "", HOUR, 0, 24, h -> 31)
            .inOrder();
    return JobRun.over(new RulesJob()::wire, cities, JobRun.config(args), readings);
  }

  private static Cities asking(Path folder, String settings) throws Exception {
    var town = Files.readString(Path.of(FOLDER, "town.yaml"));
    var file = folder.resolve("town.yaml");
    Files.writeString(
        file, town + "\nrules:\n  environment.air-quality-index: {%s}\n".formatted(settings));
    return Cities.of(file.toString(), FOLDER);
  }

  @Test
  void aTownThatAsksHasIt(@TempDir Path folder) throws Exception {
    var run = run(asking(folder, "enabled: true"), "--rules=environment.air-quality-index");

    assertThat(run.alerts())
        .extracting(alert -> alert.rule() + " " + alert.status() + " " + alert.time())
        .containsExactly(
            "environment.air-quality-index OPEN " + hour(11),
            "environment.air-quality-index CLOSED " + hour(15));
    assertThat(run.alerts().get(0).reason())
        .isEqualTo(
            "air quality very poor (European index 5 of 6): PM2.5 95 ug/m3 in the hour, very poor"
                + " is above 90 ug/m3; beside it NO2 31; the hour before it was moderate");
  }

  @Test
  void anotherIndexIsOneSettingAway(@TempDir Path folder) throws Exception {
    var run =
        run(asking(folder, "index: us-epa, from: 3"), "--rules=environment.air-quality-index");

    assertThat(run.alerts())
        .first()
        .satisfies(alert -> assertThat(alert.reason()).contains("(US AQI "));
  }

  @Test
  void aTownThatDoesNotAskHasItNot() throws Exception {
    assertThat(run(JobRun.town(), "--rules=environment.*").alerts())
        .extracting(alert -> alert.rule())
        .contains("environment.exceedance-pm2.5-episode")
        .doesNotContain("environment.air-quality-index");
  }
}
