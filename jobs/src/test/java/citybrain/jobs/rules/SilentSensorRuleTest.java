package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One sensor of a feed stops, and speaks again. */
class SilentSensorRuleTest {

  @Test
  void isToldWhileTheOthersSpeak() throws Exception {
    var story = new Story();
    for (int sensor = 0; sensor < 6; sensor++) {
      var name = "n" + sensor;
      story.series(
          name, ObservedProperty.WATER_PRESSURE, "", Duration.ofMinutes(5), 0, 12, h -> 50);
      story.series(
          name,
          ObservedProperty.WATER_PRESSURE,
          "",
          Duration.ofMinutes(5),
          sensor == 0 ? 16 : 12,
          24,
          h -> 50);
    }
    var run = JobRun.rule("*.silent-sensor", story.inOrder());

    assertThat(run.alerts())
        .extracting(alert -> alert.rule() + " " + alert.status() + " " + alert.feature())
        .containsExactly("water.silent-sensor OPEN n0", "water.silent-sensor CLOSED n0");
    assertThat(run.alerts().get(0).time()).isBetween(hour(12.9), hour(13.1));
    assertThat(run.alerts().get(1).time()).isEqualTo(hour(16));
  }
}
