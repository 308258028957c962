package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that hold a transformer against its meters, in the engine. */
class TransformerBalanceRuleTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int METERS = 6;
  private static final int DAYS = 32;
  private static final double THEFT = 24.0 * 20;

  private static double used(int meter, double h) {
    return 0.5 * (1.2 + noise(h * Math.sqrt(meter + 2)));
  }

  /** Behind T1 the first meter counts 40 % from the 20th day on, behind T2 all are honest. */
  private static List<Observation> readings() {
    var story = new Story();
    for (var name : List.of("T1", "T2")) {
      var zone = "transformer/" + name;
      int first = name.equals("T1") ? 0 : METERS;
      for (int i = 0; i < METERS; i++) {
        int meter = first + i;
        story.series(
            "m" + meter,
            ObservedProperty.ELECTRIC_ENERGY,
            zone,
            HOUR,
            0,
            24 * DAYS,
            h -> (meter == 0 && h >= THEFT ? 0.4 : 1) * used(meter, h));
      }
      story.series(
          name,
          ObservedProperty.TRANSFORMER_ENERGY,
          zone,
          HOUR,
          0,
          24 * DAYS,
          h -> {
            double sum = 0;
            for (int i = 0; i < METERS; i++) {
              sum += used(first + i, h);
            }
            return 1.03 * sum * (1 + 0.01 * noise(h * Math.E));
          });
    }
    return story.inOrder();
  }

  @Test
  void aRiseOfTheLossIsToldOfTheTransformer() throws Exception {
    var run = JobRun.rule("energy.transformer-balance", readings());

    // Then nothing is read any more, and nobody knows.
    assertThat(run.story())
        .containsExactly("OPEN T1 " + hour(THEFT + 72), "UPDATE T1 " + hour(24 * DAYS + 71));
  }

  @Test
  void theMeterThatExplainsItIsTold() throws Exception {
    var run = JobRun.rule("energy.non-technical-loss", readings());

    assertThat(run.alerts()).extracting(alert -> alert.feature()).containsOnly("m0");
    assertThat(run.alerts().get(0).time()).isBetween(hour(THEFT), hour(THEFT + 24 * 11));
  }
}
