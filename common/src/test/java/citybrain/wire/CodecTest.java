package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** What our codecs write, Avro's own library reads, and the other way round. */
class CodecTest {

  private final ObservationCodec codec = new ObservationCodec(Vocabulary.BUILT_IN);

  @Provide
  Arbitrary<Observation> observations() {
    var text =
        Arbitraries.strings()
            .ofMaxLength(20)
            .withChars("abcÆ水 -_/0")
            .array(String[].class)
            .ofSize(5);
    var times = Arbitraries.longs().between(0, 1L << 42).map(Instant::ofEpochMilli);
    var coordinate = Arbitraries.integers().between(-1_800_000_000, 1_800_000_000);
    var positions =
        Combinators.combine(coordinate, coordinate)
            .as((x, y) -> new Position(x / 1e7, y / 2 / 1e7))
            .injectNull(0.2);
    return Combinators.combine(
            text,
            Arbitraries.of(ObservedProperty.builtIns()),
            times,
            times,
            Arbitraries.doubles(),
            positions,
            Arbitraries.of(Quality.class))
        .as(
            (t, property, phenomenon, result, value, position, quality) ->
                new Observation(
                    t[0],
                    t[1],
                    t[2],
                    property,
                    phenomenon,
                    result,
                    value,
                    position,
                    t[3],
                    t[4],
                    quality));
  }

  @Property(tries = 500)
  void observationsSurviveTheRoundTrip(@ForAll("observations") Observation observation) {
    assertThat(codec.decode(codec.encode(observation))).isEqualTo(observation);
  }

  @Property(tries = 100)
  void avroReadsWhatWeWriteAndWritesTheSameBytes(@ForAll("observations") Observation observation)
      throws IOException {
    var schema = SchemaTest.schema("observation.v5.avsc");
    var bytes = codec.encode(observation);
    var record =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(bytes.clone());
    assertThat(record.get("result")).isEqualTo(observation.result());
    assertThat(record.get("property").toString()).isEqualTo(observation.property().name());
    assertThat(record.get("quality").toString()).isEqualTo(observation.quality().name());
    assertThat(record.get("feature").toString()).isEqualTo(observation.feature());
    var again = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(record);
    assertThat(again).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Property(tries = 300)
  void cutOrChangedBytesAreRefusedNotMisread(
      @ForAll("observations") Observation observation, @ForAll int place) {
    var bytes = codec.encode(observation);
    var cut = Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
    assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(WireException.class);
  }

  @Test
  void aggregatesSurviveTheRoundTrip() throws IOException {
    var aggregate =
        new Aggregate(
            "demo",
            "h3",
            "891f1d48177ffff",
            ObservedProperty.TRAFFIC_SPEED,
            Instant.parse("2025-03-10T07:00:00Z"),
            Instant.parse("2025-03-10T07:15:00Z"),
            2,
            17,
            512.5,
            3.25,
            99.5,
            new Position(2.3, 54.75));
    var aggregates = new AggregateCodec(Vocabulary.BUILT_IN);
    var bytes = aggregates.encode(aggregate);
    assertThat(aggregates.decode(bytes)).isEqualTo(aggregate);
    var record =
        new BinaryMessageDecoder<GenericRecord>(
                GenericData.get(), SchemaTest.schema("aggregate.v5.avsc"))
            .decode(bytes.clone());
    assertThat(record.get("zone").toString()).isEqualTo("891f1d48177ffff");
  }

  @Test
  void alertsSurviveTheRoundTripAsJson() {
    var onset = Instant.parse("2025-03-10T07:05:00Z");
    var change =
        new AlertChange(
            AlertStatus.OPEN,
            "demo",
            "4711",
            "TRAFFIC_SPEED",
            onset,
            onset.plusSeconds(300),
            Severity.SEVERE,
            18,
            Double.NaN,
            "km/h",
            "speed 18 km/h",
            new Position(2.3, 54.75),
            "");
    var alert = Alert.of("transport.road-congestion", "1", "transport", change);
    var json = new AlertJson();
    assertThat(json.decode(json.encode(alert))).isEqualTo(alert);
    assertThat(alert.id())
        .isEqualTo(
            Alert.of(
                    "transport.road-congestion",
                    "2",
                    "transport",
                    change.closed(onset, 50, 50, "over"))
                .id());
    assertThatThrownBy(() -> json.decode("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("'id'");
  }

  private static final Observation OTHER =
      new Observation(
          "town",
          "feed",
          "another",
          ObservedProperty.WATER_FLOW,
          Instant.EPOCH,
          Instant.EPOCH,
          1,
          null,
          "dma/A",
          "",
          Quality.GOOD);

  /** Readers that share what they have read are told nothing else by it. */
  @Property
  void aPartOfOthersBytesIsReadAlike(@ForAll("observations") Observation observation) {
    if (!Double.isFinite(observation.result())) {
      return;
    }
    var bytes = codec.encode(observation);
    var read = codec.decode(bytes);
    var among = new byte[bytes.length + 20];
    Arrays.fill(among, (byte) 0x81);
    System.arraycopy(bytes, 0, among, 7, bytes.length);

    var likely = codec.names();
    codec.decode(codec.encode(OTHER));
    var unlikely = codec.names();
    for (var names : Arrays.asList(null, likely, unlikely)) {
      assertThat(
              new ObservationCodec(Vocabulary.BUILT_IN).decode(among, 7, 7 + bytes.length, names))
          .isEqualTo(read);
      assertThat(codec.decode(among, 7, 7 + bytes.length, names)).isEqualTo(read);
      assertThatThrownBy(() -> codec.decode(among, 7, 8 + bytes.length, names))
          .isInstanceOf(WireException.class);
      assertThatThrownBy(() -> codec.decode(among, 7, 6 + bytes.length, names))
          .isInstanceOf(WireException.class);
    }
  }

  /** Short numbers and long ones, with and without something behind them. */
  @Property
  void aNumberIsReadWhereverItStands(
      @ForAll long number, @ForAll @IntRange(max = 63) int smaller, @ForAll boolean isLast) {
    long value = number >> smaller;
    var written = new AvroWriter().start(1).writeLong(value).toBytes();
    var bytes = isLast ? written : Arrays.copyOf(written, written.length + 12);
    var reader = new AvroReader().start(bytes, new long[] {1}, "test");

    assertThat(reader.readLong()).isEqualTo(value);
    if (isLast) {
      reader.end();
      assertThatThrownBy(reader::readLong).isInstanceOf(WireException.class);
    } else {
      assertThat(reader.readLong()).isZero();
    }
  }
}
