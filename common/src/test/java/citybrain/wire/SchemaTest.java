package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;
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
        .isEqualTo(SchemaNormalization.parsingFingerprint64(newest("observation")));
    assertThat(AggregateCodec.FINGERPRINT)
        .isEqualTo(SchemaNormalization.parsingFingerprint64(newest("aggregate")));
  }

  @Test
  void everyVersionThatWasEverWrittenIsReadable() throws IOException {
    var versions = SchemaEvolution.versions();
    assertThat(ObservationCodec.READABLE).containsExactly(newestFirst(versions.get("observation")));
    assertThat(AggregateCodec.READABLE).containsExactly(newestFirst(versions.get("aggregate")));
  }

  private static long[] newestFirst(@Nullable List<Schema> versions) {
    var all = Objects.requireNonNull(versions);
    return IntStream.range(0, all.size())
        .mapToLong(i -> SchemaNormalization.parsingFingerprint64(all.get(all.size() - 1 - i)))
        .toArray();
  }

  @Test
  void everyPropertyIsASymbolAtItsCode() throws IOException {
    for (var name : List.of("observation", "aggregate")) {
      var symbols = newest(name).getField("property").schema().getEnumSymbols();
      assertThat(symbols).as(name).hasSize(ObservedProperty.builtIns().size() + 1);
      for (var property : ObservedProperty.builtIns()) {
        assertThat(symbols.get(property.code())).isEqualTo(property.name());
      }
    }
  }

  @Test
  void theCatalogueNamesTheNewest() throws IOException {
    var named =
        Topics.all().stream()
            .map(Topic::schema)
            .filter(file -> file.endsWith(".avsc"))
            .collect(Collectors.toSet());
    var newest = new TreeSet<String>();
    SchemaEvolution.versions()
        .forEach((name, versions) -> newest.add(name + ".v" + versions.size() + ".avsc"));
    // Single values do not lie on topics any more; jobs send and keep them so among themselves.
    newest.removeAll(List.of("observation.v5.avsc", "aggregate.v5.avsc"));

    assertThat(named).hasSameElementsAs(newest);
  }

  private static Schema newest(String name) throws IOException {
    var versions = Objects.requireNonNull(SchemaEvolution.versions().get(name));
    return versions.get(versions.size() - 1);
  }
}
