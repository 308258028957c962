package citybrain.jobs.lake.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.junit.jupiter.api.Test;

/** Merging hours is the day: exactly where that can be, and else within what is promised. */
class ZoneStatsTest {

  private static final int[] PERCENTS = {5, 25, 50, 75, 95};

  /** As the data dictionary says it. */
  private static final double RANK_ERROR = 0.0165;

  private final Random random = new Random(7);

  private static ZoneStats of(double... values) {
    var stats = new ZoneStats();
    for (double value : values) {
      stats.add(value);
    }
    return stats;
  }

  private double[] values(int count, double offset, double spread) {
    return DoubleStream.generate(() -> offset + spread * random.nextGaussian())
        .limit(count)
        .toArray();
  }

  /** Of so many hours, some of them quiet. */
  private ZoneStats merged(double[] values, int hours) {
    var parts = new ArrayList<ZoneStats>();
    for (int i = 0; i < hours; i++) {
      parts.add(new ZoneStats());
    }
    for (double value : values) {
      int hour = random.nextInt(hours);
      parts.get(random.nextBoolean() ? hour : hour / 4).add(value);
    }
    var day = new ZoneStats();
    for (var part : parts) {
      day.merge(ZoneStats.of(part.bytes()));
    }
    return day;
  }

  private static double nearest(double[] sorted, int percent) {
    return sorted[Math.max(1, (int) Math.ceil(sorted.length * percent / 100.0)) - 1];
  }

  @Test
  void upToTwoHundredValuesQuantilesAreExact() {
    for (int count = 1; count <= ZoneStats.K; count++) {
      var values = values(count, 20, 5);
      var sorted = Arrays.stream(values).sorted().toArray();
      for (var stats : List.of(of(values), merged(values, 24))) {
        var found = stats.quantiles(PERCENTS);
        for (int i = 0; i < PERCENTS.length; i++) {
          assertThat(found[i]).as(count + " values").isEqualTo(nearest(sorted, PERCENTS[i]));
        }
      }
    }
  }

  @Test
  void countSumAndExtremesOfTheDayAreThoseOfItsHoursAndMomentsToRounding() {
    for (int count : new int[] {1, 2, 199, 200, 201, 399, 400, 5_000, 40_000}) {
      var values = values(count, -3, 100);
      var whole = of(values).moments();
      var day = merged(values, 24).moments();
      assertThat(day.count()).isEqualTo(count);
      assertThat(day.sum()).isEqualTo(whole.sum());
      assertThat(day.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
      assertThat(day.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
      if (count > 1) {
        assertThat(day.deviation() / whole.deviation()).isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  void quantilesOfTheDayAreWithinWhatIsPromised() {
    int asked = 0;
    int outside = 0;
    for (int run = 0; run < 200; run++) {
      var values = values(5_000 + random.nextInt(20_000), 0, 1);
      var sorted = Arrays.stream(values).sorted().toArray();
      var found = merged(values, 24).quantiles(PERCENTS);
      for (int i = 0; i < PERCENTS.length; i++) {
        int place = Arrays.binarySearch(sorted, found[i]);
        assertThat(place).as("a value that was measured").isNotNegative();
        double error = Math.abs((place + 1.0) / sorted.length - PERCENTS[i] / 100.0);
        asked++;
        outside += error > RANK_ERROR ? 1 : 0;
        assertThat(error).isLessThan(2 * RANK_ERROR);
      }
    }
    assertThat(outside).isLessThanOrEqualTo(asked / 100);
  }

  /** The difference of two sums of squares would have no digit left of it. */
  @Test
  void theSpreadOfValuesFarFromZeroIsNotLost() {
    for (double offset : new double[] {0, 1e6, 1e9, -1e9}) {
      var values = values(30_000, offset, 0.5);
      var near = Arrays.stream(values).map(value -> value - offset).toArray();
      double mean = Arrays.stream(near).sum() / near.length;
      double squares = Arrays.stream(near).map(v -> (v - mean) * (v - mean)).sum();
      double wanted = Math.sqrt(squares / (near.length - 1));
      for (var stats : List.of(of(values), merged(values, 24), merged(values, 600))) {
        assertThat(stats.moments().deviation() / wanted).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void ofOneValueOverAndOverThereIsNoSpread() {
    var values = new double[10_000];
    Arrays.fill(values, 1e9 + 0.1);
    assertThat(merged(values, 24).moments().deviation()).isLessThan(1e-6);
  }

  @Test
  void whatNobodyMeasuredIsCountedBesideAndMergedToo() {
    var one = of(1, 2);
    one.addEstimated(10);
    one.countSuspect();
    var other = new ZoneStats();
    other.addEstimated(20);
    other.countLate();
    one.merge(ZoneStats.of(other.bytes()));
    assertThat(one.moments().count()).isEqualTo(2);
    assertThat(one.moments().sum()).isEqualTo(3);
    assertThat(one.estimated()).isEqualTo(2);
    assertThat(one.estimatedSum()).isEqualTo(30);
    assertThat(one.suspect()).isEqualTo(1);
    assertThat(one.late()).isEqualTo(1);
  }

  @Test
  void mergingLeavesTheOtherAsItIs() {
    var other = of(values(1_000, 0, 1));
    var before = other.moments().sum();
    var into = of(values(150, 0, 1));
    into.merge(other);
    into.add(5);
    into.quantiles(PERCENTS);
    assertThat(other.moments().count()).isEqualTo(1_000);
    assertThat(other.moments().sum()).isEqualTo(before);
    assertThat(into.moments().count()).isEqualTo(1_151);
  }

  /** Whoever has the library reads the sketch, and merges it with others. */
  @Test
  void theSketchInFilesIsOneOfTheLibrary() {
    for (int count : new int[] {1, 150, 200, 201, 5_000}) {
      var values = values(count, 0, 1);
      var stats = of(values);
      var read = KllDoublesSketch.heapify(Memory.wrap(stats.sketch()));
      assertThat(read.getN()).isEqualTo(count);
      assertThat(read.getK()).isEqualTo(ZoneStats.K);
      assertThat(read.getMinItem()).isEqualTo(stats.moments().min());
      assertThat(read.getMaxItem()).isEqualTo(stats.moments().max());
      assertThat(read.getQuantile(0.5, QuantileSearchCriteria.INCLUSIVE))
          .isEqualTo(stats.quantiles(50)[0]);
    }
  }
}
