package citybrain.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchFiguresTest {

  private static BenchRound round(double seconds, double cpu) {
    return new BenchRound(
        500_000,
        new BenchSpan(4_000_000, 2 * seconds, 4 * cpu, 2, BenchParts.NONE),
        new BenchSpan(
            2_000_000,
            seconds,
            cpu,
            1,
            new BenchParts(2, 1, Map.of("ingest", 30.0, "archive", 10.0))),
        0.5);
  }

  @Test
  void figuresAreMediansWithTheirSpread() {
    var figures = BenchFigures.of("city", List.of(round(10, 8), round(40, 20), round(20, 12)));
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
  void theTimeOfFlinkIsToldApart() {
    var figures = BenchFigures.of("city", List.of(round(10, 8), round(40, 20), round(20, 12)));
    assertThat(figures.json()).containsEntry("bench", "city");
    assertThat(figures.parts())
        .extracting(line -> line.strip().replaceAll(" {2,}", ": "))
        .containsExactly(
            "broker: 0.50 CPU-s per million",
            "Flink, compilers: 1.00 CPU-s per million",
            "Flink, collector: 0.50 CPU-s per million",
            "Flink, work: 4.50 CPU-s per million",
            "archive: 1.13 CPU-s per million",
            "ingest: 3.38 CPU-s per million");
  }

  @Test
  void ofAnEvenNumberTheMedianLiesBetweenTheMiddleTwo() {
    var figures = BenchFigures.of("city", List.of(round(10, 8), round(20, 12)));
    assertThat(figures.median(round -> round.sustained().cpuSecondsPerMillion())).isEqualTo(5.5);
  }
}
