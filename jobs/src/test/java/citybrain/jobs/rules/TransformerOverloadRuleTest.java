package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransformerOverloadRuleTest {

  @Test
  void twoHalfHoursFarAboveTheUsualAreAnOverload() throws Exception {
    var loads =
        new Story()
            .series(
                "T1",
                ObservedProperty.TRANSFORMER_ENERGY,
                "transformer/T1",
                Duration.ofMinutes(30),
                0,
                96,
                h -> 20 * (1 + 0.05 * noise(h)) * (h >= 80 && h < 84 ? 2.2 : 1))
            .inOrder();

    var run = JobRun.rule("energy.transformer-overload", loads);

    assertThat(run.story()).containsExactly("OPEN T1 " + hour(80.5), "CLOSED T1 " + hour(84.5));
  }
}
