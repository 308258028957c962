package citybrain.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MeterTimesTest {

  @Property(tries = 200)
  void theSameAsAMap(@ForAll List<@IntRange(max = 199) Integer> readings) {
    var map = new HashMap<String, Long>();
    var times = MeterTimes.of(Map.of());
    for (int reading : readings) {
      // Not the same object for the same name.
      var meter = "m" + reading % 10;
      map.merge(meter, (long) reading / 10, Math::max);
      times = times.with(meter, reading / 10);
    }
    var left = new HashMap<>(map);
    left.values().removeIf(time -> time < 10);

    assertThat(times).isEqualTo(map).hasSameHashCodeAs(map);
    assertThat(map).isEqualTo(times);
    assertThat(MeterTimes.of(map)).isEqualTo(times);
    assertThat(times.get("m3")).isEqualTo(map.get("m3"));
    assertThat(times.containsKey("m4")).isEqualTo(map.containsKey("m4"));
    assertThat(times.since(10)).isEqualTo(left);
    assertThat(times.countSince(10)).isEqualTo(left.size());
  }

  @Test
  void whatWasBeforeStays() {
    var before = MeterTimes.of(Map.of("a", 1L));
    var after = before.with("a", 5).with("b", 2).with("a".repeat(1), 3);

    assertThat(before).isEqualTo(Map.of("a", 1L));
    assertThat(after).isEqualTo(Map.of("a", 5L, "b", 2L));
    assertThat(after.since(0)).isSameAs(after);
  }
}
