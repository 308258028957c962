package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.jobs.runtime.TallySchema;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule derives each night's minimum by itself, publishes it and judges it. */
class NightLeakRuleTest {

  /** Seventeen nights, the last two high. */
  static List<Observation> nights() {
    return new Story()
        .series(
            "inlet",
            ObservedProperty.WATER_FLOW,
            "dma/A",
            Duration.ofMinutes(10),
            0,
            17 * 24 + 5,
            h -> (h > 15 * 24 ? 8 : 6) + (h % 24 < 5 ? 0 : 10) + 0.1 * noise(Math.floor(h / 24)))
        .inOrder();
  }

  @Test
  void theSecondHighNightIsALeak() throws Exception {
    var run = JobRun.rule("water.night-leak", nights());

    assertThat(run.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.onset()).isEqualTo(hour(16 * 24 + 4));
              assertThat(alert.rule()).isEqualTo("water.night-leak");
              assertThat(alert.reason()).endsWith("2 nights running");
            });
  }

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

    var run = JobRun.rule("water.night-leak", flows);

    assertThat(run.observations())
        .extracting(night -> night.property() + " " + night.phenomenonTime() + " " + night.result())
        .containsExactly(
            "WATER_MINIMUM_NIGHT_FLOW " + hour(4) + " 4.0",
            "WATER_MINIMUM_NIGHT_FLOW " + hour(28) + " 5.0");
    assertThat(run.tallies()).allSatisfy(TallySchema::check);
    assertThat(run.tallies())
        .filteredOn(tally -> tally.path("stage").asText().equals("derived"))
        .extracting(tally -> tally.path("observations").asLong())
        .containsExactly(2L);
  }
}
