package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExceedanceRuleTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static JobRun run(String... args) throws Exception {
    var readings =
        new Story()
            .series(
                "station-1",
                ObservedProperty.NITROGEN_DIOXIDE,
                "",
                HOUR,
                0,
                24,
                h -> h >= 10 && h < 12 ? 230 : 60)
            .series("station-1", ObservedProperty.OZONE, "", HOUR, 0, 24, h -> 170)
            .inOrder();
    var all =
        Stream.concat(Stream.of("--rules=environment.exceedance"), Arrays.stream(args))
            .toArray(String[]::new);
    return JobRun.over(new RulesJob()::wire, JobRun.town(), JobRun.config(all), readings);
  }

  @Test
  void eachLimitIsARuleOfItsOwn() throws Exception {
    var run = run();

    assertThat(run.alerts())
        .filteredOn(alert -> alert.rule().equals("environment.exceedance-no2-1h"))
        .extracting(alert -> alert.status() + " " + alert.time())
        .containsExactly("OPEN " + hour(11), "CLOSED " + hour(14));
    assertThat(run.alerts())
        .extracting(alert -> alert.rule())
        .contains("environment.exceedance-o3-8h")
        .doesNotContain("environment.exceedance-o3-1h");
  }

  @Test
  void chineseLimitsAreOneSettingAway() throws Exception {
    assertThat(run("--environment.exceedance.limits=chinese").alerts())
        .filteredOn(alert -> alert.rule().endsWith("o3-8h"))
        .first()
        .satisfies(alert -> assertThat(alert.reason()).contains("above 160 ug/m3"));
  }

  @Test
  void limitsOfNowhereAreRefused() {
    assertThatThrownBy(() -> run("--environment.exceedance.limits=lunar"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'lunar': expected one of european, chinese");
  }
}
