package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurstOrLeakRuleTest {

  @Test
  void aBurstRaisesTheInflowOfItsAreaUntilItIsMended() throws Exception {
    var flows =
        new Story()
            .series(
                "inlet",
                ObservedProperty.WATER_FLOW,
                "dma/A",
                Duration.ofMinutes(5),
                0,
                60,
                h -> 30 * (1 + 0.03 * noise(h)) + (h >= 30 && h < 36 ? 12 : 0))
            .inOrder();

    var run = JobRun.rule("water.burst-or-leak", flows);

    assertThat(run.alerts())
        .extracting(alert -> alert.status().name())
        .containsExactly("OPEN", "CLOSED");
    assertThat(run.alerts().get(0).onset()).isBetween(hour(30), hour(30.25));
    assertThat(run.alerts().get(0).zone()).isEqualTo("dma/A");
    assertThat(run.alerts().get(0).reason()).startsWith("burst or leak");
    assertThat(run.alerts().get(1).time()).isBetween(hour(36.25), hour(37));
  }
}
