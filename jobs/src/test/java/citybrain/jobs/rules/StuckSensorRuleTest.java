package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StuckSensorRuleTest {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void aSensorThatRepeatsItselfIsToldAndOneThatMovesIsNot() throws Exception {
    var readings =
        new Story()
            .series(
                "stuck",
                ObservedProperty.WATER_PRESSURE,
                "",
                FIVE_MINUTES,
                0,
                72,
                h -> h >= 40 && h < 60 ? 50 : 50 + noise(h))
            .series(
                "moving",
                ObservedProperty.WATER_PRESSURE,
                "",
                FIVE_MINUTES,
                0,
                72,
                h -> 50 + noise(h + 500))
            .inOrder();

    var run = JobRun.rule("*.stuck-sensor", readings);

    assertThat(run.alerts())
        .extracting(alert -> alert.rule() + " " + alert.status() + " " + alert.feature())
        .containsExactly("water.stuck-sensor OPEN stuck", "water.stuck-sensor CLOSED stuck");
    assertThat(run.alerts().get(0).time()).isBetween(hour(40), hour(60));
    assertThat(run.alerts().get(1).time()).isBetween(hour(60), hour(61));
  }
}
