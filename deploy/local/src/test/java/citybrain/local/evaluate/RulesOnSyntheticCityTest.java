package citybrain.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.local.truth.TruthScore;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One day and the first live hour of one city; floors lie a little below what was measured. */
class RulesOnSyntheticCityTest {

  private static int detected(TruthScore score, String kind) {
    return score.byKind().getOrDefault(kind, new TruthScore.Kind(0, 0)).detected();
  }

  @Test
  void findMostOfWhatHappensAndCryWolfSeldom() throws IOException {
    var city = SyntheticSet.live(42, 1, Duration.ofHours(25));
    var opened = city.opened(rule -> true);
    var score = TruthScore.of(city.incidents(), opened, city.played());
    System.out.println("Rules on a synthetic city, 25 h, seed 42: " + score);

    assertThat(detected(score, "crash")).isGreaterThanOrEqualTo(12);
    assertThat(detected(score, "feeder-outage")).isGreaterThanOrEqualTo(4);
    assertThat(detected(score, "pipe-burst")).isGreaterThanOrEqualTo(5);
    assertThat(detected(score, "overload")).isGreaterThanOrEqualTo(2);
    assertThat(detected(score, "pollution-episode")).isGreaterThanOrEqualTo(1);
    var roads =
        city.incidents().stream().filter(one -> one.domains().contains("transport")).toList();
    assertThat(detected(TruthScore.of(roads, opened, city.played()), "stuck-sensor"))
        .isGreaterThanOrEqualTo(1);
    assertThat(falseAlerts(score, "water")).isLessThanOrEqualTo(2);
    assertThat(detected(score, "bunching")).isGreaterThanOrEqualTo(13);
    assertThat(detected(score, "large-gap")).isGreaterThanOrEqualTo(9);
    assertThat(detected(score, "missing-trip")).isGreaterThanOrEqualTo(20);
    assertThat(detected(score, "silent-sensor")).isGreaterThanOrEqualTo(11);
    assertThat(falseAlerts(score, "transport.uneven-headway")).isLessThanOrEqualTo(2);
    assertThat(score.falseAlerts()).isLessThanOrEqualTo(5);
  }

  private static int falseAlerts(TruthScore score, String rule) {
    return score.falseByRule().entrySet().stream()
        .filter(one -> one.getKey().startsWith(rule))
        .mapToInt(one -> one.getValue())
        .sum();
  }
}
