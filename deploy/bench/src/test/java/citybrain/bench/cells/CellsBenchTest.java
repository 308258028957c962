package citybrain.bench.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.bench.Figure;
import citybrain.feed.SettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That it runs and compares what it says; how fast anything is, is not judged here. */
class CellsBenchTest {

  @Test
  void comparesAndMeasuresInTurn() throws IOException {
    var said = new ByteArrayOutputStream();
    var plan = new CellsBench.Plan(1_600, 3, 9, 5_000);

    var cost = new CellsBench(plan, new PrintStream(said, true, StandardCharsets.UTF_8)).run();

    assertThat(said.toString(StandardCharsets.UTF_8)).contains("1,600 points compared, 0 differ");
    assertThat(cost.differences()).isZero();
    assertThat(cost.runs()).hasSize(6).allMatch(run -> run.ours() > 0 && run.theirs() > 0);
    assertThat(cost.lines()).anyMatch(line -> line.contains("city, ns a call"));
    assertThat(cost.json()).containsKeys("differences", "city_times_as_fast");
  }

  @Test
  void aRatioIsThatOfEachRound() {
    var cost =
        new CellCost(
            0,
            0,
            List.of(
                new CellCost.Run(CellPlace.CITY, 1, 4),
                new CellCost.Run(CellPlace.CITY, 2, 4),
                new CellCost.Run(CellPlace.WORLD, 9, 9),
                new CellCost.Run(CellPlace.CITY, 1, 5)));

    assertThat(cost.figure(CellPlace.CITY, CellCost.Run::ratio)).isEqualTo(new Figure(4, 2, 5));
  }

  @Test
  void pointsLieInTheirPlace() {
    var points = CellPlace.CITY.points(100);

    assertThat(points).hasSize(200).isEqualTo(CellPlace.CITY.points(100));
    for (int i = 0; i < points.length; i += 2) {
      assertThat(points[i]).isBetween(116.2, 116.6);
      assertThat(points[i + 1]).isBetween(39.75, 40.1);
    }
  }

  @Test
  void aBenchWithoutRoundsIsNone() {
    assertThatThrownBy(() -> new CellsBench.Plan(1, 0, 9, 1))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("rounds");
  }
}
