package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ImplausibleSensorRuleTest {

  private static final int BEGINS = 24 * 9 + 10;

  @Test
  void aSensorThatTellsAnotherUnitIsToldAndTheOthersOfItsFeedAreNot() throws Exception {
    var story = new Story();
    for (int sensor = 0; sensor < 5; sensor++) {
      int seed = 1000 * sensor;
      boolean isIt = sensor == 3;
      story.series(
          "n" + sensor,
          ObservedProperty.WATER_PRESSURE,
          "",
          Duration.ofMinutes(30),
          0,
          24 * 12,
          h -> {
            double metres = 50 - 4 * Math.sin(h * Math.PI / 12) + 0.1 * noise(h + seed);
            return isIt && h >= BEGINS && h < BEGINS + 24 ? metres / 10.1972 : metres;
          });
    }

    var run = JobRun.rule("*.implausible-sensor", story.inOrder());

    assertThat(run.alerts())
        .extracting(alert -> alert.rule() + " " + alert.status() + " " + alert.feature())
        .containsExactly("water.implausible-sensor OPEN n3", "water.implausible-sensor CLOSED n3");
    assertThat(run.alerts().get(0).time()).isEqualTo(hour(BEGINS + 6));
    assertThat(run.alerts().get(0).reason()).endsWith("bar and metres of water mixed?");
    assertThat(run.alerts().get(1).time()).isEqualTo(hour(BEGINS + 27));
  }
}
