package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Bytes that lie on topics and in savepoints since version 1 must be readable for ever. */
class GoldenBytesTest {

  private static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  private static final Observation OBSERVATION =
      new Observation(
          "aarhus",
          "traffic",
          "158324",
          ObservedProperty.TRAFFIC_SPEED,
          EIGHT,
          EIGHT.plusMillis(250),
          48.5,
          new Position(10.2039, 56.1629),
          "district/åbyhøj",
          "bluetooth",
          Quality.ESTIMATED);

  private static final Aggregate AGGREGATE =
      new Aggregate(
          "aarhus",
          "h3",
          "891f0b58c3bffff",
          ObservedProperty.WATER_FLOW,
          EIGHT,
          EIGHT.plusSeconds(900),
          3,
          17,
          512.5,
          -3.25,
          99.5,
          null);

  private static byte[] golden(String file) throws IOException {
    try (var in = GoldenBytesTest.class.getResourceAsStream(file)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }
  }

  @Test
  void observationsOfAllVersions() throws IOException {
    var codec = new ObservationCodec();

    assertThat(codec.decode(golden("observation.v1.hex"))).isEqualTo(OBSERVATION);
    assertThat(codec.decode(golden("observation.v2.hex"))).isEqualTo(OBSERVATION);
    assertThat(codec.encode(OBSERVATION)).isEqualTo(golden("observation.v2.hex"));
  }

  @Test
  void aggregatesOfAllVersions() throws IOException {
    var codec = new AggregateCodec();

    assertThat(codec.decode(golden("aggregate.v1.hex"))).isEqualTo(AGGREGATE);
    assertThat(codec.decode(golden("aggregate.v2.hex"))).isEqualTo(AGGREGATE);
    assertThat(codec.encode(AGGREGATE)).isEqualTo(golden("aggregate.v2.hex"));
  }
}
