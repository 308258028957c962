package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.aggregation.Aggregate;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Properties that only a city file knows, on the wire by their name. */
class DeclaredPropertiesTest {

  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");

  private static final ObservedProperty SOUND =
      ObservedProperty.declared(
          "SOUND_PRESSURE_LEVEL", Domain.ENVIRONMENT, "dB", 0, 150, Duration.ofMinutes(1));

  private static final Vocabulary KNOWN = Vocabulary.with(List.of(SOUND));

  private static Observation reading(ObservedProperty property, int n) {
    return new Observation(
        "demo",
        "noise",
        "mic-" + n,
        property,
        NOON.plusSeconds(n),
        NOON,
        60 + n / 10.0,
        null,
        "",
        "class-1",
        Quality.GOOD);
  }

  private static void isUnknown(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            WireException.class,
            e -> assertThat(e.code()).isEqualTo(WireException.UNKNOWN_PROPERTY));
  }

  @Test
  void blocksMixThemWithOthers() {
    var rows = new ArrayList<Observation>();
    for (int n = 0; n < 10; n++) {
      rows.add(reading(n % 3 == 0 ? SOUND : ObservedProperty.AIR_TEMPERATURE, n));
    }
    var bytes = new BlockWriter().encode(rows, Stamp.NONE);
    var reader = new BlockReader(KNOWN);
    reader.read(bytes);

    assertThat(reader.observations()).containsExactlyElementsOf(rows);
    assertThat(reader.property(0)).isSameAs(SOUND);
    isUnknown(() -> new BlockReader(Vocabulary.BUILT_IN).read(bytes));
    assertThat(Topics.valuesIn(Topics.observations(Domain.ENVIRONMENT), bytes)).isEqualTo(10);
  }

  @Test
  void aBlockHoldsAllThatACityCanDeclare() {
    var many = new ArrayList<ObservedProperty>();
    for (int n = 0; n < 64; n++) {
      many.add(
          ObservedProperty.declared(
              "MEASURE_" + n, Domain.ENVIRONMENT, "1", 0, 1_000, Duration.ZERO));
    }
    ObservedProperty.builtIns().stream()
        .filter(property -> property.domain() == Domain.ENVIRONMENT)
        .forEach(many::add);
    var rows = many.stream().map(property -> reading(property, 1)).toList();
    var reader = new BlockReader(Vocabulary.with(many.subList(0, 64)));
    reader.read(new BlockWriter().encode(rows, Stamp.NONE));

    assertThat(reader.observations()).containsExactlyElementsOf(rows);
  }

  @Test
  void frames() {
    var writer = new FrameWriter();
    writer.add("1", null, 2, 2, 130, 60, 70, 0, 0);
    var bytes =
        writer.encode("demo", "district", SOUND, NOON.toEpochMilli(), NOON.toEpochMilli() + 60_000);
    var reader = new FrameReader(KNOWN);
    reader.read(bytes);

    assertThat(reader.aggregate(0).property()).isSameAs(SOUND);
    assertThat(reader.aggregate(0).mean()).isEqualTo(65);
    isUnknown(() -> new FrameReader(Vocabulary.BUILT_IN).read(bytes));
  }

  @Test
  void singleValues() throws IOException {
    var reading = reading(SOUND, 7);
    var bytes = new ObservationCodec(KNOWN).encode(reading);

    assertThat(new ObservationCodec(KNOWN).decode(bytes)).isEqualTo(reading);
    isUnknown(() -> new ObservationCodec(Vocabulary.BUILT_IN).decode(bytes));
    assertThat(new ObservationCodec(KNOWN).knows(bytes, 0, bytes.length)).isTrue();
    assertThat(new ObservationCodec(Vocabulary.BUILT_IN).knows(bytes, 0, bytes.length)).isFalse();
    var record =
        new BinaryMessageDecoder<GenericRecord>(
                GenericData.get(), SchemaTest.schema("observation.v5.avsc"))
            .decode(bytes);
    assertThat(record.get("property")).hasToString("UNKNOWN");
    assertThat(record.get("declared")).hasToString("SOUND_PRESSURE_LEVEL");

    var sum =
        new Aggregate(
            "demo", "h3", "8a", SOUND, NOON, NOON.plusSeconds(60), 1, 1, 60, 60, 60, null);
    var ofSum = new AggregateCodec(KNOWN).encode(sum);
    assertThat(new AggregateCodec(KNOWN).decode(ofSum)).isEqualTo(sum);
    isUnknown(() -> new AggregateCodec(Vocabulary.BUILT_IN).decode(ofSum));
  }
}
