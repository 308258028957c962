package citybrain.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZoneSummaryPartTest {

  @Test
  void figuresAreMediansAndRatiosOfThem() {
    var spent = new LinkedHashMap<String, List<Spent>>();
    spent.put("zone-summary", List.of(new Spent(2, 1), new Spent(9, 9), new Spent(4, 2)));
    spent.put("duckdb", List.of(new Spent(1, 1), new Spent(3, 3)));

    var figures = ZoneSummaryPart.figures(2_000_000, spent);

    assertThat(figures.lines())
        .anyMatch(line -> line.startsWith("zone-summary     median of 3: 4.00 CPU-s, 2.00 s; 2.00"))
        .anyMatch(line -> line.contains("the job is 0.50 times as fast by CPU, 1.00 by the clock"));
    assertThat(figures.json().get("duckdb"))
        .asInstanceOf(
            org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("cpu_seconds", 2.0)
        .containsEntry("times_as_fast_by_cpu", 0.5)
        .containsEntry("rounds", rounds());
  }

  private static List<Map<String, Double>> rounds() {
    return List.of(
        Map.of("cpu_seconds", 1.0, "wall_seconds", 1.0),
        Map.of("cpu_seconds", 3.0, "wall_seconds", 3.0));
  }

  @Test
  void whatAChildTakesIsSeenWhenItHasEnded() throws IOException {
    var spent =
        Spent.by(
            () -> {
              var loop = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
              try {
                new ProcessBuilder("/bin/sh", "-c", loop).start().waitFor();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            });
    assertThat(spent.cpuSeconds()).isPositive();
    assertThat(spent.wallSeconds()).isPositive();
  }
}
