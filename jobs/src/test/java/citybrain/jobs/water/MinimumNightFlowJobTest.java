package citybrain.jobs.water;

import static citybrain.jobs.runtime.Story.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.jobs.runtime.TallySchema;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MinimumNightFlowJobTest {

  @Test
  void everyNightBecomesOneObservationAgain() throws Exception {
    var flows =
        new Story()
            .series(
                "inlet",
                ObservedProperty.WATER_FLOW,
                "dma/A",
                Duration.ofMinutes(5),
                0,
                48,
                h -> h % 24 >= 2.49 && h % 24 < 3.49 ? 4 + Math.floor(h / 24) : 10)
            .inOrder();

    var run = JobRun.over(new MinimumNightFlowJob()::wire, flows);

    assertThat(run.observations())
        .extracting(night -> night.property() + " " + night.phenomenonTime() + " " + night.result())
        .containsExactly(
            "WATER_MINIMUM_NIGHT_FLOW " + hour(4) + " 4.0",
            "WATER_MINIMUM_NIGHT_FLOW " + hour(28) + " 5.0");
    assertThat(run.tallies()).hasSize(2).allSatisfy(TallySchema::check);
  }
}
