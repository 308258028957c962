package citybrain.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.cityfile.ShippedCities;
import citybrain.local.choice.CityChoice;
import citybrain.local.process.JvmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A morning of the demo city, disturbed beyond what it is by itself, through the real jobs: however
 * they are run, they come to what a fold in one thread comes to. All ways one by one: {@code
 * ./citybrain bench replay}.
 */
class ReplayTest {

  /**
   * Written while they run; two workers a job, which start late, stand still, are killed, and go on
   * from savepoints as three and as one. All is archived, and judged again from there. It holds all
   * that an undisturbed run holds, so that only the command runs one beside it.
   */
  private static final Way WORST = new Way("worst", 2, 1, 2, 1, List.of(3, 1), true, true);

  /** Started again and again, the jobs never run long enough for the other compiler. */
  @BeforeAll
  static void compileLess() {
    JvmOptions.take(Map.of("flink", "-XX:TieredStopAtLevel=1"));
  }

  private static ReplayBench.Plan morning(CityChoice city) {
    return new ReplayBench.Plan(
        city,
        Optional.empty(),
        Optional.of(Instant.parse("2025-03-10T06:00:00Z")),
        Duration.ofMinutes(120),
        Long.MAX_VALUE,
        0.05,
        true,
        8);
  }

  /**
   * Some feeds are spread over lanes: tables, snapshots, one that is spread further one morning.
   * Limits that are passed often give many alerts to compare.
   */
  private static CityChoice withLanes(Path folder) throws IOException {
    var text =
        ShippedCities.text("demo")
            .replace("kind: meter-readings", "kind: meter-readings\n    lanes: 3")
            .replace(
                "kind: gtfs-rt-vehicle-positions", "kind: gtfs-rt-vehicle-positions\n    lanes: 2")
            .replace(
                "kind: citypulse-traffic",
                "kind: citypulse-traffic\n    lanes: 4\n    lanes-since: 2025-03-10T06:30:00Z");
    text +=
        """

        rules:
          threshold:
            slow: {property: TRAFFIC_SPEED, below: 35, clear: 2, for: PT10M}
            thirsty: {property: WATER_PRESSURE, below: 45, clear: 1}
            busy: {property: ELECTRIC_ENERGY, above: 0.3}
        """;
    var file = folder.resolve("lanes.yaml");
    Files.writeString(file, text);
    return CityChoice.of(file.toString());
  }

  @Test
  void theJobsComeToWhatTheFoldComesTo(@TempDir Path folder)
      throws InterruptedException, IOException {
    var city = withLanes(folder);
    assertThat(city.city().feeds()).filteredOn(feed -> feed.lanes().all() > 1).hasSize(3);
    var bench = ReplayBench.of(morning(city), folder);
    var replayed = bench.replayed();
    assertThat(bench.log().counted()).isGreaterThan(10_000);
    assertThat(replayed.derived()).hasSizeGreaterThan(300);
    assertThat(replayed.alerts()).hasSizeGreaterThan(20);
    assertThat(replayed.rules().values()).anyMatch(rule -> rule.late() > 0);
    assertThat(replayed.refused()).isPositive();
    assertThat(bench.without(bench.log().records().size() / 2).isEqual()).isFalse();

    assertThat(bench.judgedInPassing()).isEqualTo(replayed.alerts());
    var worst = bench.run(WORST);
    assertThat(worst.comparison().isEqual()).as(worst.comparison().text()).isTrue();
  }
}
