package citybrain.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NameMapTest {

  /** Whatever is done to it, it is as a sorted map, and what was taken from it stays as it was. */
  @Property(tries = 300)
  void isLikeASortedMap(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 399) Integer> steps) {
    var expected = new TreeMap<String, Integer>();
    var map = NameMap.<Integer>changeable(Map.of());
    var taken = new ArrayList<Map<String, Integer>>();
    var copies = new ArrayList<Map<String, Integer>>();
    for (int step : steps) {
      var name = "stop-" + step % 20;
      switch (step / 100) {
        case 0, 1 -> assertThat(map.put(name, step)).isEqualTo(expected.put(name, step));
        case 2 -> assertThat(map.remove(name)).isEqualTo(expected.remove(name));
        default -> {
          map.removeValues(value -> value % 3 == 0);
          expected.values().removeIf(value -> value % 3 == 0);
          taken.add(map.fixed());
          copies.add(Map.copyOf(expected));
          map = NameMap.changeable(map.fixed());
        }
      }
      assertThat(map).isEqualTo(expected).hasSameHashCodeAs(expected);
      assertThat(map.get(name)).isEqualTo(expected.get(name));
      assertThat(map.containsKey(name)).isEqualTo(expected.containsKey(name));
    }
    assertThat(map.names()).containsExactlyElementsOf(expected.keySet());
    assertThat(map.values()).containsExactlyElementsOf(expected.values());
    assertThat(map.entrySet()).containsExactlyElementsOf(expected.entrySet());
    assertThat(taken).isEqualTo(copies);
  }

  @Test
  void whatIsFixedRefusesChanges() {
    var map = NameMap.changeable(new HashMap<>(Map.of("b", 2, "a", 1)));
    var fixed = map.fixed();
    assertThatThrownBy(() -> fixed.put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fixed.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    map.put("a", 10);
    NameMap.changeable(fixed).put("b", 20);
    assertThat(fixed).isEqualTo(Map.of("a", 1, "b", 2));
    assertThat(map).isEqualTo(Map.of("a", 10, "b", 2));
  }

  @Test
  void namesStayWhatTheyWereWhileTheMapChanges() {
    var map = NameMap.changeable(Map.of("a", 1, "b", 2, "c", 3));
    for (var name : map.names()) {
      map.remove(name);
      map.put(name + name, 0);
    }
    assertThat(map.names()).containsExactly("aa", "bb", "cc");
  }
}
