package citybrain.feed.register;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.geo.Position;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeatureTableTest {

  @Property(tries = 100)
  void findsWhatWasAdded(@ForAll List<String> ids, @ForAll List<String> others) {
    var table = new FeatureTable();
    var numbers = new HashMap<String, Integer>();
    for (var written : ids) {
      var id = readable(written);
      assertThat(table.add(id)).isEqualTo(numbers.computeIfAbsent(id, key -> numbers.size()));
    }
    assertThat(table.size()).isEqualTo(numbers.size());
    numbers.forEach(
        (id, number) -> {
          assertThat(table.find(id)).isEqualTo(number);
          assertThat(table.id(number)).isEqualTo(id);
        });
    for (var other : others) {
      assertThat(table.find(readable(other))).isEqualTo(numbers.getOrDefault(readable(other), -1));
    }
  }

  /** Lone surrogates cannot be written as UTF-8. */
  private static String readable(String id) {
    return id.replaceAll("\\p{Cs}", "?");
  }

  @Test
  void holdsManyFeatures() {
    var table = new FeatureTable();
    for (int i = 0; i < 200_000; i++) {
      int meter = table.add("M" + i);
      table.zone(meter, "transformer/T" + i / 100);
      table.place(meter, new Position(10 + i * 1e-6, 56));
    }
    int meter = table.find("M123456");
    assertThat(table.id(meter)).isEqualTo("M123456");
    assertThat(table.zone(meter)).isEqualTo("transformer/T1234");
    assertThat(table.position(meter)).isEqualTo(new Position(10 + 123_456 * 1e-6, 56));
    assertThat(table.find("M200000")).isEqualTo(-1);
  }

  @Test
  void tellsUnplacedFromMisplaced() {
    var table = new FeatureTable();
    int unplaced = table.add("a");
    int zero = table.add("b");
    int moon = table.add("c");
    int earth = table.add("d");
    table.place(zero, new Position(0, 0));
    table.place(moon, new Position(Double.NaN, 56));
    table.place(earth, new Position(10, 56));
    assertThat(List.of(unplaced, zero, moon, earth))
        .map(table::isMisplaced)
        .containsExactly(false, true, true, false);
    assertThat(List.of(unplaced, zero, moon, earth))
        .map(table::isPlaced)
        .containsExactly(false, true, true, true);
    assertThat(table.position(unplaced)).isNull();
    assertThat(table.position(zero)).isNull();
    assertThat(table.zone(earth)).isEmpty();
  }
}
