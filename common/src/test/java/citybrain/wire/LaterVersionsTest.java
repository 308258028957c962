package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks and frames that later versions of their schemas write. */
class LaterVersionsTest {

  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");

  private static byte[] block() {
    var rows =
        List.of(
            reading("meter-1", 1.5, Quality.GOOD),
            reading("meter-2", 2.5, Quality.ESTIMATED),
            reading("meter-3", 3.5, Quality.GOOD));
    return new BlockWriter().encode(rows, new Stamp(1, 2, 0, 7, 0));
  }

  private static Observation reading(String feature, double result, Quality quality) {
    return new Observation(
        "demo",
        "meters",
        feature,
        ObservedProperty.ELECTRIC_ENERGY,
        NOON,
        NOON,
        result,
        null,
        "feeder/1",
        "meter",
        quality);
  }

  private static byte[] frame() {
    var writer = new FrameWriter();
    writer.add("1", null, 1, 1, 2, 2, 2, 0, 0);
    writer.add("2", null, 4, 4, 9, 1, 3, 0, 0);
    return writer.encode(
        "demo",
        "dma",
        ObservedProperty.WATER_FLOW,
        NOON.toEpochMilli(),
        NOON.toEpochMilli() + 60_000);
  }

  /** The same values under a schema that somebody has changed, with what is new in it made up. */
  private static byte[] later(String name, byte[] bytes, String was, String becomes)
      throws IOException {
    var ours = SchemaTest.schema(name + ".v2.avsc");
    var text = ours.toString();
    assertThat(text).contains(was);
    var schema = new Schema.Parser().parse(text.replace(was, becomes));
    var record =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), ours).decode(bytes.clone());
    var theirs = new GenericData.Record(schema);
    for (var field : schema.getFields()) {
      var value = ours.getField(field.name()) == null ? 5 : record.get(field.name());
      theirs.put(
          field.name(), field.schema().getType() == Schema.Type.STRING ? value.toString() : value);
    }
    var written = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(theirs);
    return bytes(written);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void anotherQualityIsTheOnlyThingThatMayBeNew() throws IOException {
    var reader = new BlockReader(Vocabulary.BUILT_IN);
    reader.read(
        later("observation-block", block(), "\"ESTIMATED\"]", "\"ESTIMATED\",\"IMPUTED\"]"));

    assertThat(reader.count()).isEqualTo(3);
    assertThat(reader.observation(1).quality()).isEqualTo(Quality.ESTIMATED);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"name\":\"count\"', '{\"name\":\"lane\",\"type\":\"int\"},{\"name\":\"count\"'",
    "'{\"name\":\"words\"', '{\"name\":\"lane\",\"type\":\"int\"},{\"name\":\"words\"'",
    "'{\"name\":\"scaled\"', '{\"name\":\"lane\",\"type\":\"int\"},{\"name\":\"scaled\"'"
  })
  void aBlockLaidOutInAnotherWayIsNotMisread(String was, String becomes) throws IOException {
    var bytes = later("observation-block", block(), was, becomes);

    assertThatThrownBy(() -> new BlockReader(Vocabulary.BUILT_IN).read(bytes))
        .isInstanceOfSatisfying(
            WireException.class,
            e -> assertThat(e.code()).isEqualTo(WireException.UNSUPPORTED_VERSION));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"name\":\"rows\"', '{\"name\":\"lane\",\"type\":\"int\"},{\"name\":\"rows\"'",
    "'{\"name\":\"sumDecimals\"', '{\"name\":\"lane\",\"type\":\"int\"},{\"name\":\"sumDecimals\"'"
  })
  void aFrameLaidOutInAnotherWayIsNotMisread(String was, String becomes) throws IOException {
    var bytes = later("aggregate-frame", frame(), was, becomes);

    assertThatThrownBy(() -> new FrameReader(Vocabulary.BUILT_IN).read(bytes))
        .isInstanceOfSatisfying(
            WireException.class,
            e -> assertThat(e.code()).isEqualTo(WireException.UNSUPPORTED_VERSION));
  }
}
