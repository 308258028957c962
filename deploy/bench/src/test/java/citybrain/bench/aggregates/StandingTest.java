package citybrain.bench.aggregates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.bench.Figure;
import citybrain.bench.data.BenchSet;
import citybrain.feed.SettingException;
import citybrain.jobs.runtime.Config;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final BenchSet.Summary SET =
      new BenchSet.Summary("dense", 2_000_000, 0, 4_000, 14_000_000, 200, 0);

  private final Standing standing =
      new Standing(
          List.of(
              run("hand", 1, 1.0, 0),
              run("citybrain", 1, 3.0, 0),
              run("hand", 2, 2.0, 0),
              run("citybrain", 2, 4.0, 0),
              run("hand", 3, 4.0, 0),
              run("citybrain", 3, 4.0, 2)));

  private static Run run(String contender, int round, double cpu, int differences) {
    var named = differences > 0 ? List.of("h3/x differs") : List.<String>of();
    return new Run(
        SET, contender, round, 2, cpu, 0.25, 0.5, 0.1, 2, 1, 200_000, 100, 0, differences, named);
  }

  @Test
  void costsAreMediansPerMillion() {
    assertThat(standing.cost("hand")).isEqualTo(new Figure(1.0, 0.5, 2.0));
    assertThat(standing.part("hand", Run::work)).isEqualTo(0.625);
  }

  @Test
  void aRatioIsTakenWithinARound() {
    assertThat(standing.ratio("citybrain")).isEqualTo(2.0);
    assertThat(standing.ratio("citybrain", Run::withoutCompilers)).isEqualTo(3.75 / 1.75);
    assertThat(new Standing(List.of(run("map", 1, 1, 0))).ratio("map")).isNaN();
  }

  @Test
  void linesNameAllContendersAndOnlyTheFaultsOfTheFaulty() {
    assertThat(standing.lines()).hasSize(4).last().asString().contains("citybrain", "2.00");
    assertThat(standing.faults())
        .containsExactly(
            "dense, round 3, citybrain: 2 windows differ, 0 observations are missing",
            "  h3/x differs");
  }

  @Test
  void barsAreDrawnForAll() {
    assertThat(Chart.of(List.of(standing)))
        .startsWith("<svg")
        .endsWith("</svg>\n")
        .contains(">hand<", ">citybrain<", "2.000  (2.00 x hand)");
  }

  @Test
  void whatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> Plan.from(Config.from("--contenders=spark")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(
            "no contender 'spark'; there are: transport, hand, map, citybrain, flink-sql,"
                + " flink-json, kafka-streams");
    assertThatThrownBy(() -> Plan.from(Config.from("--sets=moon")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("no set 'moon'");
  }
}
