package citybrain.jobs.lake.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FeatureSetTest {

  private static byte[] sketch(int from, int to) {
    var set = new FeatureSet();
    for (int turn = 0; turn < 3; turn++) {
      for (int i = from; i < to; i++) {
        set.add(i);
      }
    }
    return set.sketch(number -> "feed/sensor-" + number);
  }

  @Test
  void someHundredsAreCountedAsTheyAre() {
    for (int count : new int[] {0, 1, 2, 3, 7, 50, 300}) {
      assertThat(FeatureSet.estimate(sketch(0, count))).isEqualTo(count);
    }
  }

  @Test
  void aFeatureOfSeveralFilesIsOne() {
    assertThat(FeatureSet.estimate(FeatureSet.union(List.of(sketch(0, 60), sketch(40, 100)))))
        .isEqualTo(100);
    assertThat(FeatureSet.union(List.of(sketch(0, 0), sketch(0, 0)))).isEmpty();
    assertThat(FeatureSet.union(List.of(sketch(0, 0), sketch(3, 5)))).isEqualTo(sketch(3, 5));
  }

  @Test
  void manyAreCountedWithinWhatIsPromised() {
    var parts = new ArrayList<byte[]>();
    for (int hour = 0; hour < 24; hour++) {
      parts.add(sketch(hour * 1_000, hour * 1_000 + 5_000));
    }
    var hours = parts.stream().map(FeatureSet::estimate).toList();
    assertThat(hours)
        .allSatisfy(hour -> assertThat((double) hour).isCloseTo(5_000, within(2 * 165.0)));
    assertThat((double) FeatureSet.estimate(FeatureSet.union(parts)))
        .isCloseTo(28_000, Percentage.withPercentage(3.3));
  }

  @Test
  void aSetAddsAnother() {
    var one = new FeatureSet();
    var other = new FeatureSet();
    for (int i = 0; i < 1_000; i++) {
      one.add(i);
      other.add(2 * i);
    }
    one.addAll(other);
    one.addAll(other);
    var names = new ArrayList<String>();
    one.sketch(
        number -> {
          names.add("f" + number);
          return "f" + number;
        });
    assertThat(names).doesNotHaveDuplicates().hasSize(1_500);
  }
}
