package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** The schema files are the contract; the codecs must agree with them. */
class SchemaTest {

  static Schema schema(String file) throws IOException {
    try (var in = SchemaTest.class.getResourceAsStream("/citybrain/wire/" + file)) {
      return new Schema.Parser().parse(in);
    }
  }

  @Test
  void fingerprintsAreThoseOfTheSchemaFiles() throws IOException {
    assertThat(ObservationCodec.FINGERPRINT)
        .isEqualTo(SchemaNormalization.parsingFingerprint64(schema("observation.v1.avsc")));
    assertThat(AggregateCodec.FINGERPRINT)
        .isEqualTo(SchemaNormalization.parsingFingerprint64(schema("aggregate.v1.avsc")));
  }

  @Test
  void everyPropertyIsASymbolAtItsCode() throws IOException {
    var symbols = schema("observation.v1.avsc").getField("property").schema().getEnumSymbols();
    assertThat(symbols).hasSize(ObservedProperty.values().length + 1);
    for (var property : ObservedProperty.values()) {
      assertThat(symbols.get(property.code())).isEqualTo(property.name());
    }
  }
}
