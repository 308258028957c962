package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedNumbersTest {

  private static final List<Double> ODD =
      List.of(
          0.0,
          -0.0,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          -Double.MAX_VALUE,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          0.1 + 0.2,
          1e22,
          9_007_199_254_740_992.0,
          4_503_599_627_370_495.0,
          4_503_599_627_370_496.0,
          -4_503_599_627.370_495);

  @Test
  void whatIsPutInComesOutToTheLastBit() {
    var random = new Random(3);
    var reals = new ArrayList<>(ODD);
    var wholes = new ArrayList<>(List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
    for (int i = 0; i < 20_000; i++) {
      double digits = Math.pow(10, random.nextInt(9));
      reals.add(Math.rint(random.nextGaussian() * 1000 * digits) / digits);
      reals.add(Double.longBitsToDouble(random.nextLong()));
      wholes.add(random.nextLong() >> random.nextInt(64));
    }
    var out = new PackedWriter();
    reals.forEach(out::real);
    out.text("Gönen/µ");
    wholes.forEach(out::whole);
    wholes.forEach(value -> out.count(value & Long.MAX_VALUE));
    var in = new PackedReader(out.end());
    for (double value : reals) {
      assertThat(Double.doubleToRawLongBits(in.real()))
          .isEqualTo(Double.doubleToRawLongBits(value));
    }
    assertThat(in.text()).isEqualTo("Gönen/µ");
    wholes.forEach(value -> assertThat(in.whole()).isEqualTo(value));
    wholes.forEach(value -> assertThat(in.count()).isEqualTo(value & Long.MAX_VALUE));
    assertThat(in.isAtEnd()).isTrue();
  }

  /** What it is for: hourly readings of one digit behind the point. */
  @Test
  void aReadingOfASensorTakesFewBytes() {
    var out = new PackedWriter();
    var tail = new OpenRun.Tail(out);
    for (int hour = 0; hour < 1_000; hour++) {
      tail.add(1_741_564_800_000L + 3_600_000L * hour, hour % 180 / 10.0, true);
    }
    assertThat(out.end().length).isLessThan(4 * 1_000 + 20);
  }
}
