package citybrain.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One day and the first live hour of one city; floors lie a little below what was measured. */
class RulesOnSyntheticCityTest {

  @Test
  void findMostOfWhatHappensAndCryWolfSeldom() {
    var score = new RuleScore();
    RulesOnSyntheticCity.run(42, 1, 25, Pattern.compile(".*"), score);
    System.out.print("Rules on a synthetic city, 25 h, seed 42:\n" + score);

    assertThat(score.detected("crash")).isGreaterThanOrEqualTo(12);
    assertThat(score.detected("feeder-outage")).isGreaterThanOrEqualTo(4);
    assertThat(score.detected("pipe-burst")).isGreaterThanOrEqualTo(5);
    assertThat(score.detected("overload")).isGreaterThanOrEqualTo(3);
    assertThat(score.detected("pollution-episode")).isGreaterThanOrEqualTo(1);
    assertThat(score.detected("stuck-sensor (transport)")).isGreaterThanOrEqualTo(1);
    assertThat(score.falseAlerts("water")).isLessThanOrEqualTo(2);
    assertThat(score.detected("bunching")).isGreaterThanOrEqualTo(13);
    assertThat(score.detected("large-gap")).isGreaterThanOrEqualTo(9);
    assertThat(score.detected("missing-trip")).isGreaterThanOrEqualTo(20);
    // Trips of which the feed never speaks, as their vehicles are not logged in, look missing.
    int uneven = score.falseAlerts("transport.uneven-headway");
    assertThat(uneven).isLessThanOrEqualTo(16);
    assertThat(score.falseAlerts("") - uneven).isLessThanOrEqualTo(5);
  }
}
