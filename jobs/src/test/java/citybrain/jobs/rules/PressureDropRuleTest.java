package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PressureDropRuleTest {

  @Test
  void twoSensorsOfOneAreaThatFallTogetherAreABurst() throws Exception {
    var story = new Story();
    for (int sensor = 0; sensor < 3; sensor++) {
      int which = sensor;
      story.series(
          "n" + which,
          ObservedProperty.WATER_PRESSURE,
          "dma/A",
          Duration.ofMinutes(5),
          0,
          72,
          h -> 50 + 0.05 * noise(h + which * 1000) - (which < 2 && h >= 50 && h < 53 ? 8 : 0));
    }

    var run = JobRun.rule("water.pressure-drop", story.inOrder());

    assertThat(run.alerts())
        .extracting(alert -> alert.status() + " " + alert.feature())
        .containsExactly("OPEN A", "CLOSED A");
    assertThat(run.alerts().get(0).onset()).isBetween(hour(50), hour(50.25));
    assertThat(run.alerts().get(0).reason()).contains("2 of 3 sensors");
  }
}
