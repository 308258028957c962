package citybrain.feed.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Town;
import citybrain.feed.feeds.table.DeclaredTableFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** City files for tables as they lie on the net, with some rows of our own making. */
class ExampleFeedsTest {

  private static byte[] bytes(String file) {
    try (var stream = DeclaredTableFeed.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(stream, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Town town(String name) {
    return Town.ofCityFile(new String(bytes(name + ".yaml"), StandardCharsets.UTF_8));
  }

  @Test
  void districtsAreColumnsAndAutumnHasAnHourMore() {
    var places = bytes("district-inflow-places.csv");
    var town = town("district-inflow").with("district-inflow-places.csv", places);
    var collected = town.decode("2024-10-27T05:00:00Z", bytes("district-inflow.csv"));
    assertThat(Town.tell(collected))
        .containsExactly(
            "dma_1_lps WATER_FLOW 2024-10-26T23:00:00Z 8.1",
            "dma_2_lps WATER_FLOW 2024-10-26T23:00:00Z 10.1",
            "dma_1_lps WATER_FLOW 2024-10-27T00:00:00Z 8.2",
            "dma_2_lps WATER_FLOW 2024-10-27T00:00:00Z 10.2",
            "dma_1_lps WATER_FLOW 2024-10-27T01:00:00Z 8.3",
            "dma_2_lps WATER_FLOW 2024-10-27T01:00:00Z 10.3",
            "dma_1_lps WATER_FLOW 2024-10-27T02:00:00Z 8.4",
            "unknown-feature",
            "unknown-feature",
            "not-a-number",
            "unknown-feature");
    assertThat(collected.observations).allMatch(one -> one.position() != null);
    assertThat(collected.rejected.get(0).field()).isEqualTo("dma_3_lps");
  }

  @Test
  void sensorsAreColumnsThatTheCityFileNames() {
    var collected = town("loop-speeds").decode("2024-03-01T09:00:00Z", bytes("loop-speeds.csv"));
    assertThat(collected.rejected).isEmpty();
    assertThat(collected.records).isEqualTo(2);
    assertThat(collected.observations)
        .extracting(one -> one.feature() + " " + Math.round(one.result()))
        .containsExactly("773869 104", "767541 109", "773869 101", "767542 108");
  }

  @Test
  void stationsHaveAsManyLanesAsTheyHave() {
    var town = town("freeway-stations");
    assertThat(
            town.tell(
                "2024-03-01T09:00:00Z",
                new String(bytes("freeway-stations.csv"), StandardCharsets.UTF_8)))
        .containsExactly(
            "400001 TRAFFIC_VEHICLE_COUNT 2024-03-01T08:00:00Z 58.0",
            "400001 TRAFFIC_SPEED 2024-03-01T08:00:00Z 106.37763839999998",
            "400006 TRAFFIC_VEHICLE_COUNT 2024-03-01T08:00:00Z 7.0");
  }

  @Test
  void whatColumnsOfFeaturesCannotSayIsRefused() {
    var feed =
        """
        kind: table
        time: {column: t, format: iso}
        feature-columns: {property: WATER_FLOW, unit: L/s%s}
        """;
    assertThatThrownBy(() -> Town.of(feed.formatted("") + "feature: {column: s}\n").open())
        .hasMessageContaining("because each column is a feature");
    assertThatThrownBy(() -> Town.of(feed.formatted(", columns: [a], ignore: [b]")).open())
        .hasMessageContaining("no 'ignore' beside them");
    assertThatThrownBy(() -> Town.of(feed.formatted("").replace("table", "json-lines")).open())
        .hasMessageContaining("because no header names them");
    var json = feed.formatted(", columns: [a, b]").replace("table", "json-lines");
    assertThat(
            Town.of(json)
                .tell(
                    "2024-03-01T09:00:00Z",
                    "{\"t\": \"2024-03-01T08:00Z\", \"a\": 1, \"b\": null}\n"))
        .containsExactly("a WATER_FLOW 2024-03-01T08:00:00Z 1.0");
    assertThat(
            Town.of(feed.formatted(", columns: [a, b]"))
                .tell("2024-03-01T09:00:00Z", "t,a,c\n1,2,3\n"))
        .containsExactly("missing-column");
  }
}
