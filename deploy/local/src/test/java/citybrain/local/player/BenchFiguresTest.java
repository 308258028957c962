package citybrain.local.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchFiguresTest {

  private static BenchRound round(double seconds, double cpu) {
    return new BenchRound(
        500_000,
        new BenchSpan(4_000_000, 2 * seconds, 4 * cpu, 2),
        new BenchSpan(2_000_000, seconds, cpu, 1),
        0.5);
  }

  @Test
  void figuresAreMediansWithTheirSpread() {
    var figures = BenchFigures.of(List.of(round(10, 8), round(40, 20), round(20, 12)));
    assertThat(figures.median(round -> round.sustained().ratePerSecond())).isEqualTo(100_000);
    assertThat(figures.median(round -> round.sustained().cpuSecondsPerMillion())).isEqualTo(6.5);
    assertThat(figures.spread(round -> round.sustained().ratePerSecond()))
        .isCloseTo(1.5, within(1e-9));
    assertThat(figures.json())
        .containsKeys("rate_per_second", "cpu_seconds_per_million", "rounds")
        .containsEntry("rate_per_second", 100_000.0)
        .containsEntry("cold_rate_per_second", 100_000.0)
        .containsEntry("cold_cpu_seconds_per_million", 12.5);
    assertThat(figures.impliedRate())
        .isCloseTo(Runtime.getRuntime().availableProcessors() * 1e6 / 6.5, within(1e-6));
    assertThat(figures.toString()).startsWith("median of 3: 6.50 CPU-s per million observations");
  }

  @Test
  void ofAnEvenNumberTheMedianLiesBetweenTheMiddleTwo() {
    var figures = BenchFigures.of(List.of(round(10, 8), round(20, 12)));
    assertThat(figures.median(round -> round.sustained().cpuSecondsPerMillion())).isEqualTo(5.5);
  }
}
