package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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
    var codec = new ObservationCodec(Vocabulary.BUILT_IN);

    assertThat(codec.decode(golden("observation.v1.hex"))).isEqualTo(OBSERVATION);
    assertThat(codec.decode(golden("observation.v2.hex"))).isEqualTo(OBSERVATION);
    assertThat(codec.decode(golden("observation.v3.hex"))).isEqualTo(OBSERVATION);
    assertThat(codec.decode(golden("observation.v4.hex"))).isEqualTo(OBSERVATION);
    assertThat(codec.decode(golden("observation.v5.hex"))).isEqualTo(OBSERVATION);
    assertThat(codec.encode(OBSERVATION)).isEqualTo(golden("observation.v5.hex"));
  }

  @Test
  void aggregatesOfAllVersions() throws IOException {
    var codec = new AggregateCodec(Vocabulary.BUILT_IN);

    assertThat(codec.decode(golden("aggregate.v1.hex"))).isEqualTo(AGGREGATE);
    assertThat(codec.decode(golden("aggregate.v2.hex"))).isEqualTo(AGGREGATE);
    assertThat(codec.decode(golden("aggregate.v3.hex"))).isEqualTo(AGGREGATE);
    assertThat(codec.decode(golden("aggregate.v4.hex"))).isEqualTo(AGGREGATE);
    assertThat(codec.decode(golden("aggregate.v5.hex"))).isEqualTo(AGGREGATE);
    assertThat(codec.encode(AGGREGATE)).isEqualTo(golden("aggregate.v5.hex"));
  }

  private static final Stamp STAMP = new Stamp(1_741_593_000_000L, 1_741_593_600_000L, 3, 4_711, 5);

  private static List<Observation> rows() {
    var other =
        new Observation(
            "aarhus",
            "traffic",
            "158446",
            ObservedProperty.TRAFFIC_VEHICLE_COUNT,
            EIGHT.plusSeconds(300),
            EIGHT.plusMillis(250),
            Math.PI,
            null,
            "",
            "bluetooth",
            Quality.GOOD);
    return List.of(OBSERVATION, other, OBSERVATION.inPlaceOf(new Replaced(40.25, Quality.GOOD)));
  }

  @Test
  void blocksOfAllVersions() throws IOException {
    var reader = new BlockReader(Vocabulary.BUILT_IN);
    for (var version : List.of("v1", "v2", "v1")) {
      reader.read(golden("observation-block." + version + ".hex"));

      assertThat(reader.observations()).as(version).containsExactlyElementsOf(rows());
      assertThat(reader.stamp()).as(version).isEqualTo(STAMP);
    }
    assertThat(new BlockWriter().encode(rows(), STAMP))
        .isEqualTo(golden("observation-block.v2.hex"));
  }

  @Test
  void framesOfAllVersions() throws IOException {
    for (var version : List.of("v1", "v2")) {
      framesAreRead(golden("aggregate-frame." + version + ".hex"));
    }
    assertThat(frame()).isEqualTo(golden("aggregate-frame.v2.hex"));
  }

  private static void framesAreRead(byte[] bytes) {
    var reader = new FrameReader(Vocabulary.BUILT_IN);
    reader.read(bytes);

    assertThat(reader.count()).isEqualTo(2);
    assertThat(reader.aggregate(0))
        .isEqualTo(
            new Aggregate(
                "aarhus",
                "h3",
                "891f0b58c3bffff",
                ObservedProperty.WATER_FLOW,
                EIGHT,
                EIGHT.plusSeconds(900),
                17,
                17,
                512.5,
                -3.25,
                99.5,
                new Position(10.2039, 56.1629)));
    assertThat(reader.aggregate(1).zone()).isEqualTo("891f0b58c37ffff");
    assertThat(reader.aggregate(1).position()).isNull();
  }

  private static byte[] frame() {
    var writer = new FrameWriter();
    writer.add("891f0b58c3bffff", new Position(10.2039, 56.1629), 17, 17, 512.5, -3.25, 99.5, 0, 0);
    writer.add("891f0b58c37ffff", null, 1, 1, 2, 2, 2, 0, 0);
    return writer.encode(
        "aarhus",
        "h3",
        ObservedProperty.WATER_FLOW,
        EIGHT.toEpochMilli(),
        EIGHT.plusSeconds(900).toEpochMilli());
  }
}
