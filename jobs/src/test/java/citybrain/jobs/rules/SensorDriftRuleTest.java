package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SensorDriftRuleTest {

  @Test
  void theSensorThatLeavesTheOthersIsToldByName() throws Exception {
    var story = new Story();
    for (int sensor = 0; sensor < 3; sensor++) {
      int which = sensor;
      story.series(
          "n" + which,
          ObservedProperty.WATER_PRESSURE,
          "dma/A",
          Duration.ofMinutes(15),
          0,
          120,
          h -> 50 + noise(h + 100.0 * which) / 10 - (which == 2 ? Math.max(0, h - 48) / 24 : 0));
    }

    var run = JobRun.rule("water.sensor-drift", story.inOrder());

    assertThat(run.alerts())
        .extracting(alert -> alert.rule() + " " + alert.status() + " " + alert.feature())
        .containsExactly("water.sensor-drift OPEN n2");
    assertThat(run.alerts().get(0).time()).isBetween(hour(84), hour(96));
  }
}
