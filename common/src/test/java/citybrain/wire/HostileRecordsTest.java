package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What later versions, strangers and enemies write to our topics. */
class HostileRecordsTest {

  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  private static final String LAST = "\"VOLTAGE\"";

  private final ObservationCodec codec = new ObservationCodec(Vocabulary.BUILT_IN);

  private static Observation observation(
      String feature, Instant time, double result, @Nullable Position position) {
    return new Observation(
        "demo",
        "roads",
        feature,
        ObservedProperty.TRAFFIC_SPEED,
        time,
        NOON,
        result,
        position,
        "district/1",
        "loop",
        Quality.GOOD);
  }

  private static Observation plain() {
    return observation("7", NOON, 50, new Position(2.3, 54.75));
  }

  private static Observation plain(Quality quality) {
    var good = plain();
    return new Observation(
        good.city(),
        good.feed(),
        good.feature(),
        good.property(),
        good.phenomenonTime(),
        good.resultTime(),
        good.result(),
        good.position(),
        good.zone(),
        good.procedure(),
        quality);
  }

  /** The schema as a later version may publish it. */
  private static Schema later(String was, String becomes) throws IOException {
    var text = SchemaTest.schema("observation.v5.avsc").toString();
    assertThat(text).contains(was);
    return new Schema.Parser().parse(text.replace(was, becomes));
  }

