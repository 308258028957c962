package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VoltageRuleTest {

  @Test
  void halfAnHourTooLowIsUnderVoltage() throws Exception {
    var volts =
        new Story()
            .series(
                "T1",
                ObservedProperty.VOLTAGE,
                "transformer/T1",
                Duration.ofMinutes(15),
                0,
                96,
                h -> 231 + 0.5 * noise(h) - (h >= 80 && h < 84 ? 35 : 0))
            .inOrder();

    var run = JobRun.rule("energy.voltage", volts);

    assertThat(run.story()).containsExactly("OPEN T1 " + hour(80.5), "CLOSED T1 " + hour(84));
  }
}
