package citybrain.jobs.aggregates;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.observation;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.geo.HexGrid;
import citybrain.geo.Position;
import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.TallySchema;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.wire.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AggregatesJobTest {

  private static final Position WEST = new Position(10.02, 56.02);
  private static final Position EAST = new Position(10.15, 56.02);
  private static final double MINUTE = 1 / 60.0;

  private static Observation speed(double minute, double value, @Nullable Position at) {
    return observation("l", ObservedProperty.TRAFFIC_SPEED, "", 8 + minute * MINUTE, value, at);
  }

  private static JobRun run(Observation... observations) throws Exception {
    return JobRun.over(new AggregatesJob()::wire, List.of(observations));
  }

  /** The last revision of one zone's window of so many minutes that begins at this minute of 8. */
  private static Aggregate window(JobRun run, String layer, String zone, int from, int minutes) {
    return run.aggregates().stream()
        .filter(one -> one.layer().equals(layer) && one.zone().equals(zone))
        .filter(one -> one.windowStart().equals(hour(8).plusSeconds(60L * from)))
        .filter(one -> one.windowEnd().equals(one.windowStart().plusSeconds(60L * minutes)))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static void assertSums(
      Aggregate window, long count, double mean, double min, double max) {
    assertThat(List.of((double) window.count(), window.mean(), window.min(), window.max()))
        .containsExactly((double) count, mean, min, max);
  }

  @Test
  void districtsAndCellsAreSummedInAllWindows() throws Exception {
    var run =
        run(
            speed(0.1, 30, WEST),
            speed(0.2, 50, WEST),
            speed(0.3, 80, EAST),
            speed(0.4, 7, null),
            speed(5, 10, WEST));
    var grid = new HexGrid(8);
    var cell = HexGrid.text(grid.cell(WEST.longitude(), WEST.latitude()));

    for (var place : List.of(List.of("district", "west"), List.of("h3", cell))) {
      assertSums(window(run, place.get(0), place.get(1), 0, 1), 2, 40, 30, 50);
      assertSums(window(run, place.get(0), place.get(1), 5, 1), 1, 10, 10, 10);
      assertSums(window(run, place.get(0), place.get(1), 0, 15), 3, 30, 10, 50);
      assertSums(window(run, place.get(0), place.get(1), 0, 60), 3, 30, 10, 50);
      assertSums(window(run, place.get(0), place.get(1), -8 * 60, 24 * 60), 3, 30, 10, 50);
    }
    assertSums(window(run, "district", "east", 0, 15), 1, 80, 80, 80);
    assertSums(window(run, "district", "", 0, 15), 1, 7, 7, 7);
    assertSums(window(run, "transformer", "T1", 0, 15), 3, 30, 10, 50);
    assertThat(run.tallies()).singleElement().satisfies(TallySchema::check);
    assertThat(run.tallies().get(0).get("aggregated").asInt()).isEqualTo(5);
  }

  @Test
  void lateDataRevisesWhatItCanAndGoesAsideWhereItCannot() throws Exception {
    var veryLate = speed(0.5, 99, WEST);
    var run =
        run(
            speed(1, 30, WEST),
            speed(60, 40, WEST),
            speed(1.5, 50, WEST),
            speed(300, 20, WEST),
            veryLate);

    var revised = window(run, "district", "west", 1, 1);
    assertSums(revised, 2, 40, 30, 50);
    assertThat(revised.revision()).as("the readings in it").isEqualTo(2);

    var late = run.records(Topics.LATE);
    assertThat(late).hasSize(1);
    assertThat(JobRun.block(late.get(0)).observations()).containsExactly(veryLate);
    assertThat(run.headers(Topics.LATE, "job")).containsExactly("city-aggregates");
    assertThat(run.tallies().get(0).get("late").asInt()).isEqualTo(1);
    assertThat(run.tallies().get(0).get("observations").asInt()).isEqualTo(5);
  }

  /** Its overlap was taken out of the city file while corrections lay in the log. */
  @Test
  void aCorrectionOfAFeedThatMayNotCorrectIsNoSecondReading() throws Exception {
    var run =
        run(
            speed(1, 30, WEST),
            speed(1, 50, WEST).inPlaceOf(new Replaced(30, Quality.GOOD)),
            speed(60, 40, WEST));

    assertSums(window(run, "district", "west", 1, 1), 1, 30, 30, 30);
    assertThat(run.tallies()).anyMatch(tally -> tally.path("missed").asInt() > 0);
  }
}
