package citybrain.energy.feeds.transformertotals;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.Collected;
import citybrain.feed.FeedSetup;
import citybrain.feed.RawMessage;
import citybrain.geo.Crs;
import citybrain.geo.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In a file of meters and transformers a transformer lies where it stands, not at a meter. */
class TransformerPlacementTest {

  private static final String PLACES =
      """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"id": "T1"},
       "geometry": {"type": "Point", "coordinates": [10.1, 56.1]}},
      {"type": "Feature", "properties": {"id": "M1", "transformer_id": "T1"},
       "geometry": {"type": "Point", "coordinates": [10.2, 56.2]}},
      {"type": "Feature", "properties": {"id": "M2", "transformer_id": "T1"},
       "geometry": {"type": "Point", "coordinates": [10.3, 56.3]}}]}
      """;

  @Test
  void metersThatNameATransformerDoNotMoveIt() {
    var setup =
        new FeedSetup(
            "town",
            "totals",
            ZoneOffset.UTC,
            0,
            Crs.WGS84,
            Map.of("features", "p.geojson"),
            path -> PLACES.getBytes(StandardCharsets.UTF_8));
    var body = "transformer_id,ts_local,kwh\nT1,2024-05-01 00:00:00,12\n";
    var message =
        new RawMessage(
            "town",
            "totals",
            "s",
            2,
            Instant.parse("2024-05-01T00:01:00Z"),
            1,
            body.getBytes(StandardCharsets.UTF_8));
    var collected = Collected.of(new TransformerTotalsFeed().open(setup), message);
    assertThat(collected.observations.get(0).position()).isEqualTo(new Position(10.1, 56.1));
  }
}
