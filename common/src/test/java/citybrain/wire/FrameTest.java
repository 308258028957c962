package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** Frames of aggregates: what goes in comes out, also where Avro's own library reads them. */
class FrameTest {

  private static final String SCHEMA = "aggregate-frame.v2.avsc";
  private static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  private final FrameWriter writer = new FrameWriter();
  private final FrameReader reader = new FrameReader(Vocabulary.BUILT_IN);

  @Provide
  Arbitrary<List<Aggregate>> rows() {
    var zone = Arbitraries.of("", "d1", "d12", "d2", "891f1d48177ffff", "891f1d4817bffff", "Æ水");
    var coordinate = Arbitraries.integers().between(-1_800_000_000, 1_800_000_000);
    var centre =
        Combinators.combine(coordinate, coordinate)
            .as((x, y) -> new Position(x / 1e7, y / 2 / 1e7))
            .injectNull(0.3);
    var count =
        Arbitraries.oneOf(Arbitraries.of(1L, 2L, 1L << 40), Arbitraries.longs().between(0, 5_000));
    var estimated = Arbitraries.of(0L, 0L, 0L, 1L, 5_000L);
    var value =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-10, 10).map(n -> n / 4.0),
            Arbitraries.longs().between(-999_999_999L, 999_999_999L).map(n -> n / 1e3),
            Arbitraries.doubles(),
            Arbitraries.of(-0.0, 0x1p50, 0x1p53, 999_999_999.9, 1e-9, 1e300));
    return Combinators.combine(
            zone, centre, count, value, value, value, Arbitraries.of(0, 0, 3), estimated)
        .as(
            (z, place, n, sum, min, max, corrections, e) ->
                new Aggregate(
                    "demo",
                    "h3",
                    z,
                    ObservedProperty.TRAFFIC_SPEED,
                    EIGHT,
                    EIGHT.plusSeconds(900),
                    (int) Math.min(n + estimates(n, e) + corrections, Integer.MAX_VALUE),
                    n,
                    sum,
                    n == 0 ? Double.NaN : min,
                    n == 0 ? Double.NaN : max,
                    estimates(n, e),
                    estimates(n, e) == 0 ? 0 : max,
                    place))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  /** So that there is at least one reading. */
  private static long estimates(long measured, long estimated) {
    return measured == 0 ? Math.max(1, estimated) : estimated;
  }

  private byte[] encode(List<Aggregate> rows) {
    for (var row : rows) {
      writer.add(
          row.zone(),
          row.position(),
          row.revision(),
          row.count(),
          row.sum(),
          row.min(),
          row.max(),
          row.estimated(),
          row.estimatedSum());
    }
    return writer.encode(
        "demo",
        "h3",
        ObservedProperty.TRAFFIC_SPEED,
        EIGHT.toEpochMilli(),
        EIGHT.plusSeconds(900).toEpochMilli());
  }

  private List<Aggregate> read() {
    return IntStream.range(0, reader.count()).mapToObj(reader::aggregate).toList();
  }

  @Property(tries = 1_000)
  void rowsSurviveTheRoundTrip(@ForAll("rows") List<Aggregate> rows) {
    var bytes = encode(rows);
    reader.read(bytes);

    assertThat(read()).isEqualTo(rows);
    assertThat(reader.city()).isEqualTo("demo");
    assertThat(Topics.valuesIn(Topics.AGGREGATES, bytes)).isEqualTo(rows.size());
  }

  /** By the published schema and its words alone. */
  @Property(tries = 300)
  void avroReadsWhatWeWriteAndWeReadWhatAvroWrites(@ForAll("rows") List<Aggregate> rows)
      throws IOException {
    var schema = SchemaTest.schema(SCHEMA);
    var bytes = encode(rows);
    var record =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(bytes.clone());
    int count = (int) record.get("rows");
    int sumDecimals = (int) record.get("sumDecimals");
    int decimals = (int) record.get("decimals");
    int estimatedDecimals = (int) record.get("estimatedSumDecimals");
    int estimates = 0;

    assertThat(count).isEqualTo(rows.size());
    for (int i = 0; i < count; i++) {
      var row = rows.get(i);
      long readings = (long) entry(record, "count", i, count, 1L);
      assertThat(readings).isEqualTo(row.count());
      double sum =
          sumDecimals < 0
              ? (double) entry(record, "sum", i, count, 0.0)
              : (long) entry(record, "sumScaled", i, count, 0L) / Math.pow(10, sumDecimals);
      assertThat(sum).isEqualTo(row.sum());
      long least = decimals < 0 ? 0 : (long) entry(record, "minScaled", i, count, 0L);
      double max =
          decimals < 0
              ? (double) entry(record, "max", i, count, 0.0)
              : (least + (long) entry(record, "maxScaled", i, count, 0L)) / Math.pow(10, decimals);
      assertThat(max).isEqualTo(row.count() == 0 ? 0 : row.max());
      long estimated = (long) entry(record, "estimated", i, count, 0L);
      assertThat(estimated).isEqualTo(row.estimated());
      if (estimated > 0) {
        double estimatedSum =
            estimatedDecimals < 0
                ? (double) ((List<?>) record.get("estimatedSum")).get(estimates)
                : (long) ((List<?>) record.get("estimatedSumScaled")).get(estimates)
                    / Math.pow(10, estimatedDecimals);
        assertThat(estimatedSum).isEqualTo(row.estimatedSum());
        estimates++;
      }
    }
    var again = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(record);
    assertThat(again).isEqualTo(ByteBuffer.wrap(bytes));
  }

  private static Object entry(GenericRecord frame, String field, int row, int rows, Object usual) {
    var list = (List<?>) frame.get(field);
    return list.isEmpty() ? usual : list.size() == rows ? list.get(row) : list.get(0);
  }

  @Property(tries = 300)
  void cutBytesAreRefusedNotMisread(@ForAll("rows") List<Aggregate> rows, @ForAll int place) {
    var bytes = encode(rows);
    var cut = Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
    var longer = Arrays.copyOf(bytes, bytes.length + 1);

    assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> reader.read(longer)).isInstanceOf(WireException.class);
  }

  /** Whatever stands there, it is read or refused, and nothing else happens. */
  @Property(tries = 2_000)
  void changedBytesAreReadOrRefused(
      @ForAll("rows") List<Aggregate> rows, @ForAll int place, @ForAll byte other) {
    var bytes = encode(rows);
    bytes[10 + Math.floorMod(place, bytes.length - 10)] = other;
    try {
      reader.read(bytes);
      assertThat(read()).allSatisfy(row -> assertThat(row.sum()).isFinite());
    } catch (WireException e) {
      assertThat(e.code())
          .isIn(
              WireException.MALFORMED, WireException.UNKNOWN_PROPERTY, WireException.TEXT_TOO_LONG);
    }
  }

  /** As many decimals as the least need are too many for the largest. */
  @Test
  void smallAndLargeNumbersInOneFrame() {
    var rows =
        List.of(aggregate("a", 0, 2.30988178687E9), aggregate("b", 1e-9, 0), aggregate("c", 1, 1));
    reader.read(encode(rows));

    assertThat(read()).isEqualTo(rows);
  }

  private static Aggregate aggregate(String zone, double min, double max) {
    return new Aggregate(
        "demo",
        "h3",
        zone,
        ObservedProperty.TRAFFIC_SPEED,
        EIGHT,
        EIGHT.plusSeconds(900),
        1,
        1,
        max,
        min,
        max,
        null);
  }

  @Test
  void theFingerprintIsThatOfTheSchemaFile() throws IOException {
    assertThat(FrameWriter.FINGERPRINT)
        .isEqualTo(SchemaNormalization.parsingFingerprint64(SchemaTest.schema(SCHEMA)));
  }

  @Test
  void aFrameIsAsLargeAsItMayBe() {
    int rows = 0;
    while (!writer.isFull()) {
      writer.add("z" + rows, null, 1, 1, rows, rows, rows, 0, 0);
      rows++;
    }
    reader.read(
        writer.encode(
            "demo",
            "h3",
            ObservedProperty.TRAFFIC_SPEED,
            EIGHT.toEpochMilli(),
            EIGHT.plusSeconds(60).toEpochMilli()));

    assertThat(reader.count()).isEqualTo(FrameWriter.MOST_ROWS).isEqualTo(rows);
    assertThat(reader.aggregate(4_000).zone()).isEqualTo("z4000");
    assertThat(writer.isEmpty()).isTrue();
  }
}
