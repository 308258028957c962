package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Lane;
import citybrain.geo.Position;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Blocks of observations: what goes in comes out, also where Avro's own library reads them. */
class BlockTest {

  private static final String SCHEMA = "observation-block.v2.avsc";
  private static final Stamp STAMP = new Stamp(1_000, 2_000, 3, 4_711, 5);

  private final BlockWriter writer = new BlockWriter();
  private final BlockReader reader = new BlockReader(Vocabulary.BUILT_IN);

  /** A few of each, so that rows have much in common and yet everything varies. */
  @Provide
  Arbitrary<List<Observation>> rows() {
    var feature =
        Arbitraries.of("", "a", "ab", "abc", "b", "水", "水a", "\uD83D\uDE8C1", "\uD83D\uDE8B1", "é");
    var names = Arbitraries.of("", "dma/A", "dma/B", "Æ");
    var coordinate = Arbitraries.integers().between(-1_800_000_000, 1_800_000_000);
    var position =
        Combinators.combine(coordinate, coordinate)
            .as((x, y) -> new Position(x / 1e7, y / 2 / 1e7))
            .injectNull(0.3);
    var positions = position.list().ofSize(3);
    var value =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-10, 10).map(n -> n / 4.0),
            Arbitraries.longs().between(-999_999_999L, 999_999_999L).map(n -> n / 1e3),
            Arbitraries.doubles(),
            Arbitraries.of(
                -0.0, 0.1 + 0.2, 0x1p50, 0x1p53, 0x1p53 + 2, 999_999_999.9, 1e-9, 1e300));
    var row =
        Combinators.combine(
                feature,
                names,
                names,
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(0, 4),
                Arbitraries.longs().between(0, 1L << 42),
                value,
                Arbitraries.of(Quality.class))
            .as((f, z, p, at, of, time, v, q) -> new Row(f, z, p, at, of, time, v, q, null));
    var rowOrCorrection =
        Combinators.combine(
                row,
                Combinators.combine(value, Arbitraries.of(Quality.class))
                    .as(Replaced::new)
                    .injectNull(0.8))
            .as((one, before) -> one.replacing(before));
    return Combinators.combine(
            rowOrCorrection.list().ofMinSize(1).ofMaxSize(20),
            positions,
            Arbitraries.of(Domain.class),
            Arbitraries.of(true, false))
        .as(
            (rows, places, domain, alike) ->
                rows.stream()
                    .map(one -> one.of(domain, places, alike ? rows.get(0) : one))
                    .toList());
  }

  private record Row(
      String feature,
      String zone,
      String procedure,
      int place,
      int property,
      long time,
      double value,
      Quality quality,
      @Nullable Replaced replaces) {

    Row replacing(@Nullable Replaced before) {
      return new Row(feature, zone, procedure, place, property, time, value, quality, before);
    }

    /** In what is alike, all rows are as this one. */
    Observation of(Domain domain, List<Position> places, Row alike) {
      var properties =
          ObservedProperty.builtIns().stream().filter(p -> p.domain() == domain).toList();
      return new Observation(
          "demo",
          "feed",
          feature,
          properties.get(alike.property % properties.size()),
          Instant.ofEpochMilli(alike.time),
          Instant.ofEpochMilli(alike.time / 2),
          value,
          places.get(place),
          alike.zone,
          alike.procedure,
          alike.quality,
          replaces);
    }
  }

  @Property(tries = 1_000)
  void rowsSurviveTheRoundTrip(@ForAll("rows") List<Observation> rows) {
    reader.read(writer.encode(rows, STAMP));

    assertThat(reader.observations()).containsExactlyElementsOf(rows);
    assertThat(reader.city()).isEqualTo("demo");
    assertThat(reader.feed()).isEqualTo("feed");
    for (int i = 0; i < rows.size(); i++) {
      assertThat(reader.stamp(i)).isEqualTo(new Stamp(1_000, 2_000, 3, 4_711, 5 + i));
      var place = reader.place(reader.subject(i));
      var position = rows.get(i).position();
      assertThat(place == BlockReader.NOWHERE).isEqualTo(position == null);
      assertThat(reader.property(i)).isEqualTo(rows.get(i).property());
      assertThat(reader.replaced(i)).isEqualTo(rows.get(i).replaces());
    }
    var times =
        rows.stream().mapToLong(row -> row.phenomenonTime().toEpochMilli()).summaryStatistics();
    assertThat(reader.earliest()).isEqualTo(times.getMin());
    assertThat(reader.latest()).isEqualTo(times.getMax());
  }

  /** What came before in the same reader and writer leaves no trace. */
  @Property(tries = 200)
  void oneBlockLeavesNothingToTheNext(
      @ForAll("rows") List<Observation> before, @ForAll("rows") List<Observation> rows) {
    reader.read(writer.encode(before, STAMP));
    var bytes = writer.encode(rows, STAMP);
    reader.read(bytes);

    assertThat(bytes).isEqualTo(new BlockWriter().encode(rows, STAMP));
    assertThat(reader.observations()).containsExactlyElementsOf(rows);
  }

  /** By the published schema and its words alone. */
  @Property(tries = 300)
  void avroReadsWhatWeWriteAndWeReadWhatAvroWrites(@ForAll("rows") List<Observation> rows)
      throws IOException {
    var schema = SchemaTest.schema(SCHEMA);
    var bytes = writer.encode(rows, STAMP);
    var record =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(bytes.clone());

    assertThat(byTheSchema(record)).isEqualTo(rows);
    var again = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(record);
    assertThat(again).isEqualTo(ByteBuffer.wrap(bytes));
  }

  /** Reads a block as somebody would who has nothing but the schema file. */
  private static List<Observation> byTheSchema(GenericRecord block) {
    int subjects = (int) block.get("subjectCount");
    var features = new ArrayList<String>();
    var id = new byte[0];
    for (int i = 0; i < subjects; i++) {
      var rest =
          String.valueOf(entry(block, "rest", i, subjects, "")).getBytes(StandardCharsets.UTF_8);
      int shared = (int) entry(block, "shared", i, subjects, 0);
      var next = Arrays.copyOf(id, shared + rest.length);
      System.arraycopy(rest, 0, next, shared, rest.length);
      id = next;
      features.add(new String(id, StandardCharsets.UTF_8));
    }
    var placed = new ArrayList<Integer>();
    for (int i = 0; i < subjects; i++) {
      if ((boolean) entry(block, "placed", i, subjects, true)) {
        placed.add(i);
      }
    }
    var positions = new @Nullable Position[subjects];
    long longitude = 0;
    long latitude = 0;
    for (int i = 0; i < placed.size(); i++) {
      longitude += (long) entry(block, "longitudeE7", i, placed.size(), 0L);
      latitude += (long) entry(block, "latitudeE7", i, placed.size(), 0L);
      positions[placed.get(i)] = new Position(longitude / 1e7, latitude / 1e7);
    }
    var rows = new ArrayList<Observation>();
    int count = (int) block.get("count");
    int subject = -1;
    long time = (long) block.get("phenomenonTime");
    long resultTime = (long) block.get("resultTime");
    int scaled = 0;
    int others = 0;
    for (int i = 0; i < count; i++) {
      subject += (int) entry(block, "subject", i, count, 1);
      time += (long) entry(block, "phenomenonTimes", i, count, 0L);
      resultTime += (long) entry(block, "resultTimes", i, count, 0L);
      int property = (int) entry(block, "property", i, count, 0);
      int decimals = (int) list(block, "decimals").get(property);
      double result =
          decimals < 0
              ? (double) list(block, "results").get(others++)
              : (long) list(block, "scaled").get(scaled++) / Math.pow(10, decimals);
      rows.add(
          new Observation(
              block.get("city").toString(),
              block.get("feed").toString(),
              features.get(subject),
              Vocabulary.BUILT_IN.require(list(block, "properties").get(property).toString()),
              Instant.ofEpochMilli(time),
              Instant.ofEpochMilli(resultTime),
              result,
              positions[subject],
              word(block, (int) entry(block, "zone", subject, subjects, 0)),
              word(block, (int) entry(block, "procedure", subject, subjects, 0)),
              Quality.valueOf(entry(block, "quality", i, count, "GOOD").toString()),
              replaced(block, i)));
    }
    return rows;
  }

  private static @Nullable Replaced replaced(GenericRecord block, int row) {
    var correcting = list(block, "correcting");
    int found = correcting.indexOf(row);
    return found < 0
        ? null
        : new Replaced(
            (Double) list(block, "replaced").get(found),
            Quality.valueOf(
                entry(block, "replacedQuality", found, correcting.size(), "GOOD").toString()));
  }

  private static List<?> list(GenericRecord block, String field) {
    return (List<?>) block.get(field);
  }

  private static Object entry(GenericRecord block, String field, int row, int rows, Object usual) {
    var list = list(block, field);
    return list.isEmpty() ? usual : list.size() == rows ? list.get(row) : list.get(0);
  }

  private static String word(GenericRecord block, int number) {
    return number == 0 ? "" : list(block, "words").get(number - 1).toString();
  }

  @Property(tries = 300)
  void cutBytesAreRefusedNotMisread(@ForAll("rows") List<Observation> rows, @ForAll int place) {
    var bytes = writer.encode(rows, STAMP);
    var cut = Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
    var longer = Arrays.copyOf(bytes, bytes.length + 1);

    assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> reader.read(longer)).isInstanceOf(WireException.class);
  }

  /** Whatever stands there, it is read or refused, and nothing else happens. */
  @Property(tries = 2_000)
  void changedBytesAreReadOrRefused(
      @ForAll("rows") List<Observation> rows, @ForAll int place, @ForAll byte other) {
    var bytes = writer.encode(rows, STAMP);
    bytes[10 + Math.floorMod(place, bytes.length - 10)] = other;
    try {
      reader.read(bytes);
      assertThat(reader.observations()).hasSize(reader.count());
      assertThat(reader.observations()).allSatisfy(row -> assertThat(row.result()).isFinite());
    } catch (WireException e) {
      assertThat(e.code())
          .isIn(
              WireException.MALFORMED, WireException.UNKNOWN_PROPERTY, WireException.TEXT_TOO_LONG);
    }
  }

  @Test
  void theFingerprintIsThatOfTheSchemaFile() throws IOException {
    assertThat(BlockWriter.FINGERPRINT)
        .isEqualTo(SchemaNormalization.parsingFingerprint64(SchemaTest.schema(SCHEMA)));
  }

  private static Observation reading(int feature, double value) {
    return new Observation(
        "demo",
        "meters",
        "meter-" + (1_000_000 + feature),
        ObservedProperty.ELECTRIC_ENERGY,
        Instant.parse("2025-03-10T08:00:00Z"),
        Instant.parse("2025-03-10T08:01:00Z"),
        value,
        null,
        "feeder/F" + feature % 40,
        "smart meter",
        Quality.GOOD);
  }

  @Test
  void aReadingOfAMeterTakesFewBytes() {
    var rows = new ArrayList<Observation>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(reading(i, i * 37 % 5_000 / 1e3));
    }

    // 84 as records of their own.
    assertThat(writer.encode(rows, STAMP).length).isLessThan(rows.size() * 8);
  }

  @Test
  void aBlockIsAsLargeAsItMayBeAndNotLarger() {
    var rows = new ArrayList<Observation>();
    for (int i = 0; i < BlockWriter.MOST_ROWS; i++) {
      rows.add(reading(i, i));
    }
    reader.read(writer.encode(rows, STAMP));
    assertThat(reader.observations()).containsExactlyElementsOf(rows);

    rows.add(reading(0, 0));
    assertThatThrownBy(() -> writer.encode(rows, STAMP))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.encode(List.of(), STAMP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** As ingest fills it: ids of three bytes a character, and numbers that no decimals say. */
  @Test
  void theLargestBlockFitsTheBroker() {
    var rows = new ArrayList<Observation>();
    int text = 0;
    while (rows.size() < Lane.MOST_TOGETHER && text <= Lane.MOST_TEXT) {
      var id = "\u6C34".repeat(60) + Integer.toString(rows.size(), 36);
      var one =
          new Observation(
              "demo",
              "meters",
              id,
              ObservedProperty.ELECTRIC_ENERGY,
              Instant.ofEpochMilli(rows.size() % 2 * 1_000_000_000_000L),
              Instant.ofEpochMilli(rows.size() % 2 * 1_000_000_000_000L),
              Math.sqrt(rows.size() + 2),
              new Position(rows.size() % 2 == 0 ? -180 : 180, rows.size() % 2 == 0 ? -90 : 90),
              "",
              "",
              rows.size() % 2 == 0 ? Quality.SUSPECT : Quality.ESTIMATED);
      rows.add(reversed(one));
      text += id.length();
    }

    assertThat(Lane.MOST_TOGETHER).isEqualTo(BlockWriter.MOST_ROWS);
    assertThat(writer.encode(rows, STAMP).length).isLessThan(Topics.LARGEST_RECORD - 10_000);
  }

  /** So that no id begins like another. */
  private static Observation reversed(Observation one) {
    return new Observation(
        one.city(),
        one.feed(),
        new StringBuilder(one.feature()).reverse().toString(),
        one.property(),
        one.phenomenonTime(),
        one.resultTime(),
        one.result(),
        one.position(),
        one.zone(),
        one.procedure(),
        one.quality());
  }

  @Test
  void readingsAreCountedWithoutBeingRead() {
    var bytes = writer.encode(List.of(reading(1, 1), reading(2, 2), reading(3, 3)), STAMP);

    assertThat(Topics.valuesIn(Topics.LATE, bytes)).isEqualTo(3);
    assertThat(Topics.valuesIn(Topics.LATE, Arrays.copyOf(bytes, bytes.length - 1))).isEqualTo(3);
    assertThat(Topics.valuesIn(Topics.LATE, "no block at all".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(1);
    assertThat(Topics.valuesIn(Topics.LATE, null)).isEqualTo(1);
  }
}