  private byte[] written(Schema schema, String property) throws IOException {
    var ours = SchemaTest.schema("observation.v5.avsc");
    var record =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), ours)
            .decode(codec.encode(plain()));
    var theirs = new GenericData.Record(schema);
    ours.getFields().forEach(field -> theirs.put(field.name(), record.get(field.name())));
    theirs.put(
        "property", new GenericData.EnumSymbol(schema.getField("property").schema(), property));
    var bytes = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(theirs);
    return java.util.Arrays.copyOfRange(
        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.arrayOffset() + bytes.limit());
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable read, String code) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            WireException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private void assertRefused(byte[] bytes, String code) {
    assertRefused(() -> codec.decode(bytes), code);
  }

  @Test
  void aSchemaWithMoreSymbolsIsRead() throws IOException {
    var schema = later(LAST, LAST + ",\"NOISE_LEVEL\"");

    assertThat(codec.decode(written(schema, "TRAFFIC_SPEED"))).isEqualTo(plain());
    assertRefused(written(schema, "NOISE_LEVEL"), WireException.UNKNOWN_PROPERTY);
  }

  @Test
  void aLaterQualityIsInDoubtAsTheSchemaSays() throws IOException {
    var schema = later("\"ESTIMATED\"", "\"ESTIMATED\",\"IMPUTED\"");
    var bytes = written(schema, "TRAFFIC_SPEED");
    int quality =
        java.util.Arrays.mismatch(codec.encode(plain()), codec.encode(plain(Quality.SUSPECT)));
    bytes[quality] = 6;

    assertThat(codec.decode(bytes).quality()).isEqualTo(Quality.SUSPECT);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"name\":\"procedure\"', '{\"name\":\"lane\",\"type\":\"int\",\"default\":0},{\"name\":\"procedure\"'",
    "'\"name\":\"result\",\"type\":\"double\"', '\"name\":\"result\",\"type\":\"float\"'"
  })
  void aSchemaLaidOutInAnotherWayIsNotMisread(String was, String becomes) throws IOException {
    var schema = later(was, becomes);
    var bytes = writtenWithAny(schema);

    assertRefused(bytes, WireException.UNSUPPORTED_VERSION);
  }

  private byte[] writtenWithAny(Schema schema) throws IOException {
    var ours = SchemaTest.schema("observation.v5.avsc");
    var record =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), ours)
            .decode(codec.encode(plain()));
    var theirs = new GenericData.Record(schema);
    for (var field : schema.getFields()) {
      var value = ours.getField(field.name()) == null ? 5 : record.get(field.name());
      theirs.put(
          field.name(), field.schema().getType() == Schema.Type.FLOAT ? (Object) 50f : value);
    }
    var bytes = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(theirs);
    return java.util.Arrays.copyOfRange(
        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.arrayOffset() + bytes.limit());
  }

  @Test
  void whatWouldStopASumOrALookUpIsRefused() {
    assertRefused(codec.encode(observation("7", NOON, Double.NaN, null)), WireException.MALFORMED);
    assertRefused(
        codec.encode(observation("7", NOON, Double.POSITIVE_INFINITY, null)),
        WireException.MALFORMED);
    assertRefused(
        codec.encode(observation("7", NOON, 1, new Position(2, 91))), WireException.MALFORMED);
    assertRefused(
        codec.encode(observation("7", Instant.EPOCH.minusMillis(1), 1, null)),
        WireException.MALFORMED);
    assertRefused(
        codec.encode(observation("7", Instant.ofEpochMilli(Long.MAX_VALUE), 1, null)),
        WireException.MALFORMED);
    assertRefused(
        codec.encode(observation("7".repeat(1025), NOON, 1, null)), WireException.TEXT_TOO_LONG);
    assertThat(codec.decode(codec.encode(observation("7".repeat(1024), NOON, 1, null))).feature())
        .hasSize(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{\"stage\":\"ingest\"}"})
  void whatIsNoRecordIsRefused(String text) {
    assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), WireException.MALFORMED);
  }

  @Test
  void aRecordOfAnotherKindIsNotMisread() {
    var aggregate =
        new AggregateCodec(Vocabulary.BUILT_IN)
            .encode(
                new citybrain.aggregation.Aggregate(
                    "demo",
                    "h3",
                    "891f1d48177ffff",
                    ObservedProperty.TRAFFIC_SPEED,
                    NOON,
                    NOON.plusSeconds(900),
                    0,
                    1,
                    1,
                    1,
                    1,
                    null));

    assertRefused(aggregate, WireException.UNSUPPORTED_VERSION);
    assertRefused(
        () -> new AggregateCodec(Vocabulary.BUILT_IN).decode(codec.encode(plain())),
        WireException.UNSUPPORTED_VERSION);
  }

  private static byte[] alert(String was, String becomes) {
    var text =
        ("{\"id\":\"i\",\"rule\":\"water.night-leak\",\"ruleVersion\":\"1\",\"domain\":\"water\","
            + "\"status\":\"OPEN\",\"city\":\"demo\",\"feature\":\"A\",\"property\":\"WATER_FLOW\","
            + "\"onset\":\"2025-03-10T07:05:00Z\",\"time\":\"2025-03-10T07:05:00Z\","
            + "\"severity\":\"SEVERE\",\"observed\":1,\"expected\":null,\"unit\":\"L/s\","
            + "\"reason\":\"r\",\"zone\":\"\",\"position\":null}");
    assertThat(text).contains(was);
    return text.replace(was, becomes).getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "SEVERE, APOCALYPTIC, unknown-symbol",
    "OPEN, ACKNOWLEDGED, unknown-symbol",
    "'\"water\"', '\"../../etc\"', unknown-symbol",
    "2025-03-10T07:05:00Z, yesterday, malformed",
    "'\"feature\":\"A\"', '\"feature\":4711', malformed",
    "'}', '', malformed"
  })
  void anAlertThatThisBuildCannotTakeIsNamedByACodeAndNotQuoted(
      String was, String becomes, String code) {
    assertThat(new AlertJson().decode(alert("SEVERE", "SEVERE")).feature()).isEqualTo("A");
    assertRefused(() -> new AlertJson().decode(alert(was, becomes)), code);
    assertThatThrownBy(() -> new AlertJson().decode(alert(was, becomes)))
        .message()
        .doesNotContain("APOCALYPTIC", "ACKNOWLEDGED", "etc", "yesterday", "4711");
  }

  @Test
  void anAlertMayNotBeEndless() {
    assertRefused(
        () -> new AlertJson().decode(alert("\"A\"", '"' + "A".repeat(1025) + '"')),
        WireException.TEXT_TOO_LONG);
    assertRefused(
        () -> new AlertJson().decode(alert("\"r\"", '"' + "r".repeat(9000) + '"')),
        WireException.TEXT_TOO_LONG);
  }
}
