package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** Each version of a schema reads the others; a version that would break that is refused. */
class SchemaEvolutionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void allVersionsReadEachOther() throws IOException {
    var versions = SchemaEvolution.versions();

    assertThat(versions)
        .containsOnlyKeys("aggregate", "aggregate-frame", "observation", "observation-block");
    assertThat(versions)
        .allSatisfy((name, all) -> assertThat(SchemaEvolution.faults(all)).isEmpty());
  }

  /** The observation schema as somebody may change it one day. */
  private static Schema changed(Consumer<ArrayNode> change) throws IOException {
    var json = (ObjectNode) JSON.readTree(SchemaTest.schema("observation.v1.avsc").toString());
    change.accept((ArrayNode) json.get("fields"));
    return new Schema.Parser().parse(json.toString());
  }

  private static void add(ArrayNode fields, String json) {
    try {
      fields.add(JSON.readTree(json));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ObjectNode field(ArrayNode fields, String name) {
    for (JsonNode field : fields) {
      if (field.get("name").textValue().equals(name)) {
        return (ObjectNode) field;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static ArrayNode properties(ArrayNode fields) {
    return (ArrayNode) field(fields, "property").get("type").get("symbols");
  }

  private static Schema goodNext() throws IOException {
    return changed(
        fields -> {
          add(fields, "{\"name\": \"deviation\", \"type\": \"double\", \"default\": 0.5}");
          properties(fields).add("NOISE_LEVEL");
        });
  }

  private static List<String> faultsOf(Schema next) throws IOException {
    return SchemaEvolution.faults(List.of(SchemaTest.schema("observation.v1.avsc"), next));
  }

  @Test
  void aFieldWithADefaultAndANewPropertyAreAccepted() throws IOException {
    assertThat(faultsOf(goodNext())).isEmpty();
  }

  private static GenericRecord sent(GenericRecord record, Schema reader) throws IOException {
    var bytes =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema())
            .encode(record);
    var decoder = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), reader);
    decoder.addSchema(record.getSchema());
    return decoder.decode(bytes);
  }

  private static GenericRecord observation(Schema schema, String property) {
    var position = schema.getField("position").schema();
    assertThat(position.isNullable()).isTrue();
    return new GenericRecordBuilder(schema)
        .set("property", new GenericData.EnumSymbol(schema.getField("property").schema(), property))
        .set("phenomenonTime", 1L)
        .set("resultTime", 2L)
        .set("result", 3.5)
        .set("quality", new GenericData.EnumSymbol(schema.getField("quality").schema(), "GOOD"))
        .set("city", "demo")
        .set("feed", "noise")
        .set("feature", "n-1")
        .build();
  }

  @Test
  void whatTheNewWritesTheOldReadsAndTheOtherWayRound() throws IOException {
    var old = SchemaTest.schema("observation.v1.avsc");
    var next = goodNext();

    var read = sent(observation(next, "NOISE_LEVEL"), old);
    assertThat(read.get("property").toString()).isEqualTo("UNKNOWN");
    assertThat(read.get("result")).isEqualTo(3.5);

    read = sent(observation(old, "WATER_FLOW"), next);
    assertThat(read.get("property").toString()).isEqualTo("WATER_FLOW");
    assertThat(read.get("deviation")).isEqualTo(0.5);
  }

  @Test
  void whatWouldBreakReadersIsRefused() throws IOException {
    assertThat(faultsOf(changed(f -> add(f, "{\"name\": \"deviation\", \"type\": \"double\"}"))))
        .singleElement()
        .asString()
        .startsWith("v2 reads v1: READER_FIELD_MISSING_DEFAULT_VALUE");
    assertThat(faultsOf(changed(f -> field(f, "city").put("name", "town")))).hasSize(2);
    assertThat(faultsOf(changed(f -> field(f, "result").put("type", "string"))))
        .anyMatch(fault -> fault.contains("TYPE_MISMATCH"));
    assertThat(faultsOf(changed(f -> properties(f).insert(1, "NOISE_LEVEL"))))
        .containsExactly("property: symbols are appended, never moved or taken away");
    assertThat(faultsOf(changed(f -> properties(f).remove(1))))
        .contains("property: symbols are appended, never moved or taken away");
  }
}
