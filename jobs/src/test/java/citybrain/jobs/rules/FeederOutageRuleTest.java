package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

class FeederOutageRuleTest {

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  /** A transformer and four meters; meters are silent and it carries nothing while it is out. */
  private static void transformer(Story story, String name, DoublePredicate out) {
    var zone = "transformer/" + name;
    for (int meter = 0; meter < 4; meter++) {
      story.series(
          name + "-m" + meter,
          ObservedProperty.ELECTRIC_ENERGY,
          zone,
          HALF_HOUR,
          0,
          24,
          h -> out.test(h) ? Double.NaN : 0.4);
    }
    story.series(
        name,
        ObservedProperty.TRANSFORMER_ENERGY,
        zone,
        HALF_HOUR,
        0,
        24,
        h -> out.test(h) ? 0 : 1.7);
  }

  @Test
  void allMetersOfOneTransformerFallSilentAndItsNeighbourStaysQuiet() throws Exception {
    var story = new Story();
    transformer(story, "T1", h -> h >= 12 && h < 14);
    transformer(story, "T2", h -> false);

    var run = JobRun.rule("energy.feeder-outage", story.inOrder());

    var during = run.alerts().stream().filter(alert -> alert.onset().isBefore(hour(24))).toList();
    assertThat(during)
        .extracting(alert -> alert.status() + " " + alert.feature() + " " + alert.time())
        .containsExactly("OPEN T1 " + hour(12.75), "CLOSED T1 " + hour(14));
    assertThat(during.get(0).reason()).startsWith("power outage: all 4 meters silent");
  }
}
