package citybrain.jobs.water;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NightLeakJobTest {

  @Test
  void theSecondHighNightOfTenIsALeak() throws Exception {
    var nights =
        new Story()
            .series(
                "inlet",
                ObservedProperty.WATER_MINIMUM_NIGHT_FLOW,
                "dma/A",
                Duration.ofDays(1),
                4,
                10 * 24 + 4,
                h -> (h > 8 * 24 ? 8 : 6) + 0.1 * noise(h))
            .inOrder();

    var run = JobRun.over(new NightLeakJob()::wire, nights);

    assertThat(run.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.onset()).isEqualTo(hour(9 * 24 + 4));
              assertThat(alert.rule()).isEqualTo("water.night-leak");
              assertThat(alert.reason()).endsWith("2 nights running");
            });
  }
}
