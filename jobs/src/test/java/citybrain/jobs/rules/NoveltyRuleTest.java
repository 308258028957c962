package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NoveltyRuleTest {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private static double usual(double hours) {
    return 10 + 3 * Math.sin(hours * Math.PI / 12) + 0.3 * noise(hours);
  }

  @Test
  void whatASeriesNeverDidIsToldUnderTheNameOfItsDomain() throws Exception {
    var readings =
        new Story()
            .series(
                "tank",
                ObservedProperty.WATER_LEVEL,
                "",
                FIVE_MINUTES,
                0,
                220,
                h -> h >= 200 && h < 201 ? 30 : usual(h))
            .series(
                "roof", ObservedProperty.AIR_TEMPERATURE, "", FIVE_MINUTES, 0, 40, h -> usual(h))
            .inOrder();

    var run = JobRun.rule("*.novelty", readings);

    assertThat(run.alerts())
        .allSatisfy(alert -> assertThat(alert.rule()).isEqualTo("water.novelty"));
    assertThat(run.story()).contains("OPEN tank " + hour(200));
    assertThat(run.story().get(run.story().size() - 1)).startsWith("CLOSED tank");
  }
}
