package citybrain.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the parts of the bench of the lake make of what was measured. */
class LakePartsTest {

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static JsonNode written(double cpu) throws IOException {
    return json(
        "{'cpu_seconds': %s, 'seconds': 2, 'rows': 1000000, 'bytes': 8000000}"
            .formatted(Double.toString(cpu)));
  }

  @Test
  void ratesAreMediansAndRatiosOfThem() throws IOException {
    var found = new LinkedHashMap<String, List<JsonNode>>();
    found.put("archive", List.of(written(1), written(2), written(9)));
    found.put("duckdb", List.of(written(3), written(3), written(0)));

    var figures = ArchivePart.figures(found);

    assertThat(figures.lines())
        .containsExactly(
            "archive  median of 3: 2.00 CPU-s per million rows, 500,000 rows/s, 8.0 bytes a row;"
                + " the archive is 1.00 times as fast by CPU",
            "duckdb   median of 3: 3.00 CPU-s per million rows, 500,000 rows/s, 8.0 bytes a row;"
                + " the archive is 1.50 times as fast by CPU");
    assertThat(figures.json()).containsOnlyKeys("archive", "duckdb");
  }

  @Test
  void whatIsReadStandsBesideAllThereIs() throws IOException {
    var question =
        "{'readings': 12, 'bytes': %s, 'first_ms': 40, 'warm_ms': 9, 'warm_ms_smallest': 8,"
            + " 'warm_ms_largest': 11}";
    var lake =
        "{'files': %s, 'bytes': 10000000, 'readings': 3000, 'bounding_box': %s, 'one_series': %s}";
    var wide = question.formatted("5000000");
    var narrow = question.formatted("250000");

    var figures =
        QueriesPart.figures(
            json(lake.formatted("8", wide, wide)),
            json(lake.formatted("1", wide, narrow)),
            new Spent(6, 7),
            3_000_000);

    assertThat(figures.lines())
        .hasSize(5)
        .startsWith(
            "lake compact: 8 files of 10.0 MB become 1 of 10.0 MB; 2.00 CPU-s per million readings")
        .endsWith(
            "one series   compacted 12 readings of 3,000: 0.25 MB read, 1/40 of all; 40 ms at"
                + " first, 9 ms then (8 to 11)");
    assertThat(figures.json()).containsEntry("compact_cpu_seconds_per_million", 2.0);
  }

  @Test
  void whatIsLearnedStandsBesideWhatItTakes() throws IOException {
    var made = BaselinesPart.made(List.of("{\"series\": 12000, \"rows\": 576000}"));

    var figures = BaselinesPart.figures(4_000_000, made, List.of(new Spent(8, 5), new Spent(6, 4)));

    assertThat(figures.lines())
        .containsExactly(
            "baselines median of 2: 7.00 CPU-s, 4.50 s; 12,000 series of 4,000,000 readings, 1.75"
                + " CPU-s per million readings");
    assertThat(figures.json())
        .containsEntry("series", 12_000L)
        .containsEntry("rows", 576_000L)
        .containsEntry("wall_seconds", 4.5)
        .containsEntry("cpu_seconds_per_million", 1.75);
  }

  @Test
  void aJobThatLearnsNothingHasNoFigures() {
    assertThatThrownBy(() -> BaselinesPart.made(List.of("{\"problem\": \"no observations\"}")))
        .hasMessageContaining("no baselines were made", "no observations");
    assertThatThrownBy(() -> BaselinesPart.made(List.of()))
        .hasMessageContaining("expected one file");
  }
}
