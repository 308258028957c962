package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.lake.rows.AggregateRows;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.observation.ObservedProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The query that gives one number for region, property and window across cities (decision 11). */
class RegionRollUpTest {

  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  private static final Path QUERY = Path.of("../notebooks/region-roll-up.sql");

  private final Path lake;

  RegionRollUpTest(@TempDir Path lake) {
    this.lake = lake;
  }

  private static Aggregate of(
      String city, String layer, String zone, int revision, long count, double each) {
    return new Aggregate(
        city,
        layer,
        zone,
        ObservedProperty.TRAFFIC_SPEED,
        NOON,
        NOON.plusSeconds(900),
        revision,
        count,
        count * each,
        each - 1,
        each + 1,
        revision,
        5,
        null);
  }

  private void archive(String city, Aggregate... aggregates) throws IOException {
    var folder = "aggregates/city=%s/domain=transport/date=2025-03-10/part-0.parquet";
    var file = lake.resolve(folder.formatted(city));
    SummaryFile.write(
        new org.apache.flink.core.fs.Path(file.toUri()), new AggregateRows(), List.of(aggregates));
  }

  @Test
  void oneNumberOfAllCitiesThatWeighsObservationsAndTakesLastRevisions() throws Exception {
    archive(
        "north",
        of("north", "region", "coast", 0, 1, 999),
        of("north", "region", "coast", 1, 3, 40),
        of("north", "district", "coast", 0, 5, 1),
        of("north", "region", "", 0, 5, 1));
    archive(
        "south",
        of("south", "region", "coast", 0, 1, 80),
        of("south", "region", "inland", 0, 2, 20));

    try (var duck = new Duck()) {
      duck.run("set variable lake = '" + lake + "'");
      duck.run("set variable layer = 'region'");
      assertThat(duck.rows(Files.readString(QUERY)).stream().map(RegionRollUpTest::figures))
          .containsExactly(
              "coast|[north, south]|4|50.0|39.0|81.0|1", "inland|[south]|2|20.0|19.0|21.0|0");
    }
  }

  /** Without property, unit and times, which are the same in all rows. */
  private static String figures(String row) {
    var cells = row.split("\\|", -1);
    assertThat(List.of(cells).subList(1, 3)).containsExactly("TRAFFIC_SPEED", "km/h");
    return cells[0] + "|" + String.join("|", List.of(cells).subList(5, cells.length));
  }
}
