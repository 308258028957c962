package citybrain.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LongNumbersTest {

  @Test
  void numbersAreGivenInTheOrderOfFirstAppearanceHoweverManyThereAre() {
    var numbers = new PlaceZones.LongNumbers(4);
    var expected = new HashMap<Long, Integer>();
    var random = new SplittableRandom(7);

    for (int i = 0; i < 20_000; i++) {
      long key = random.nextLong(5_000) << 32;
      int number = expected.computeIfAbsent(key, k -> expected.size());
      assertThat(numbers.number(key)).isEqualTo(number);
    }

    assertThat(numbers.size()).isEqualTo(expected.size());
  }
}
