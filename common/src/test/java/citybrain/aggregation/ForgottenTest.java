package citybrain.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is forgotten stays forgotten, in little room. */
class ForgottenTest {

  @Test
  void endsAreInsideAndStartsAreNot() {
    var forgotten = new Forgotten();
    forgotten.add(100, 200);
    forgotten.add(400, 500);
    assertThat(forgotten.contains(100)).isFalse();
    assertThat(forgotten.contains(101)).isTrue();
    assertThat(forgotten.contains(200)).isTrue();
    assertThat(forgotten.contains(300)).isFalse();
    forgotten.add(200, 400);
    assertThat(forgotten.stretches()).hasSize(1).containsEntry(100L, 500L);
  }

  @Test
  void nothingThatWasAddedIsLostAndTheRoomIsBounded() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      check(random.ints(random.nextInt(200), 0, 10_000).boxed().toList());
    }
  }

  private static void check(List<Integer> starts) {
    var forgotten = new Forgotten();
    for (int start : starts) {
      forgotten.add(start, start + 10);
    }
    assertThat(forgotten.stretches()).hasSizeLessThanOrEqualTo(16);
    for (int start : starts) {
      assertThat(forgotten.contains(start + 1)).isTrue();
      assertThat(forgotten.contains(start + 10)).isTrue();
    }
    long last = Long.MIN_VALUE;
    for (var stretch : forgotten.stretches().entrySet()) {
      assertThat(stretch.getKey()).isGreaterThan(last);
      last = stretch.getValue();
    }
  }
}
