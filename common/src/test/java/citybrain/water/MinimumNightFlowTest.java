package citybrain.water;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.Readings;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MinimumNightFlowTest {

  private static final MinimumNightFlow SUMMARY = new MinimumNightFlow("UTC");

  private static List<Observation> flows(double from, double to, ToDoubleFunction<Double> flow) {
    return Readings.series(
        "inlet", ObservedProperty.WATER_FLOW, "dma/A", Duration.ofMinutes(5), from, to, flow);
  }

  private static MinimumNightFlow.Night sum(List<Observation> flows) {
    var night = SUMMARY.blank();
    for (var flow : flows) {
      night = SUMMARY.add(night, flow);
    }
    return night;
  }

  @Test
  void isTheLowestHourlyMeanOfTheNight() {
    var found = SUMMARY.finish(sum(flows(0, 24, h -> h >= 2.5 && h < 3.5 ? 4 : h < 2 ? 1 : 10)));

    assertThat(found).isPresent();
    assertThat(found.get().result()).isEqualTo(4);
    assertThat(found.get().property()).isEqualTo(ObservedProperty.WATER_MINIMUM_NIGHT_FLOW);
    assertThat(found.get().phenomenonTime()).isEqualTo(hour(4));
    assertThat(found.get().feature()).isEqualTo("inlet");
  }

  @Test
  void aNightBarelyMeasuredGivesNothing() {
    assertThat(SUMMARY.finish(sum(flows(2, 2.4, h -> 4)))).isEmpty();
    assertThat(SUMMARY.finish(SUMMARY.blank())).isEmpty();
  }

  @Test
  void aMeterReadSeldomHasNightsToo() {
    var hourly =
        Readings.series(
            "inlet", ObservedProperty.WATER_FLOW, "dma/A", Duration.ofHours(1), 0, 24, h -> h);

    assertThat(SUMMARY.finish(sum(hourly)).orElseThrow().result()).isEqualTo(2);
    assertThat(SUMMARY.finish(sum(hourly.subList(0, 3)))).as("one reading").isEmpty();
  }

  @Test
  void theNightFollowsTheClockOnTheWall() {
    var shanghai = new MinimumNightFlow("Asia/Shanghai");

    assertThat(shanghai.contains(flows(18.5, 18.6, h -> 1).get(0))).isTrue();
    assertThat(shanghai.contains(flows(2.5, 2.6, h -> 1).get(0))).isFalse();
    assertThat(shanghai.nightOf(Instant.parse("2024-01-01T18:30:00Z")))
        .isEqualTo(Instant.parse("2024-01-01T20:00:00Z"));
  }

  @Property(tries = 100)
  void mergingTwoHalvesEqualsSummingTheWhole(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int cut) {
    var random = new Random(seed);
    var flows = flows(1, 6, h -> random.nextDouble() * 20);
    Collections.shuffle(flows, random);
    var whole = SUMMARY.finish(sum(flows)).orElseThrow();
    var merged =
        SUMMARY
            .finish(
                SUMMARY.merge(sum(flows.subList(0, cut)), sum(flows.subList(cut, flows.size()))))
            .orElseThrow();

    assertThat(merged.result()).isCloseTo(whole.result(), Offset.offset(1e-9));
    assertThat(merged.phenomenonTime()).isEqualTo(whole.phenomenonTime());
  }
}
