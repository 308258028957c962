package citybrain.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import citybrain.replay.Replayed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static Aggregate aggregate(String zone, int revision, double sum) {
    return new Aggregate(
        "town",
        "h3",
        zone,
        ObservedProperty.TRAFFIC_SPEED,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        revision,
        revision,
        sum,
        1,
        2,
        null);
  }

  private static Results results(Aggregate... aggregates) {
    return Results.of(
        new Replayed(
            List.of(), List.of(), Arrays.asList(aggregates), 0, List.of(), new TreeMap<>(), 0, 0),
        Vocabulary.BUILT_IN);
  }

  @Test
  void theSameIsEqual() {
    var one = results(aggregate("a", 1, 5), aggregate("b", 2, 7));
    var other = results(aggregate("b", 2, 7), aggregate("a", 1, 5));

    assertThat(Comparison.of(one, other).isEqual()).isTrue();
  }

  @Test
  void theLastStateOfAWindowCounts() {
    var one = results(aggregate("a", 2, 5));
    var other = results(aggregate("a", 1, 3), aggregate("a", 2, 5));

    assertThat(Comparison.of(one, other).isEqual()).isTrue();
  }

  @Test
  void everyDifferenceIsToldApart() {
    var one = results(aggregate("a", 1, 5), aggregate("b", 2, 7));
    var other = results(aggregate("b", 2, Math.nextUp(7.0)), aggregate("c", 1, 1));

    var comparison = Comparison.of(one, other);

    assertThat(comparison.isEqual()).isFalse();
    assertThat(comparison.kinds().get(Results.Kind.AGGREGATES))
        .isEqualTo(new Comparison.Figures(2, 1, 1, 1));
    assertThat(comparison.text())
        .contains("aggregates 2 expected, 1 missing, 1 other, 1 too many")
        .contains("missing: town h3/a TRAFFIC_SPEED 1970-01-01T00:00:00Z/1970-01-01T00:01:00Z")
        .contains("sum=7.0,")
        .contains("sum=7.000000000000001,")
        .contains("too many: town h3/c");
  }
}
